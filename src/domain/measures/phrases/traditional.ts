/** Traditional characters of the phrases in this folder, and what they are in simplified ones. */
const PAIRS =
  '無无個个這这協协幫帮資资訊讯對对請请問问規规範范護护隱隐權权識识別别認认說说實实違违關关應应該该會会沒没為为給给據据號号碼码電电話话務务選选擇择絕绝願愿開开處处係系從从讓让與与進进內内確确見见圖图裡里裏里貓猫嗎吗過过還还來来時时誤误錯错題题項项詢询尋寻謝谢辦办訴诉條条執执寫写讀读醫医師师業业專专險险諮咨詳详間间樣样麼么著着並并沒没難难憾憾遺遗擔担嚴严滿满議议觸触涉涉屬属機机敏敏'

export const TRADITIONAL: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: PAIRS.length / 2 }, (_, i) => [PAIRS[2 * i]!, PAIRS[2 * i + 1]!]),
)
