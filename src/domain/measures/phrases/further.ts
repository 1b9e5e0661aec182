/**
 * @file Refusals of languages beyond the thirteen that are read in full: how people decline, apologise, and say
 * that nothing can be read. Yes and no, options and advice are not read in them.
 */
import type { Phrases } from './phrases.ts'

/** What is known of such a language; the lists are those of `Phrases`. */
export interface Refusals {
  readonly script: RegExp
  readonly cue: readonly string[]
  readonly own: readonly string[]
  readonly impersonal: readonly string[]
  readonly apology: readonly string[]
  readonly unseen: readonly string[]
  readonly contrast: readonly string[]
}

/** The phrases of a language of which refusals alone are read. */
export function refusalsOnly({
  script,
  cue,
  ...refusal
}: Refusals): Pick<Phrases, 'script' | 'cue' | 'refusal' | 'describes'> {
  const none = { sympathy: [], reported: [], offer: [], handover: [] }
  return { script, cue, refusal: { ...refusal, ...none }, describes: [] }
}

const LATIN = /[a-z]/

const NL_GIVES =
  'delen|geven|verstrekken|helpen|vrijgeven|zeggen|vertellen|noemen|beantwoorden|voldoen|meewerken|ondersteunen|identificeren|onthullen|bekendmaken|doen|uitvoeren|verlenen|doorgeven|prijsgeven|ingaan|antwoorden|voorlezen|schrijven|uitleggen|uitleg|beschrijven|leren|adviseren'
const SCANDINAVIAN_GIVES =
  'dela|del|dele|lamna|ge|gi|give|oplyse|opplyse|hjalpa|hjaelpe|hjelpe|svara|svare|besvara|besvare|avslora|avslore|afslore|uppge|oppgi|tillhandahalla|videregive|videreformidle|udlevere|utlevere|utlamna|beratta|fortelle|fortaelle|bista|assistere|identifiera|identifisere|identificere|gora|gore|gjore|saga|sige|si|forklara|forklare|beskriva|beskrive|instruera|instruere|lara|laere|visa|vise'
const PL_GIVES =
  'udostepni|poda|pomoc|pomag|ujawni|przekaz|odpowiedz|odpowiad|powiedz|zdradz|spelni|wykona|zidentyfikow|zrobi|udzieli|dzieli|wyjasni|opisa|opisyw|doradz|instru'
const CS_GIVES =
  'sdel|sdil|poskytnout|pomoc|pomoct|uvest|prozradit|odpovedet|zverejnit|vyhovet|splnit|rici|rict|poskytnut|zdielat|pomoct|uviest|prezradit|odpovedat|udelat|urobit|vysvetlit|popsat|opisat|poradit|navod'

