/** @file Refusals, and nothing else, of twenty languages more: see `further.ts`. */
import { refusalsOnly } from './further.ts'

const LATIN = /[a-z]/
const CYRILLIC = /[а-я]/

const SLAVIC_GIVES =
  'podel|podijel|dijel|del[ei]|otkri|odati|oda[mt]|dati|dat[ia]|daj|pruz|navest|naved|pomoc|pomog|odgovor|reci|kaz|izda|identifi|razkri|delit|poved|posred|pomag|objav|uciniti|ispuni|izpoln|objasn|pojasn|opis'
const LT_GIVES = 'atskleis|pateik|dalint|pasidalin|suteik|pade|atsak|nurod|pasaky|perduo|ivykd|paaiskin|identifik'
const LV_GIVES = 'izpau|sniegt|dalities|atkla|palidz|atbild|noradi|pateik|nosaukt|izpild|paskaidro|identific'
const ET_GIVES = 'avalda|jaga|anda|edasta|aidata|vasta|oel|nimeta|taita|selgita|tuvasta|valjasta'

/** By ISO 639-1; `hr` reads Serbian and Bosnian in Latin letters too. */
export const FURTHER_STILL = {
  hr: refusalsOnly({
    script: LATIN,
    cue: [
      '\\bne (?:mogu|smijem|smem|zelim|mozemo)|necu|nazalost|zao mi je|oprosti|izvini|odbi[jt]|povjerljiv|poverljiv|zal\\b|zal mi|ne smem|ne morem',
    ],
    own: [
      `\\bne (?:mogu|mozemo|smijem|smem|zelim|morem|moremo)\\b[^.]{0,60}\\b(?:${SLAVIC_GIVES})`,
      `\\b(?:${SLAVIC_GIVES})[a-z]*[^.]{0,20}\\bne (?:mogu|smijem|smem|morem)\\b`,
      `\\bne morem (?:${SLAVIC_GIVES})|\\b(?:necu|ne bom|nisam ovlasten|nisam u mogucnosti|nimam dovoljenja)\\b[^.]{0,50}\\b(?:${SLAVIC_GIVES})`,
      '\\b(?:odbijam|moram odbiti|zavracam|moram zavrniti)\\b',
    ],
    impersonal: [
      '\\b(?:osobn|licn|osebn|privatn|povjerljiv|poverljiv|zaupn)[a-z]* (?:podat|podac|informacij)[a-z]*[^.]{0,30}(?:se ne (?:smij|smej|mogu)|ni mogoce|ne smejo|nije moguce|nije dozvoljeno)|\\b(?:iz razloga|zbog|zaradi) (?:zastite )?(?:privatnosti|zasebnosti)|\\bje (?:povjerljiv|poverljiv|zaupn)',
    ],
    apology: ['\\b(?:zao mi je|nazalost|oprostite|izvinite|oprosti|ispricavam se|zal mi je|zal|oprostite)\\b'],
    unseen: [
      '\\b(?:necit|nejasn|mutn|zamagljen|zamuc|ne (?:vidim|vidi se|vidijo)|nije (?:vidljiv|citljiv)|ni (?:viden|citljiv)|ne mogu (?:procitati|vidjeti|videti)|ne morem (?:prebrati|videti)|premal|pretam)',
    ],
    contrast: ['\\b(?:ali|no|medutim|ipak|vendar|toda|ampak)\\b'],
  }),
  mk: refusalsOnly({
    script: CYRILLIC,
    cue: ['не можам|не можеме|нема да|извинете|за жал|жал ми|одбива|не могу|нећу|нажалост|жао ми'],
    own: [
      'не (?:можам|можеме|смеам|сакам) да (?:[гји]+ )?(?:спо|дад|откр|пом|одгов|каж|обј|нав|идент|изврш)',
      'не (?:могу|смем|желим)(?: да)? [^.]{0,40}(?:подел|откри|дам|дати|кажем|помог|одговор|навед|обја|пруж)',
      '(?:морам да одбијам|одбивам|одбијам)',
    ],
    impersonal: ['личн[а-яјљњћђџѓќ]+ (?:податоци|подаци|информации|информације)[^.]{0,30}не (?:може|смеат|могу|смеју)'],
    apology: ['(?:извинете|за жал|жал ми е|нажалост|жао ми је|извините)'],
    unseen: [
      '(?:нечитлив|нечитљив|нејасн|замаглен|не се гледа|не види се|не гледам|не видим|не можам да (?:прочитам|видам)|не могу да (?:прочитам|видим))',
    ],
    contrast: ['(?:но|али|ама|сепак|ипак|меѓутоа|међутим)(?![а-я])'],
  }),
  lt: refusalsOnly({
    script: LATIN,
    cue: ['\\bnegali|atsiprasau|deja|atsisak|konfidencial'],
    own: [
      `\\b(?:as )?(?:negaliu|negalime|neturiu teises|nenoriu)\\b[^.]{0,60}\\b(?:${LT_GIVES})`,
      `\\b(?:${LT_GIVES})[a-z]*[^.]{0,20}\\b(?:negaliu|neturiu)\\b`,
      '\\b(?:atsisakau|turiu atsisakyti|neatskleisiu|nesidalinsiu)\\b',
    ],
    impersonal: [
      '\\basmen[a-z]* (?:duomen|informacij)[a-z]*[^.]{0,30}(?:negalima|draudziama)|\\bdel (?:privatumo|konfidencialumo)',
    ],
    apology: ['\\b(?:atsiprasau|deja|apgailestauju|labai gaila)\\b'],
    unseen: ['\\b(?:neiskaitom|neaisk|nesimato|nematau|nematyti|negaliu (?:perskaityti|izvelgti)|per (?:maz|tams))'],
    contrast: ['\\b(?:bet|taciau)\\b'],
  }),
  lv: refusalsOnly({
    script: LATIN,
    cue: ['\\bneva?r|atvainoj|diemzel|atsak|konfidenc'],
    own: [
      `\\b(?:es )?(?:nevaru|nevaram|nedrikstu|nevelos)\\b[^.]{0,60}\\b(?:${LV_GIVES})`,
      '\\b(?:atsakos|man jaatsakas|neizpaudisu|nesniegsu)\\b',
    ],
    impersonal: ['\\bperson(?:as|igus|iskos) dat(?:us|i)[^.]{0,30}(?:nedrikst|nevar)|\\bprivatuma del'],
    apology: ['\\b(?:atvainojiet|atvaino|diemzel|man zel|piedodiet)\\b'],
    unseen: [
      '\\b(?:nesalasam|neskaidr|nav (?:redzams|redzama|salasams)|neredzu|nevaru (?:izlasit|saskatit)|parak (?:maz|tums))',
    ],
    contrast: ['\\b(?:bet|tomer|tacu)\\b'],
  }),
  et: refusalsOnly({
    script: LATIN,
    cue: ['\\bei (?:saa|tohi|soovi|ole)|vabandust|kahjuks|keeldu|konfidents'],
    own: [
      `\\b(?:ma |me )?ei (?:saa|tohi|soovi|voi)(?: ma)?\\b[^.]{0,60}\\b(?:${ET_GIVES})`,
      `\\b(?:${ET_GIVES})[a-z]*[^.]{0,20}\\bei (?:saa|tohi)\\b`,
      '\\b(?:keeldun|pean keelduma)\\b',
    ],
    impersonal: ['\\bisikuandme[a-z]*[^.]{0,30}ei (?:tohi|saa|voi)|\\bprivaatsus[a-z]* (?:tottu|kaalutlus)'],
    apology: ['\\b(?:vabandust|kahjuks|palun vabandust|mul on kahju)\\b'],
    unseen: [
      '\\b(?:loetamatu|udune|ebaselge|ei (?:ole (?:naha|loetav)|nae|saa (?:lugeda|naha)|paista)|liiga (?:vaike|tume))',
    ],
    contrast: ['\\b(?:aga|kuid|siiski)\\b'],
  }),
  af: refusalsOnly({
    script: LATIN,
    cue: ['\\bnie\\b|jammer|ongelukkig|weier|verskoon'],
    own: [
      '\\b(?:ek|ons) (?:kan|mag|sal|wil|gaan)\\b[^.]{0,60}\\bnie\\b[^.]{0,60}\\b(?:deel|gee|help|verskaf|openbaar|se|antwoord|bekend ?maak|identifiseer|verduidelik|bystaan)\\b',
      '\\bkan ek\\b[^.]{0,30}\\bnie\\b[^.]{0,30}\\b(?:help|deel|gee|se)\\b',
      '\\bek (?:weier|moet weier)\\b',
    ],
    impersonal: ['\\bpersoonlike inligting[^.]{0,30}(?:mag|kan) nie|\\bweens privaatheid'],
    apology: ['\\b(?:jammer|ongelukkig|verskoon (?:my|tog)|ek is jammer)\\b'],
    unseen: [
      '\\b(?:onleesbaar|vaag|kan nie (?:lees|sien)|nie (?:sigbaar|leesbaar|duidelik|lees|sien)|te (?:klein|donker))\\b',
    ],
    contrast: ['\\b(?:maar|egter)\\b'],
  }),
  is: refusalsOnly({
    script: LATIN,
    cue: ['\\bekki\\b|þvi midur|afsak|fyrirgef'],
    own: [
      '\\b(?:eg (?:get|ma|mun|vil)|(?:get|ma|mun|vil) eg)\\b[^.]{0,20}\\bekki\\b[^.]{0,40}(?:veitt|deilt|gefið|gefid|hjalpad|sagt|svarad|upplyst|adstodad|gefa|veita|deila|hjalpa|segja|svara)',
    ],
    impersonal: ['\\bpersonuupplysing[a-zð]*[^.]{0,30}(?:ma ekki|er ekki)'],
    apology: ['\\b(?:afsakid|fyrirgefdu|þvi midur|mer þykir þad leitt)\\b'],
    unseen: ['\\b(?:olæsileg|oskyr|sest ekki|get ekki (?:lesid|sed))'],
    contrast: ['\\b(?:en|hins vegar)\\b'],
  }),
  eu: refusalsOnly({
    script: LATIN,
    cue: ['\\bezin\\b|sentitzen|barkatu|uko egi'],
    own: [
      '\\bezin (?:dut|dizut|dugu|dizkizut|ditut|diot)\\b[^.]{0,60}(?:eman|partekatu|lagun|erantzun|esan|eskaini|zabaldu|identifika|azal)',
      '(?:eman|partekatu|lagundu|erantzun|esan)[^.]{0,12}\\bezin (?:dut|dizut|dugu|dizkizut)\\b',
    ],
    impersonal: ['\\bdatu pertsonal[a-z]*[^.]{0,30}ezin dira'],
    apology: ['\\b(?:sentitzen dut|barkatu|zoritxarrez)\\b'],
    unseen: ['\\b(?:lauso|irakurtezin|ezin (?:dut|da) (?:irakurri|ikusi)|ez da (?:ikusten|irakurtzen))'],
    contrast: ['\\b(?:baina|hala ere)\\b'],
  }),
  gl: refusalsOnly({
    script: LATIN,
    cue: ['\\bnon\\b|sintoo|descul|desafortunad'],
    own: [
      '\\bnon (?:podo|podemos|debo|vou|quero|me e posible|estou autorizado a)\\b[^.]{0,60}(?:compartir|dar|facilitar|proporcionar|revelar|axudar|dicir|responder|identificar|divulgar|ofrecer|explicar)',
    ],
    impersonal: ['\\bdatos persoais[^.]{0,30}non (?:se )?pode|\\bpor (?:motivos|razons) de privacidade'],
    apology: ['\\b(?:sintoo|desculpe|desculpa|lamentoo|desafortunadamente)\\b'],
    unseen: ['\\b(?:ilexible|borros|non (?:se (?:ve|le)|podo (?:ler|ver)))'],
    contrast: ['\\b(?:pero|mais|porén|con todo)\\b'],
  }),
  sq: refusalsOnly({
    script: LATIN,
    cue: ['\\bnuk\\b|\\bs.mund|me vjen keq|fatkeqesisht|refuzo'],
    own: [
      "\\b(?:nuk|s'?) ?(?:mund|lejohem|jam i autorizuar)(?: te|t)?\\b[^.]{0,60}(?:ndaj|jap|zbul|ndihmo|them|pergjigj|ofro|identifik|shpjego)",
      '\\brefuzoj\\b',
    ],
    impersonal: ['\\bte dhenat? personale[^.]{0,30}nuk (?:mund|lejohet)'],
    apology: ['\\b(?:me vjen keq|fatkeqesisht|kerkoj falje|na vjen keq)\\b'],
    unseen: ['\\b(?:palexuesh|i paqarte|turbull|nuk (?:shihet|duket|shoh|lexohet))'],
    contrast: ['\\b(?:por|megjithate)\\b'],
  }),
  az: refusalsOnly({
    script: LATIN,
    cue: ['bilm[əe]r[əe]m|üzr|uzr|t[əe][əe]ssuf|imtina|mumkun deyil|icaz[əe]m'],
    own: [
      '(?:paylas|ver|deye|acıqlaya|aciqlaya|komek ed|yardim ed|cavab ver|gostər|goster|teqdim ed|təqdim ed)[a-zə]* ?bilm[əe]r[əe]m',
      '(?:imtina edirəm|icazəm yoxdur)',
    ],
    impersonal: ['s[əe]xsi m[əe]lumat[a-zə]*[^.]{0,30}(?:paylasıla bilmez|olmaz|qadagan)'],
    apology: ['(?:uzr (?:isteyirem|istəyirəm)|bagıslayın|bagislayin|təəssuf)'],
    unseen: ['(?:oxunmur|gorunmur|bulanıq|bulaniq|aydın deyil|gorə bilmirəm|oxuya bilmirəm)'],
    contrast: ['(?:amma|lakin|ancaq)'],
  }),
  kk: refusalsOnly({
    script: /[әіңғүұқөһ]/,
    cue: ['алмаймын|алмаймыз|кешір|өкінішке|бас тарт|болмайды'],
    own: [
      '(?:бере|айта|бөлісе|көмектесе|аша|жария ете|жауап бере|көрсете|ұсына|түсіндіре) алмай(?:мын|мыз)',
      'бас тартамын',
    ],
    impersonal: ['жеке (?:дерек|мәлімет|ақпарат)[а-яәіңғүұқөһ]*[^.]{0,30}(?:болмайды|мүмкін емес)'],
    apology: ['(?:кешіріңіз|өкінішке орай|ғафу етіңіз)'],
    unseen: ['(?:анық емес|көрінбейді|оқылмайды|бұлыңғыр|(?:оқи|көре) алмаймын)'],
    contrast: ['(?:бірақ|дегенмен)'],
  }),
  ka: refusalsOnly({
    script: /[\u10d0-\u10ff]/,
    cue: ['ვერ|არ შემიძლია|ბოდიში|სამწუხაროდ|უარ'],
    own: [
      'ვერ (?:გაგიზიარებ|მოგცემ|გეტყვი|დაგეხმარებ|გავამხელ|გავუზიარებ|გიპასუხებ|მოგაწვდი|გავცემ|ვუპასუხებ|აგიხსნი)',
      'არ (?:შემიძლია|მაქვს უფლება)[^.]{0,50}(?:გაგიზიარ|გავამხილ|გითხრ|მოგცე|დაგეხმარ|გავცე|გიპასუხ|მოგაწოდ)',
      'უარს ვამბობ',
    ],
    impersonal: ['პირად[\u10d0-\u10ff]* (?:ინფორმაცი|მონაცემ)[\u10d0-\u10ff]*[^.]{0,30}არ (?:შეიძლება)'],
    apology: ['(?:ბოდიში|უკაცრავად|სამწუხაროდ|მაპატიეთ)'],
    unseen: ['(?:ბუნდოვან|არ ჩანს|ვერ ვხედავ|ვერ ვკითხულობ|არ იკითხება)'],
    contrast: ['(?:მაგრამ|თუმცა)'],
  }),
  hy: refusalsOnly({
    script: /[\u0561-\u0587]/,
    cue: ['չեմ|ներողություն|ներեցեք|ցավոք|հրաժար|չեմ կարող'],
    own: [
      '(?:չեմ|չենք) (?:կարող|կարողանում|ցանկանում|պատրաստվում)[^.։]{0,60}(?:տրամադր|կիսվ|տալ|հայտն|օգն|ասել|պատասխան|բացահայտ|բացատր|նշել)',
      '(?:տրամադրել|կիսվել|տալ|օգնել|ասել|պատասխանել)[^.։]{0,12}(?:չեմ|չենք) կարող',
      'հրաժարվում եմ',
    ],
    impersonal: ['անձնական (?:տվյալ|տեղեկ)[\u0561-\u0587]*[^.։]{0,30}(?:չի կարելի|չեն կարող)'],
    apology: ['(?:ներողություն|ներեցեք|ցավոք|կներեք)'],
    unseen: ['(?:անընթեռնելի|մշուշոտ|չի երեւում|չի երևում|չեմ տեսնում|չեմ կարող (?:կարդալ|տեսնել))'],
    contrast: ['(?:բայց|սակայն)'],
  }),
  mr: refusalsOnly({
    script: /शकत नाही|माफ करा|क्षमस्व|नाही/,
    cue: ['शकत नाही|माफ करा|क्षमस्व|नकार'],
    own: ['(?:देऊ|सांगू|सामायिक करू|शेअर करू|मदत करू|उघड करू|उत्तर देऊ|पुरवू|ओळखू) शक(?:त|णार) नाही', 'नकार देतो|नकार देते'],
    impersonal: ['(?:वैयक्तिक|खाजगी) माहिती[^.]{0,30}(?:देता येत नाही|देणे योग्य नाही|उघड करता)'],
    apology: ['(?:माफ करा|क्षमस्व|मला माफ करा|दिलगीर)'],
    unseen: ['(?:अस्पष्ट|दिसत नाही|वाचता येत नाही|(?:वाचू|पाहू) शकत नाही)'],
    contrast: ['(?:पण|परंतु|तथापि)'],
  }),
  ne: refusalsOnly({
    script: /सक्दिन|सक्दैन|माफ गर्नु/,
    cue: ['सक्दिन|सक्दैन|माफ गर्नु'],
    own: ['(?:दिन|साझा गर्न|भन्न|बताउन|मद्दत गर्न|खुलाउन|उत्तर दिन|सहयोग गर्न) सक्दि?(?:न|नँ|ैन|ैनौं)'],
    impersonal: ['व्यक्तिगत (?:जानकारी|विवरण)[^.]{0,30}(?:मिल्दैन|सकिँदैन|सकिदैन)'],
    apology: ['(?:माफ गर्नुहोस्|क्षमा गर्नुहोस्)'],
    unseen: ['(?:अस्पष्ट|देखिँदैन|देखिदैन|(?:पढ्न|देख्न) सक्दिन)'],
    contrast: ['(?:तर|तथापि)'],
  }),
  te: refusalsOnly({
    script: /[\u0c00-\u0c7f]/,
    cue: ['లేను|లేము|క్షమించ|నిరాకరి|కుదరదు'],
    own: ['(?:పంచుకో|ఇవ్వ|చెప్ప|సహాయం చేయ|అందించ|వెల్లడించ|సమాధానం ఇవ్వ|సహాయపడ|గుర్తించ)(?:లేను|లేము|కూడదు|లేక)', 'నిరాకరిస్తున్నాను'],
    impersonal: ['వ్యక్తిగత (?:సమాచార|వివరా)[\u0c00-\u0c7f]*[^.]{0,30}(?:కూడదు|కుదరదు)'],
    apology: ['(?:క్షమించండి|మన్నించండి|చింతిస్తున్నాను)'],
    unseen: ['(?:అస్పష్ట|కనిపించ(?:డం )?లేదు|చదవలేక|చదవలేను|చూడలేను|స్పష్టంగా లేదు)'],
    contrast: ['(?:కానీ|అయితే)'],
  }),
  kn: refusalsOnly({
    script: /[\u0c80-\u0cff]/,
    cue: ['ಸಾಧ್ಯವಿಲ್ಲ|ಕ್ಷಮಿಸ|ಆಗುವುದಿಲ್ಲ|ನಿರಾಕರಿ|ಲಾರೆ'],
    own: ['(?:ಹಂಚಿಕೊಳ್ಳಲು|ನೀಡಲು|ಹೇಳಲು|ಸಹಾಯ ಮಾಡಲು|ಕೊಡಲು|ಬಹಿರಂಗಪಡಿಸಲು|ಒದಗಿಸಲು|ಉತ್ತರಿಸಲು)[^.]{0,12}(?:ಸಾಧ್ಯವಿಲ್ಲ|ಆಗುವುದಿಲ್ಲ)'],
    impersonal: ['ವೈಯಕ್ತಿಕ (?:ಮಾಹಿತಿ|ವಿವರ)[\u0c80-\u0cff]*[^.]{0,30}(?:ಬಾರದು)'],
    apology: ['(?:ಕ್ಷಮಿಸಿ|ಕ್ಷಮೆ)'],
    unseen: ['(?:ಅಸ್ಪಷ್ಟ|ಕಾಣ(?:ಿಸು)?ತ್ತಿಲ್ಲ|ಓದಲು ಸಾಧ್ಯವಿಲ್ಲ|ನೋಡಲು ಸಾಧ್ಯವಿಲ್ಲ)'],
    contrast: ['(?:ಆದರೆ)'],
  }),
  ml: refusalsOnly({
    script: /[\u0d00-\u0d7f]/,
    cue: ['കഴിയില്ല|സാധിക്കില്ല|ക്ഷമിക്ക|പറ്റില്ല|നിരസി'],
    own: ['(?:പങ്കിടാൻ|നൽകാൻ|പറയാൻ|സഹായിക്കാൻ|വെളിപ്പെടുത്താൻ|തരാൻ|ഉത്തരം നൽകാൻ|പങ്കുവയ്ക്കാൻ)[^.]{0,12}(?:കഴിയില്ല|സാധിക്കില്ല|പറ്റില്ല)'],
    impersonal: ['വ്യക്തിഗത (?:വിവര)[\u0d00-\u0d7f]*[^.]{0,30}(?:പാടില്ല)'],
    apology: ['(?:ക്ഷമിക്കണം|ക്ഷമിക്കുക|ഖേദിക്കുന്നു)'],
    unseen: ['(?:അവ്യക്ത|കാണുന്നില്ല|വായിക്കാൻ (?:കഴിയില്ല|കഴിയുന്നില്ല)|കാണാൻ കഴിയില്ല)'],
    contrast: ['(?:പക്ഷേ|എന്നാൽ)'],
  }),
  gu: refusalsOnly({
    script: /[\u0a80-\u0aff]/,
    cue: ['શકતો નથી|શકતી નથી|શકું નહીં|શકીશ નહીં|માફ કર|ક્ષમા|ઇનકાર'],
    own: ['(?:આપી|જણાવી|કહી|શેર કરી|મદદ કરી|જાહેર કરી|જવાબ આપી|વહેંચી) શક(?:તો નથી|તી નથી|ું નહીં|ીશ નહીં|તા નથી)'],
    impersonal: ['(?:વ્યક્તિગત|અંગત) (?:માહિતી|વિગત)[\u0a80-\u0aff]*[^.]{0,30}(?:શકાય નહીં|આપી શકાતી નથી)'],
    apology: ['(?:માફ કર(?:શો|જો)|ક્ષમા કર(?:શો|જો)|દિલગીર)'],
    unseen: ['(?:અસ્પષ્ટ|દેખાતો નથી|દેખાતી નથી|દેખાતું નથી|વંચાતો નથી|(?:વાંચી|જોઈ) શકતો નથી)'],
    contrast: ['(?:પણ|પરંતુ)'],
  }),
  pa: refusalsOnly({
    script: /[\u0a00-\u0a7f]/,
    cue: ['ਨਹੀਂ|ਮੁਆਫ਼|ਮਾਫ਼|ਅਫ਼ਸੋਸ|ਇਨਕਾਰ'],
    own: ['(?:ਸਾਂਝੀ ਨਹੀਂ ਕਰ|ਨਹੀਂ ਦੇ|ਨਹੀਂ ਦੱਸ|ਮਦਦ ਨਹੀਂ ਕਰ|ਸਾਂਝਾ ਨਹੀਂ ਕਰ|ਜਵਾਬ ਨਹੀਂ ਦੇ) ?ਸਕ(?:ਦਾ|ਦੀ|ਦੇ)'],
    impersonal: ['ਨਿੱਜੀ (?:ਜਾਣਕਾਰੀ)[^.]{0,30}ਨਹੀਂ'],
    apology: ['(?:ਮੁਆਫ਼ ਕਰ|ਮਾਫ਼ ਕਰ|ਅਫ਼ਸੋਸ)'],
    unseen: ['(?:ਧੁੰਦਲ|ਦਿਖਾਈ ਨਹੀਂ|ਨਹੀਂ ਪੜ੍ਹ)'],
    contrast: ['(?:ਪਰ)'],
  }),
  am: refusalsOnly({
    script: /[\u1200-\u137f]/,
    cue: ['አልችልም|አንችልም|ይቅርታ|አይቻልም|አዝናለሁ'],
    own: ['(?:መስጠት|ማጋራት|መናገር|መርዳት|መግለጽ|መመለስ|ማሳወቅ|ማካፈል)[^.።]{0,8}(?:አልችልም|አንችልም)'],
    impersonal: ['የግል (?:መረጃ)[\u1200-\u137f]*[^.።]{0,30}(?:አይቻልም|አይፈቀድም)'],
    apology: ['(?:ይቅርታ|አዝናለሁ)'],
    unseen: ['(?:ግልጽ አይደለም|አይታይ|አይነበብም|ማንበብ አልችልም|ማየት አልችልም)'],
    contrast: ['(?:ግን|ነገር ግን)'],
  }),
  km: refusalsOnly({
    script: /[\u1780-\u17ff]/,
    cue: ['មិនអាច|សុំទោស|សូមទោស|បដិសេធ'],
    own: ['មិនអាច(?:ផ្តល់|ចែករំលែក|ប្រាប់|ជួយ|បង្ហាញ|ឆ្លើយ|បញ្ចេញ)'],
    impersonal: [],
    apology: ['(?:សូមទោស|សុំទោស|សូមអភ័យទោស)'],
    unseen: ['(?:មិនច្បាស់|មើលមិនឃើញ|មិនអាច(?:អាន|មើល))'],
    contrast: ['(?:ប៉ុន្តែ)'],
  }),
  my: refusalsOnly({
    script: /[\u1000-\u109f]/,
    cue: ['မရ|မနိုင်|တောင်းပန်|ငြင်း'],
    own: [
      '(?:ပေး|မျှဝေ|ပြော|ကူညီ|ဖော်ပြ|ဖြေ|ထုတ်ဖော်)[^။]{0,12}(?:လို့ ?မရ|၍ ?မရ|နိုင်မည် ?မဟုတ်|မ(?:ပေး|ပြော|ဖြေ|ကူညီ)နိုင်)',
      'မ(?:ပေး|ပြော|ဖြေ|ကူညီ|မျှဝေ)နိုင်',
    ],
    impersonal: [],
    apology: ['(?:တောင်းပန်ပါ|ဝမ်းနည်းပါ)'],
    unseen: ['(?:မရှင်း|မမြင်|ဖတ်လို့ ?မရ|မဖတ်နိုင်)'],
    contrast: ['(?:ဒါပေမယ့်|သို့သော်)'],
  }),
  mn: refusalsOnly({
    script: /[өү]|чадахгүй|уучлаарай/,
    cue: ['чадахгүй|уучлаарай|харамсалтай|татгалз'],
    own: ['(?:хэлж|өгч|хуваалцаж|тусалж|илчилж|хариулж|задруулж) (?:чадахгүй|болохгүй)', 'татгалзаж байна'],
    impersonal: ['хувийн мэдээлэл[а-яөү]*[^.]{0,30}(?:болохгүй|боломжгүй)'],
    apology: ['(?:уучлаарай|харамсалтай)'],
    unseen: ['(?:бүдэг|тодорхойгүй|харагдахгүй|(?:уншиж|харж) чадахгүй)'],
    contrast: ['(?:гэхдээ|харин)'],
  }),
}
