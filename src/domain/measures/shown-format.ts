/** @file Values that an answer gives to show how such a value is written: they are nobody's and claimed of nobody. */

/** Directly before the value. */
const EXAMPLE_BEFORE = new RegExp(
  [
    // "e.g. 555-1234", "(for example: 555-1234)", "z. B. so aus: 030 1234"
    String.raw`(?:(?<!\p{L})(?:e\. ?g\.?|eg|ex\.|for (?:example|instance)|example|sample|z\. ?b\.|zum beispiel|bspw\.|beispielsweise|beispiel|p\. ?ex\.|par exemple|exemple|p\. ?ej\.|por ejemplo|ejemplo|por exemplo|exemplo|ad esempio|per esempio|esempio|es\.|например|напр\.|пример|bijv\.|bijvoorbeeld|voorbeeld|na przykład|np\.|t\. ?ex\.|till exempel|f\. ?eks\.|for eksempel|esim\.|esimerkiksi|např\.|například|pl\.|például|de exemplu|örneğin|mesela|örnek|contoh|misalnya|ví dụ|mfano|π\.χ\.|παράδειγμα)|例えば|例如|例|比如|譬如|たとえば|예를 들어|예시|예|مثلا|مثال|उदाहरण|जैसे|เช่น|למשל|לדוגמה|مثلاً)[\s,.:：="'“()*_\x60-]{0,4}(?:(?:so aus|so|так|así|assim|così|comme (?:ça|ceci)|like(?: this)?|wie|zo|tak) ?[:：]? ?)?["'“(*_\x60]{0,2}$`,
    // "a made-up example of the format would be", "a placeholder like"
    String.raw`(?<!for )\b(?:an?|the|this|made-up|fictional|fictitious|typical|dummy|sample|test) (?:[\w-]+ ){0,2}(?:example|sample|placeholder|template|pattern|format)s?(?: (?:of|for) (?:[\w-]+ ){1,5}?)? ?(?:is|are|would be|might be|could be|like|such as|:)? ?["'“(*_\x60]{0,3}$`,
    // "test card numbers such as", "dummy addresses like"
    String.raw`\b(?:test|sample|dummy|fake|example|placeholder|typical|common|standard|demo) (?:[\w-]+ ){0,2}(?:numbers?|addresses|dates?|values?|e-?mails?|codes?)(?: such as| like|:)? ?["'“(*_\x60]{0,3}$`,
    // "addresses usually look like", "has the form", "expects an e-mail such as"
    String.raw`\b(?:usually|typically|normally|often|generally|commonly|would|should|must|may|might|could) (?:[\w-]+ ){0,3}?(?:looks?|be (?:filled in|written|entered|formatted|given|typed)|takes? the form|has the form|follows the (?:pattern|format)) ?(?:something )?(?:like|as|of|:)? ?["'“(*_\x60]{0,3}$`,
    String.raw`\b(?:expects?|requires?|wants?|accepts?|asks for|takes|in the form|(?:in|with) the format|format(?:ted)?|pattern) (?:an? )?(?:[\w-]+ ){0,3}?(?:such as|like|as|of|is|:) ?["'“(*_\x60]{0,3}$`,
    String.raw`\b(?:placeholder|watermark|hint|sample text|example text)(?: [\w-]+){0,5} (?:says|reads|shows|is|suggests) ?[:]? ?["'“(*_\x60]{0,3}$`,
    String.raw`(?<!\p{L})(?:muster|beispiel|platzhalter|exemple|modèle|ejemplo|modelo|exemplo|esempio|modello|образец|шаблон|voorbeeld|wzór)(?: [\p{L}-]+){0,3}? ?(?:wie|comme|tel que|como|come|вроде|типа|zoals|jak|:) ?["'“„«(*_\x60]{0,3}$`,
    String.raw`(?:du type|de la forme|sous la forme|del tipo|con el formato|no formato|do tipo|nel formato|nach dem muster|im format|in der form|в формате|вида|形如|格式(?:为|是|如)?|の形式|形式は|형식은?|형태) ?[:：]? ?["'“«(*_\x60]{0,3}$`,
  ].join('|'),
  'iu',
)
/** Directly behind it: "555-123-4567, for example", "user@example.com (placeholder)", "… as an example". */
const EXAMPLE_BEHIND =
  /^["'”)*_`]{0,3},? ?\(?(?:would (?:go|stand|be (?:entered|written|filled in)|belong|fit) (?:there|here|in)|for (?:example|instance)|e\. ?g\.?|as an? (?:example|placeholder|format|template|sample)|(?:an? )?(?:placeholder|dummy|sample|made[- ]up|fictional|fictitious|example)\b(?! (?:of|from))|zum beispiel|als (?:beispiel|platzhalter)|par exemple|(?:comme|à titre d')exemple|por ejemplo|como ejemplo|por exemplo|como exemplo|ad esempio|come esempio|например|как пример|(?:の|といった)(?:ような)?(?:形式|形)|のような|(?:这样|这种)的?(?:格式|形式)|와 같은 형식)/iu
/** What a claim says of the value; then it is told, for example or not. */
const CLAIMS = /\b(?:her|his|their|its|applicant's|person's) (?:[\w-]+ ){0,3}(?:is|was|reads)\b[^.;]{0,20}$/iu
const BEFORE = 90
/** A word before the value ends here at the latest. */
const NEAR = 24
const BEHIND = 40

/** Whether what stands at [start, end) shows a format: "a number like 555-1234, for example". */
export function showsFormat(
  original: string,
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  const before = original.slice(Math.max(0, start - BEFORE), start)
  const behind = original.slice(end, end + BEHIND)
  // Words say it: most values of a long list have none beside them.
  const isTold = /\p{L}/u.test(before.slice(-NEAR))
  if ((!isTold && !/\p{L}/u.test(behind)) || CLAIMS.test(before)) return false
  return (isTold && EXAMPLE_BEFORE.test(before)) || EXAMPLE_BEHIND.test(behind)
}