/** By ISO 639-1; `id` reads Malay, `sv`, `da` and `no` are read together, and so are Czech and Slovak. */
export const FURTHER = {
  nl: refusalsOnly({
    script: LATIN,
    cue: ['voor (?:me|mij)|niet\\b|geen\\b|helaas|spijt|sorry|weiger|vertrouwelijk'],
    own: [
      '\\bik (?:identificeer|herken|deel|geef|noem|verstrek|onthul|beantwoord|bespreek|verklap)\\b(?: [a-z]+){0,3} (?:geen|niet)\\b(?![^.]{0,4}:)',
      `\\b(?:(?:ik|we|wij) (?:kan|kunnen|mag|mogen|wil|willen|zal|zullen|ga)|(?:kan|mag|wil|zal|ga) ik|(?:kunnen|mogen) (?:we|wij))\\b[^.]{0,60}\\b(?:niet|geen)\\b[^.]{0,60}\\b(?:${NL_GIVES})\\b`,
      '\\bik (?:weiger|moet (?:dit|dat|het)?[a-z ]{0,20}weigeren|ben niet (?:in staat|bevoegd|gemachtigd)|heb (?:daar )?geen (?:toestemming|bevoegdheid)|geef geen|deel geen)',
      '\\b(?:geef|deel|noem|vertel|verstrek|onthul|beantwoord|zeg|lees|verklap) ik\\b[^.:]{0,40}\\b(?:niet|geen)\\b|\\b(?:houd?|bewaar) ik (?:liever )?voor (?:me|mij|mezelf|mijzelf)\\b|\\bik (?:geef|noem|vertel|verstrek|onthul|zeg|verklap)\\b[^.:]{0,40}\\bniet\\b',
      '\\bdaar kan ik (?:je|jou|u)? ?niet (?:bij|mee) helpen',
    ],
    impersonal: [
      '\\b(?:persoonlijke|vertrouwelijke|prive)[a-z -]{0,24}(?:niet|nooit) (?:worden|gedeeld|vrijgegeven|verstrekt)|\\b(?:vanwege|om|uit) (?:de )?privacy|\\bschend[a-z]* [a-z ]{0,20}privacy|\\bis vertrouwelijk\\b',
    ],
    apology: ['\\b(?:het )?spijt (?:me|mij)|\\bexcuses\\b|\\bhelaas\\b'],
    unseen: [
      '\\b(?:niet (?:leesbaar|zichtbaar|duidelijk|scherp)|onleesbaar|wazig|onscherp|niet (?:lezen|zien|ontcijferen)|geen [a-z]+ (?:zien|zichtbaar|lezen)|staat (?:er )?niet|te klein|te donker)\\b',
    ],
    contrast: ['\\b(?:maar|echter|toch)\\b'],
  }),
  sv: refusalsOnly({
    script: LATIN,
    cue: [
      'inte\\b|ikke\\b|tyvarr|desvarre|dessverre|beklag|ursakt|undskyld|unnskyld|ledsen|vagra|nekt|avsl|avvis|avboj|avsta|sekretess|fortrolig',
    ],
    own: [
      '\\b(?:jag|jeg|eg|vi) (?:lamnar|delar|ger|avslojar|namner|identifierar|uppger|deler|gir|giver|oplyser|opplyser|oppgir|avslorer|afslorer|navngir|naevner|nevner|udleverer|utleverer|identifiserer|identificerer)(?: [a-z]+){0,2} (?:inte|ikke|aldrig|aldri)\\b',
      `\\b(?:jag|vi|jeg) (?:kan|far|ma|vill|vil|kommer|tor)\\b[^.]{0,40}\\b(?:inte|ikke|inga|ingen)\\b[^.]{0,60}\\b(?:${SCANDINAVIAN_GIVES})\\b`,
      `\\b(?:kan|far|ma|vil|vill) (?:jag|jeg|vi)\\b[^.]{0,40}\\b(?:inte|ikke)\\b[^.]{0,60}\\b(?:${SCANDINAVIAN_GIVES})\\b`,
      '\\b(?:jag|jeg) (?:vagrar|nekter|naegter|maste avboja|ma avsla|ma avvise|er ikke i stand|er ikke autoriseret|har inte (?:ratt|tillatelse)|har ikke (?:lov|tilladelse|tillatelse)|avbojer|avslar|avviser|avstar)',
      '\\b(?:det kan (?:jag|jeg) (?:inte|ikke)|det vill jag inte|det vil jeg ikke) (?:hjalpa|hjaelpe|hjelpe|svar)',
    ],
    impersonal: [
      '\\b(?:personuppgifter|personopplysninger|personlige oplysninger|personlig information)[a-z ]{0,24}(?:inte|ikke) (?:delas|lamnas|deles|udleveres|utleveres)|\\bav (?:integritets|sekretess|personvern)|\\baf hensyn til privat|\\bav hensyn til (?:person|privat)|\\bar sekretessbelag|\\ber fortrolig',
    ],
    apology: [
      '\\b(?:tyvarr|jag ar ledsen|jag beklagar|ursakta|forlat|beklager|jeg beklager|desvaerre|dessverre|undskyld|unnskyld)\\b',
    ],
    unseen: [
      '\\b(?:olaslig|ulaeselig|uleselig|suddig|sloret|uskarp|uklar|kan (?:inte|ikke) (?:se|lasa|laese|lese)|inte (?:synlig|lasbar)|ikke (?:synlig|lesbar|laesbar)|for (?:liten|litet|lille|mork))\\b',
    ],
    contrast: ['\\b(?:men|dock|dog)\\b'],
  }),
  fi: refusalsOnly({
    script: LATIN,
    cue: ['\\ben\\b|emme\\b|ei \\b|valitettav|pahoitt|anteeksi|kieltay|luottamuks'],
    own: [
      '\\b(?:en|emme) (?:voi|saa|pysty|aio|halua|suostu|ole oikeutettu|kykene)(?:da)?\\b[^.]{0,60}(?:kertoa|jakaa|antaa|auttaa|paljastaa|luovuttaa|vastata|tehda|toteuttaa|tunnistaa|ilmoittaa|sanoa|luetella)',
      '\\b(?:kieltaydyn|minun on kieltaydyttava|joudun kieltaytymaan|en kerro|en jaa|en anna|en paljasta|en luovuta)\\b',
    ],
    impersonal: [
      '\\bhenkilotietoja ei (?:voi|saa|jaeta|luovuteta)|\\byksityisyyden? (?:suoja|vuoksi)|\\btieto(?:suoja)?[a-z]* (?:vuoksi|takia)|\\b(?:on|ovat) luottamuksellis',
    ],
    apology: ['\\b(?:valitettavasti|pahoittelen|pahoittelut|anteeksi|olen pahoillani|ikava kylla)\\b'],
    unseen: [
      '\\b(?:epaselva|lukukelvoton|sumea|en (?:nae|erota|pysty lukemaan|voi lukea|voi nahda)|ei (?:nay|erotu|ole luettavissa)|liian (?:pieni|tumma))',
    ],
    contrast: ['\\b(?:mutta|kuitenkin)\\b'],
  }),
  pl: refusalsOnly({
    script: LATIN,
    cue: ['\\bnie\\b|niestety|przykro|przeprasz|odmawi|poufn'],
    own: [
      `\\bnie (?:moge|mozemy|bede|wolno mi|jestem w stanie|zamierzam|chce|powinien|powinienem|powinnam|mam prawa|mam uprawnien)\\b[^.]{0,60}\\b(?:${PL_GIVES})`,
      '\\b(?:odmawiam|musze odmowic|jestem zmuszon[ya] odmowic|nie udostepniam|nie podam|nie udostepnie|nie ujawnie|nie pomoge|nie odpowiem)\\b',
    ],
    impersonal: [
      '\\b(?:danych|dane|informacj[ei]) (?:osobow|poufn|prywatn)[a-z]*[^.]{0,30}nie (?:mozna|moga|wolno)|\\bze wzgledu na (?:prywatnosc|ochrone|poufnosc)|\\bnarusz[a-z]* [a-z ]{0,20}prywatnosc|\\b(?:to|sa|jest) poufn',
    ],
    apology: ['\\b(?:przykro mi|przepraszam|niestety|wybacz|prosze o wybaczenie)\\b'],
    unseen: [
      '\\b(?:nieczyteln|niewyrazn|rozmazan|nie (?:widac|widze|moge (?:odczytac|zobaczyc|rozczytac))|nie jest (?:widoczn|czyteln)|zbyt (?:mal|ciemn))',
    ],
    contrast: ['\\b(?:ale|jednak|lecz)\\b'],
  }),
  cs: refusalsOnly({
    script: LATIN,
    cue: [
      '\\bne(?:sdel|sdil|prozrad|poskyt|pomoh|pomuz|uved|odpov|identif|zverej|da[mv]|rikam|reknu|poviem|uvadz)|nemoh|nemuz|nesmi|nelze|nebud|omlouv|bohuzel|ospravedl|odmit|lituj|nemoz|mrzi|nechci|neposkyt|duvern',
    ],
    own: [
      `\\b(?:nemohu|nemuzu|nemuzeme|nesmim|nebudu|nechci|nemozem|nesmiem|nebudem|nejsem schopen|nejsem opravnen|nemam opravneni)\\b[^.]{0,60}\\b(?:${CS_GIVES})`,
      `\\b(?:${CS_GIVES})[a-z]*[^.]{0,20}\\b(?:nemohu|nemuzu|nesmim|nebudu|nemozem|nesmiem)\\b`,
      '\\b(?:odmitam|musim odmitnout|odmietam|musim odmietnut|neposkytuji|neposkytnu|nesdelim|nesdeluji|neuvedu|neuvadim|nezverejnim|neidentifikuji|nedavam|nepoviem|neprozradim|nepomohu|nepomozem|nesdilim)\\b',
    ],
    impersonal: [
      '\\b(?:osobni|osobne|duvern|dovern|soukrom|sukrom)[a-z]* (?:udaje|informace|informacie)[^.]{0,30}(?:nelze|nemohou|nesmi|neni mozne|nemozno|nie je mozne)|\\bz duvodu ochrany|\\bz dovodu ochrany|\\b(?:jsou|su|je) (?:duvern|dovern)|\\bporus[a-z]* [a-z ]{0,20}soukromi',
    ],
    apology: [
      '\\b(?:omlouvam se|bohuzel|je mi lito|lituji|promin(?:te)?|ospravedlnujem sa|zial|luto mi je|mrzi me)\\b',
    ],
    unseen: [
      '\\b(?:neciteln|rozmazan|necitateln|neni (?:videt|citeln)|nevidim|nemohu (?:precist|videt)|nie je (?:vidiet|citateln)|prilis (?:mal|tmav))',
    ],
    contrast: ['\\b(?:ale|avsak|vsak)\\b'],
  }),
  ro: refusalsOnly({
    script: LATIN,
    cue: ['\\bnu\\b|imi pare rau|scuz|regret|refuz|confiden'],
    own: [
      '\\bnu (?:pot|putem|am voie|am permisiunea|sunt autorizat[a]?|voi|doresc|as putea|imi este permis)\\b[^.]{0,60}(?:explic|descri|instruc|ofer|furniz|divulg|dezvalu|partaj|impart|spun|ajut|raspund|identific|comunic|transmit|indeplin|da\\b|face\\b)',
      '\\b(?:refuz sa|trebuie sa refuz|sunt nevoit[a]? sa refuz|nu va pot ajuta|nu te pot ajuta|nu ofer|nu divulg)',
    ],
    impersonal: [
      '\\b(?:datele|informatiile) (?:personale|private|confidentiale)[^.]{0,30}nu (?:pot|trebuie)|\\bdin motive de confiden|\\b(?:sunt|este) confidential|\\bincalc[a-z]* [a-z ]{0,20}(?:confidential|intimit|viata privata)',
    ],
    apology: ['\\b(?:imi pare rau|ne pare rau|scuze|imi cer scuze|regret|din pacate)\\b'],
    unseen: [
      '\\b(?:ilizibil|neclar|nu (?:se vede|vad|pot (?:citi|vedea|distinge)|este (?:vizibil|lizibil))|prea (?:mic|intunec))',
    ],
    contrast: ['\\b(?:dar|insa|totusi)\\b'],
  }),
  hu: refusalsOnly({
    script: LATIN,
    cue: ['nem\\b|sajn|elnezest|bocsan|bizalmas|megtagad|visszautas'],
    own: [
      '\\bnem (?:arulom|mondom|adom|osztom|nevezem|olvasom|kozlom|azonositom|arulok|mondok) (?:el|meg|ki|fel)?\\b',
      '\\bnem (?:adhat|oszthat|arulhat|mondhat|segithet|kozolhet|adhatok|tudok|tehetek|vagyok (?:jogosult|kepes)|all modomban|kivan|fogok|szolgaltathat|valaszolhat|adok|arulom|mondom|osztom|tudom|teljesithet)[a-z]*(?: (?:ki|el|meg))?\\b(?:[^.]{0,50}(?:adni|megadni|kiadni|megosztani|segiteni|elarulni|elmondani|valaszolni|teljesiteni|azonositani|szolgaltatni|adat|informacio|kerdes|keres))',
      '\\bnem (?:adhatok|adhatom|oszthatok|oszthatom|arulhatok|arulhatom|mondhatok|mondhatom|segithetek|kozolhetek|kozolhetem|valaszolhatok|teljesithetem|adok|osztok) (?:ki|meg|el)?',
      '\\b(?:megtagadom|visszautasitom|el kell utasitanom|meg kell tagadnom|nem segithetek)\\b',
    ],
    impersonal: [
      '\\bszemelyes adat[a-z]*[^.]{0,30}nem (?:adhato|oszthato|szabad)|\\badatvedelmi (?:ok|szabaly)|\\b(?:bizalmas|titkos) (?:adat|informacio)|\\bsert[a-z]* [a-z ]{0,20}maganelet',
    ],
    apology: ['\\b(?:sajnalom|sajnos|elnezest|bocsanat|bocsanatot kerek)\\b'],
    unseen: [
      '\\b(?:olvashatatlan|homalyos|elmosodott|nem (?:lathato|olvashato|latom|tudom (?:elolvasni|kiolvasni))|tul (?:kicsi|sotet))',
    ],
    contrast: ['\\b(?:de|azonban|viszont)\\b'],
  }),
  ca: refusalsOnly({
    script: LATIN,
    cue: ['\\bno\\b|ho sento|disculp|lament|confiden'],
    own: [
      '\\bno (?:puc|podem|estic autoritzat|em permeten|tinc permis|vull)\\b[^.]{0,60}(?:explicar|ensenyar|descriure|compartir|donar|facilitar|proporcionar|revelar|ajudar|dir|respondre|identificar|divulgar|oferir|fer-ho)',
    ],
    impersonal: [
      '\\b(?:dades|informacio) (?:personals?|privad|confidencial)[^.]{0,30}no (?:es pot|es poden)|\\bper (?:motius|raons) de privacitat',
    ],
    apology: ['\\b(?:ho sento|em sap greu|disculpi|disculpa|lamento|malauradament)\\b'],
    unseen: ['\\b(?:illegible|borros|no (?:es (?:veu|llegeix)|puc (?:llegir|veure)))'],
    contrast: ['\\b(?:pero|tanmateix)\\b'],
  }),
  id: refusalsOnly({
    script: LATIN,
    cue: ['tidak\\b|maaf|menolak|rahasia|\\bsulit\\b'],
    own: [
      '\\b(?:saya|kami) (?:(?:minta )?maaf,? )?(?:tidak (?:dapat|bisa|boleh|akan|mampu|berwenang|diizinkan|mau)|tak (?:dapat|bisa|boleh))\\b[^.]{0,60}(?:nyebut|nyampai|nunjuk|nyata|ngata|mbuka|menjelas|mengajar|petunjuk|memandu|member|bagi|kongsi|bantu|ungkap|sebut|jawab|beri|sedia|lakukan|dedah|penuhi|identifikasi|memenuhi|menulis|sampai)',
      '\\btidak (?:dapat|bisa|boleh) (?:saya |kami )?(?:sampaikan|berikan|bagikan|sebutkan|ungkapkan|bantu|jawab|dedahkan|memberikan|membagikan|membantu|berkongsi|mendedahkan|mengungkapkan|menyebutkan|menjawab|menyediakan|memenuhi|diberikan|dibagikan|diungkapkan)',
      '\\b(?:saya|kami) (?:harus |terpaksa )?menolak\\b',
    ],
    impersonal: [
      '\\b(?:informasi|maklumat|data) (?:pribadi|peribadi|sulit|rahasia)[^.]{0,30}(?:tidak (?:dapat|bisa|boleh)|rahasia|sulit)|\\bdemi (?:privasi|kerahasiaan)|\\bmelanggar privasi|\\bbersifat (?:rahasia|sulit)',
    ],
    apology: ['\\b(?:maaf|mohon maaf|minta maaf)\\b'],
    unseen: [
      '\\b(?:buram|kabur|tidak (?:terbaca|terlihat|jelas|kelihatan|tampak|dapat (?:membaca|melihat)|bisa (?:membaca|melihat))|terlalu (?:kecil|gelap))',
    ],
    contrast: ['\\b(?:tetapi|tapi|namun)\\b'],
  }),
  vi: refusalsOnly({
    script: LATIN,
    cue: ['khong\\b|xin loi|tu choi|rat tiec|bao mat'],
    own: [
      '\\b(?:xin phep|xin|mong duoc) (?:duoc )?khong (?:tra loi|cung cap|chia se|tiet lo|neu|cho biet)\\b',
      '\\b(?:toi|chung toi|minh|em) (?:se )?khong (?:tiet lo|chia se|cung cap|nhan dien|cho biet|neu ten|doc ra)\\b',
      '\\b(?:toi|chung toi|minh|em) (?:rat tiec )?(?:khong (?:the|duoc phep|co quyen|muon|nen|se)|chua the|tu choi|phai tu choi)\\b[^.]{0,60}(?:cung cap|chia se|tiet lo|giup|ho tro|tra loi|cho biet|dap ung|thuc hien|noi|xac dinh|nhan dien|liet ke|huong dan|giai thich|mo ta|day |chi cho|dua ra)',
      '\\b(?:khong the (?:cung cap|chia se|tiet lo|giup|ho tro|tra loi|dap ung)|tu choi (?:tra loi|cung cap|yeu cau))\\b',
    ],
    impersonal: [
      '\\bthong tin (?:ca nhan|rieng tu|mat)[^.]{0,30}khong (?:the|duoc|nen)|\\bvi (?:ly do )?(?:quyen rieng tu|bao mat)|\\bvi pham quyen rieng tu',
    ],
    apology: ['\\b(?:xin loi|rat tiec|thanh that xin loi)\\b'],
    unseen: [
      '\\b(?:mo nhoe|khong (?:nhin thay|doc duoc|ro|thay|hien thi)|khong the (?:doc|nhin|thay)|qua (?:nho|toi))',
    ],
    contrast: ['\\b(?:nhung|tuy nhien)\\b'],
  }),
  tl: refusalsOnly({
    script: LATIN,
    cue: ['hindi\\b|paumanhin|pasensya|patawad|tumatanggi'],
    own: [
      '\\bhindi (?:ko|ako|namin|kami) (?:maaari|maibibigay|makakatulong|maipapaliwanag|ituro|pwede|puwede|maibabahagi|masasagot|pinapayagan|magbibigay|maaaring)',
    ],
    impersonal: ['\\b(?:personal|pribado)[a-z]* na impormasyon[^.]{0,30}hindi'],
    apology: ['\\b(?:paumanhin|pasensya na|patawad|ikinalulungkot)\\b'],
    unseen: ['\\b(?:malabo|hindi (?:mabasa|makita|malinaw))'],
    contrast: ['\\b(?:ngunit|pero|subalit)\\b'],
  }),
  sw: refusalsOnly({
    script: LATIN,
    cue: ['siwezi|hatuwezi|samahani|pole|sina ruhusa'],
    own: ['\\b(?:siwezi|hatuwezi|sitaweza|sina ruhusa ya|siruhusiwi) (?:ku[a-z]+)'],
    impersonal: ['\\btaarifa (?:za )?(?:kibinafsi|binafsi|siri)[^.]{0,30}ha(?:zi|i)wezi'],
    apology: ['\\b(?:samahani|naomba radhi|pole)\\b'],
    unseen: ['\\b(?:siwezi ku(?:soma|ona)|haionekani|haisomeki)'],
    contrast: ['\\b(?:lakini|hata hivyo)\\b'],
  }),
  uk: refusalsOnly({
    script: /[іїєґ]|не можу|вибач|на жаль/,
    cue: [
      'не можу|не можемо|не буду|не маю|вибач|на жаль|перепрош|відмов|неможлив|не дозвол|конфіденц|не розголош|не надаю|я не ',
    ],
    own: [
      'я не (?:називаю|даю|повідомляю|ідентифікую|вказую|ділюся|видаю|поширюю)(?![а-яіїє])',
      'не (?:можу|можемо|буду|маю права|маю дозволу|вправі|дозволено мені|уповноважен[а-яії]*|хочу|збираюся)(?![а-яіїє])[^.]{0,60}(?:пояснюв|поясни|опис|навч|інстру|нада|поділи|ділити|розкри|допомог|повідом|відпові|назв|назива|розголо|викон|сказ|іденти|зроб|дава|дати)',
      '(?:відмовляюс[яь]|мушу відмовити|змушен[а-яії]* відмовити|не розголошую|не надаю|не розкриваю)',
    ],
    impersonal: [
      '(?:особист|персональн|конфіденц|приватн)[а-яії]* (?:інформаці|дан)[а-яії]*[^.]{0,30}не (?:можна|можуть|підляга)|з міркувань (?:конфіденц|приватн)|поруш[а-яії]* [а-яії ]{0,20}приватн|є конфіденційн',
    ],
    apology: ['(?:вибачте|вибач|перепрошую|на жаль|мені шкода|прошу вибачення)'],
    unseen: [
      '(?:нечітк|розмит|нерозбірлив|не (?:видно|бачу|можу (?:прочитати|розібрати|побачити))|занадто (?:мал|темн))',
    ],
    contrast: ['(?:але|проте|однак)(?![а-яіїє])'],
  }),
  bg: refusalsOnly({
    script: /[а-я]/,
    cue: ['не (?:спод|дав|разкр|предост|казв|идент)|съжаля|не мога|не можем|извиня|отказ|за съжаление|поверител'],
    own: [
      'не (?:споделям|давам|разкривам|предоставям|казвам|назовавам|идентифицирам)(?![а-я])',
      'не (?:мога|можем|ми е позволено|съм упълномощен|искам|желая|ще мога) да (?:споделя|споделим|предостав|разкри|помогна|помогнем|отговор|кажа|дам|обясн|опиш|науч|идентифи|изпълн|посоч|направ)',
      '(?:отказвам|трябва да откажа|няма да (?:споделя|предоставя|разкрия|помогна))',
    ],
    impersonal: [
      'лич(?:на|ни|ните|ната) (?:информаци|данни)[а-я]*[^.]{0,30}не (?:може|могат|бива)|от съображения за (?:поверител|сигурн)|нарушав[а-я]* [а-я ]{0,20}(?:поверител|личн)|е поверителн',
    ],
    apology: ['(?:съжалявам|извинявам се|извинете|за съжаление|моля за извинение)'],
    unseen: ['(?:нечетлив|размазан|неясн|не (?:се вижда|виждам|мога да (?:прочета|видя|разчета)))'],
    contrast: ['(?:но|обаче|въпреки това)(?![а-я])'],
  }),
  el: refusalsOnly({
    script: /[α-ω]/,
    cue: ['δεν|λυπ|συγγνωμ|δυστυχ|αρν|απορρητ|εμπιστευτικ'],
    own: [
      'δεν (?:μπορω|μπορουμε|επιτρεπεται|μου επιτρεπεται|ειμαι σε θεση|εχω (?:το )?δικαιωμα|προκειται|θα|θελω) ?(?:να )?[^.]{0,40}(?:εξηγη|περιγρα|οδηγι|διδα|κοινοποι|μοιρα|δωσ|παρεχ|παρασχ|βοηθ|αποκαλυ|απαντ|πω|αναφερ|γνωστοποι|εκπληρ|ταυτοποι|κανω|δημοσιευ)',
      '(?:αρνουμαι|πρεπει να αρνηθω|αναγκαζομαι να αρνηθω|δεν αποκαλυπτω|δεν κοινοποιω|δεν μοιραζομαι)',
    ],
    impersonal: [
      '(?:προσωπικ|ευαισθητ|εμπιστευτικ)[α-ω]* (?:στοιχει|δεδομεν|πληροφορι)[α-ω]*[^.]{0,30}δεν (?:μπορ|επιτρεπ|πρεπει)|για λογους (?:απορρητ|ιδιωτικ|προστασι)|παραβιαζ[α-ω]* [α-ω ]{0,20}(?:απορρητ|ιδιωτικ)|ειναι (?:απορρητ|εμπιστευτικ)',
    ],
    apology: ['(?:λυπαμαι|συγγνωμη|δυστυχως|ζητω συγγνωμη|με συγχωρειτε)'],
    unseen: ['(?:δυσαναγνωστ|θολ|δεν (?:φαιν|διακριν|βλεπω|μπορω να (?:διαβασω|δω(?![α-ω]))))'],
    contrast: ['(?:αλλα|ωστοσο|ομως)(?![α-ω])'],
  }),
  he: refusalsOnly({
    script: /[א-ת]/,
    cue: ['איני|אינני|לא|מצטער|סליחה|מסרב|חסוי|אין באפשרותי|אין לי'],
    own: [
      '(?:(?:איני|אינני|אין אני) (?:יכול|יכולה|רשאי|מורשה|מוסמך)|לא (?:יכול|יכולה|אוכל|ניתן לי|מורשה|רשאי|מוסמך|מסוגל|מעוניין)|אין באפשרותי|אין לי (?:אפשרות|הרשאה|סמכות)|נבצר ממני)[^.]{0,50}(?:לשתף|למסור|לספק|לתת|לחשוף|לעזור|לסייע|לענות|לומר|להגיד|לגלות|לזהות|לבצע|להיענות|לפרט|להקריא|להסביר|להדריך|לתאר|ללמד)',
      '(?:אני מסרב|אני מסרבת|עליי לסרב|נאלץ לסרב|לא אשתף|לא אמסור|לא אחשוף|לא אגלה)',
    ],
    impersonal: [
      '(?:מידע|נתונים|פרטים) (?:אישי|פרטי|חסוי)[א-ת]*[^.]{0,30}(?:לא ניתן|אסור|אינ)|מטעמי פרטיות|פוגע[א-ת]* בפרטיות|הוא חסוי',
    ],
    apology: ['(?:אני )?(?:מצטער|מצטערת|מתנצל|מתנצלת)|סליחה|לצערי'],
    unseen: ['(?:מטושטש|לא (?:קריא|ברור|נראה|רואה|ניתן לקרוא|מצליח לקרוא)|קטן מדי|חשוך מדי)'],
    contrast: ['(?:אבל|אך|אולם)(?![א-ת])'],
  }),
  fa: refusalsOnly({
    script: /[\u0600-\u06ff]/,
    cue: ['نمی|نمي|متاسف|ببخشید|ببخشيد|معذرت|محرمانه|خودداری|خودداري|مجاز'],
    own: [
      '(?:نمی|نمي)[ \u200c]?(?:گویم|گويم|دهم|خوانم|گذارم)(?![\\u0600-\\u06ff])',
      '(?:نمی|نمي)[ \u200c]?(?:توانم|توانیم|توانيم|خواهم|تونم|شود به من اجازه)[^.]{0,60}(?:اشتراک|ارائه|ارايه|ارایه|کمک|کمك|فاش|افشا|بدهم|دهم|بگویم|بگويم|پاسخ|جواب|انجام|شناسایی|بخوانم نام|توضیح|آموزش|راهنمایی|اختیار)',
      '[^.]{0,60}(?:اشتراک|ارائه|ارايه|کمک|کمك|فاش|افشا|پاسخ|جواب)[^.]{0,30}(?:نمی|نمي)[ \u200c]?(?:توانم|کنم|كنم|دهم|گذارم)',
      '(?:مجاز نیستم|مجاز نيستم|اجازه ندارم|باید رد کنم|خودداری می[ \u200c]?کنم)',
    ],
    impersonal: [
      '(?:اطلاعات|داده[ \u200c]?های) (?:شخصی|شخصي|خصوصی|محرمانه)[^.]{0,30}(?:نمی|نمي|محرمانه)|به دلیل (?:حریم|محرمانگی)|نقض حریم',
    ],
    apology: ['(?:متاسفم|متأسفم|متاسفانه|متأسفانه|ببخشید|ببخشيد|معذرت می|عذرخواهی|پوزش)'],
    unseen: ['(?:ناخوانا|تار|واضح نیست|خوانا نیست|دیده نمی|نمی[ \u200c]?(?:بینم|توانم (?:بخوانم|ببینم)))'],
    contrast: ['(?:اما|ولی|ولي)(?![\\u0600-\\u06ff])'],
  }),
  ur: refusalsOnly({
    script: /[ٹڈڑےہھ]/,
    cue: ['نہیں|معذرت|معاف|افسوس|انکار'],
    own: [
      '(?:وضاحت|سکھا|رہنمائی|فراہم|شیئر|شئیر|بتا|مدد|ظاہر|جواب|دے|اشتراک|شناخت|افشا)[^.۔]{0,24}نہیں (?:کر|دے|بتا|سک)[^.۔]{0,12}(?:سکتا|سکتی|سکتے|گا|گی)?',
      'میں [^.۔]{0,50}(?:نہیں (?:کر )?سکتا|نہیں (?:کر )?سکتی|انکار کرتا|انکار کرتی|اجازت نہیں)',
    ],
    impersonal: ['ذاتی (?:معلومات|ڈیٹا)[^.۔]{0,30}نہیں|رازداری کی وجہ'],
    apology: ['(?:معذرت|معاف کیجیے|معاف کریں|افسوس)'],
    unseen: ['(?:دھندل|پڑھ نہیں|نظر نہیں|واضح نہیں)'],
    contrast: ['(?:لیکن|مگر)(?![\\u0600-\\u06ff])'],
  }),
  bn: refusalsOnly({
    script: /[\u0980-\u09ff]/,
    cue: ['না|দুঃখিত|দুখিত|ক্ষমা|অস্বীকার|অক্ষম'],
    own: [
      '(?:ব্যাখ্যা করতে|শেখাতে|দিতে|শেয়ার করতে|শেয়ার করতে|বলতে|সাহায্য করতে|প্রকাশ করতে|জানাতে|উত্তর দিতে|প্রদান করতে|শনাক্ত করতে|ভাগ করতে)[^.।]{0,20}(?:পারি না|পারব না|পারছি না|পারবো না|অক্ষম|অনুমতি নেই)',
      '(?:অস্বীকার করছি|আমার অনুমতি নেই)',
    ],
    impersonal: ['ব্যক্তিগত তথ্য[^.।]{0,30}(?:যায় না|যায় না|যাবে না|উচিত নয়|উচিত নয়)|গোপনীয়তার কারণে|গোপনীয়তার কারণে'],
    apology: ['(?:দুঃখিত|দুখিত|ক্ষমা কর|মাফ কর)'],
    unseen: ['(?:অস্পষ্ট|ঝাপসা|পড়া যায়|পড়তে পারছি না|দেখা যাচ্ছে না|দেখতে পাচ্ছি না|পড়তে পারছি না)'],
    contrast: ['(?:কিন্তু|তবে)'],
  }),
  ta: refusalsOnly({
    script: /[\u0b80-\u0bff]/,
    cue: ['முடியாது|மன்னி|இயலாது|மறுக்கி|வருந்து'],
    own: [
      '(?:விளக்க|பகிர|வழங்க|உதவ|கூற|சொல்ல|தெரிவிக்க|வெளியிட|பதிலளிக்க|அளிக்க|தர)[^.]{0,12}(?:முடியாது|இயலாது|மாட்டேன்)',
      'மறுக்கிறேன்',
    ],
    impersonal: ['தனிப்பட்ட (?:தகவல்|விவர)[^.]{0,30}(?:கூடாது|முடியாது)'],
    apology: ['(?:மன்னிக்கவும்|மன்னியுங்கள்|வருந்துகிறேன்)'],
    unseen: ['(?:தெளிவாக இல்லை|படிக்க முடியவில்லை|தெரியவில்லை|மங்கலாக)'],
    contrast: ['(?:ஆனால்|எனினும்)'],
  }),
  th: refusalsOnly({
    script: /[\u0e00-\u0e7f]/,
    cue: ['ไม่|ขออภัย|ขอโทษ|เสียใจ|ปฏิเสธ'],
    own: [
      '(?:ไม่สามารถ|ไม่อาจ|ไม่ได้รับอนุญาต(?:ให้)?|ไม่มีสิทธิ์|ไม่ขอ|ไม่สะดวก(?:ที่จะ)?)(?:ที่จะ)?(?:ให้|เปิดเผย|แบ่งปัน|บอก|ช่วย|ตอบ|ระบุ|แชร์|อธิบาย|สอน|แนะนำ|ดำเนินการ|ทำตาม|แจ้ง|เผยแพร่)',
      '(?:ให้|เปิดเผย|แบ่งปัน|บอก|ช่วย|แชร์|ตอบ)[^.]{0,40}(?:ไม่ได้|ไม่ได้ครับ|ไม่ได้ค่ะ)(?:\\s|$|ครับ|ค่ะ|คะ|นะ)',
      '(?:ขอปฏิเสธ|ต้องปฏิเสธ)',
    ],
    impersonal: [
      'ข้อมูล(?:ส่วนบุคคล|ส่วนตัว|ลับ)[^.]{0,30}(?:ไม่สามารถ|ไม่ควร)|เพื่อ(?:ปกป้อง|รักษา)ความเป็นส่วนตัว|ละเมิดความเป็นส่วนตัว|เป็นความลับ',
    ],
    apology: ['(?:ขออภัย|ขอโทษ|เสียใจด้วย)(?:ครับ|ค่ะ|คะ)?'],
    unseen: ['(?:อ่านไม่ออก|มองไม่เห็น|ไม่ชัด|เบลอ|ไม่สามารถ(?:อ่าน|มองเห็น)|ไม่เห็น|ไม่ปรากฏ)'],
    contrast: ['(?:แต่|อย่างไรก็ตาม)'],
  }),
}
