/**
 * @file Words that are names of people, towns or firms too, and that answers use as words: English ones above
 * all, and the best known of other languages.
 */
import { folded } from './fold.ts'

const WORDS = `guard coach nurse pilot host tutor usher scout steward model reading nice apple bath cork mobile orange split page will mark rose grace hope may june april summer august autumn target shell gap amazon sage square block
  bill rob jack pat art drew chase chance chuck dean earl frank gene grant guy harry josh ken lance max miles nick norm pace penny pearl peg ray rich rod rusty sandy
  sky skip sonny sue tad terry trip van vic wade ward young king baker cook miller smith carter mason hunter fisher potter taylor turner walker weaver wright bishop
  knight page parker porter price power short long small little brown black white green gray grey blue red silver gold stone wood woods hill hills lake river rivers
  field fields forest ford bridge bush church park parks street lane house home hall castle north south east west bright best good day day's noble swift strong sharp
  fox wolf lion bear bird crane drake hawk finch swan martin lamb bull fish pike herring rice berry cherry olive ginger basil sage ivy lily daisy violet heather holly
  iris jasmine poppy fern willow ash oak elm joy faith charity constance patience prudence mercy honor felicity melody harmony destiny dawn eve sunny star stars moon
  angel christian crystal amber ruby jade coral opal diamond sterling precious ace major duke prince princess queen baron marshal judge abbot monk pope case cash
  bond banks bank buck bucks nickel dollar mint snow frost winter rain storm gale brook brooks marsh moss reed reeds rush rushes shore beach bay cape cliff glen dale
  vale heath moor ridge peak summit valley canyon county city town village essen halle hamm worms rose college university liberty independence hope paradise eden
  eureka enterprise commerce industry progress unity union defiance normal normal's accident boring hell surprise truth why best buffalo phoenix corner flint gary
  lead lent mold ware rugby rye sale deal diss eye street poole ham beer wells hastings battle barking barnet tooting dorking epsom ascot sandwich bury leek wick
  oracle intel visa delta alpha sprint dish general electric discover discovery capital one progressive travelers states national standard global united american
  international first republic fidelity vanguard prudential guardian principal lincoln caterpillar deer deere fiat seat seats mini smart genesis explorer focus fiesta
  twitter meta alphabet chrome windows office word excel access note notes keep drive maps mail chat slack zoom box drop stripe uber lime bolt snap line wave
  signal telegram unilever dove axe lux tide dawn bounty always pampers gain cheer crest scope ivory gillette old spice ally aldi next boots argos spar subway
  wendy burger wolfsburg nike puma gore hit hits son sons dot dots guy max men man mann herr kind gift rat rot bad gut arm art hut tag not rose clear may can dare
  see seen sell sells say says paper form forms text line table image photo picture note please sure yes no ok unknown none person people man woman male female
  essen halle hamm koch bauer klein gross lang kurz jung schwarz weiss engel kaiser konig sommer ernst rosa viola linde stein berg bach fischer schneider muller weber sonne stern blume lieb treu
  pierre marguerite claire blanche tours vienne sens lyon fleur jolie aimee felicite perle orange marine aube ciel soleil lune
  mercedes rosario dolores consuelo luz mar paz pilar concepcion leon victoria guadalupe blanca flor cruz estrella alba cielo mayor barrio laguna granada merida
  natal salvador vitoria porto rio fortaleza recife estrela aurora pereira oliveira silva costa
  marina bruno fiore chiara stella gioia serena nevio sereno allegra fortuna vera mira
  ordu deniz gunes yagmur can umut baris ozgur kaya demir yildiz bahar nehir cicek irmak van mus agri bolu
  вера надежда любовь роза орел мир владимир лев слава светлана бор роман марк майя лилия
  كريم جميل سعيد امل نور هدى سلام ربيع فرح جمال صالح حسن امين عادل منى وردة وفاء رجاء
  कमल ज्योति आशा सूरज रवि पूजा किरण पुष्प आनंद राम दीपक प्रकाश विजय शांति माया
  高兴 长春 平安 光明 和平 文明 建设 明天 阳光 春天 海南 山东 大同 安康 吉林 西安 永州 宁静 美丽 健康 开心 快乐 白雪 黄金 江山 金山 马上 方正 高明
  森 林 山 桜 光 愛 花 海 空 泉 原 岡 丘 堤 橋 岸 岩 石 草 竹 松 杉 柳 桃 梅 堺 津 呉 萩 関 旭 緑 誠 望 希望 大和 日光 豊田 本田 山口 千葉 大分 長野
  나라 하늘 사랑 보라 이슬 바다 가을 여름 봄 겨울 구름 나무 우리 아름 미소 기쁨 소망 대전 광주 수원 안산 상주`

/** Not made before it is asked for: folding the list would hold the page that loads it. */
let words: ReadonlySet<string> | null = null

export function isCommonWord(word: string): boolean {
  words ??= new Set(folded(WORDS).split(' '))
  return words.has(folded(word.trim()))
}
