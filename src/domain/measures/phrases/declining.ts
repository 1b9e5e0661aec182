/**
 * What the words of a soft refusal are in one language: a lexicon for the grammar in `soft-refusal.ts`, which says
 * how they stand together. Entries are sources of regular expressions on simplified text, without unbounded repeats.
 */
export interface Declining {
  /** Quick look, as in `Phrases`. */
  readonly cue: readonly string[]
  /** A speaker who is unwilling: declines with an act of giving and something private, in any order. */
  readonly unwilling: readonly string[]
  /** A speaker who keeps or passes over: declines with something private. */
  readonly keeps: readonly string[]
  /** Without a person: withheld, confidential, not for sharing. Declines with something private. */
  readonly withheld: readonly string[]
  /** A judgement of the deed, wrong or unfit: declines with an act of giving and something private. */
  readonly wrong: readonly string[]
  /** Reasons and sayings that decline alone. */
  readonly alone: readonly string[]
  /** Speaks to the reader of what is theirs: advice, where nobody says "I". */
  readonly advises: readonly string[]
  /** Acts of giving. */
  readonly gives: readonly string[]
  /** What could be private, or stands for what was asked. */
  readonly asked: readonly string[]
}

const WILL =
  "(?:'d|'ll|'m|'re|'ve| am| are| will| would| shall| should| must| may| might| have| had| need| want| wish| like| think| feel| believe| going| gonna| gotta| to| be| just| much| rather| sooner| prefer| better| best| only| now| simply| still| also| so| choosing| choose| chosen| inclined| tempted| [a-z]{3,14}ly){0,6}"
const SPEAKER = `\\b(?:i|we)${WILL}`
const ELLIPTIC =
  '^(?:(?:nah|no|nope|sorry|hmm+|uh|um|er|eh|well|yeah|yikes|ok|okay|look|honestly|thanks|and|so|also|therefore|unfortunately)[ ,.-]{1,3}){0,3}'
/** What stands between a verb and its particle. */
const OBJECT = "(?: [a-z'-]+){1,6}"
/** Points at what was asked: nothing that it would belong to follows. */
const PRONOUN =
  "(?:that|this|it|those|these)(?=$|[.,;:!?'-]| (?:out|off|alone|one|here|there|is|was|be|being|to|with|for|from|at|as|in|on|of|about|kind|sort|type|any|up|over|along|away|back|private|secret|confidential|quiet|un[a-z]+|under|between|because|since|so|and|or|if|when|like|would|will|might|could|should|must|can|further|publicly|aloud|down|into|information|info|data|detail|person|name|number|address|email|field|value|id|question|request|stay|remain|falls|feels|goes|sits|isn|wouldn|doesn|[a-z]+ly|anonymous|vague|safe|hidden)\\b)"
const NOT_DOING =
  "(?:rather|sooner|prefer|choose|choosing|opt|opting|elect|better|best|careful|trying|try|inclined|supposed|meant|here|going|about|gonna) (?:to )?not\\b|(?:not|n't|never) (?:really |quite |entirely |at all |exactly |too )?(?:going|gonna|about|willing|prepared|ready|keen|inclined|happy|at liberty|comfortable|at ease|in a position|supposed|allowed|permitted|eager|planning|wanting|ok|okay|fond|want(?:ing)? to|wish to|like to|care to|dare|intend|plan to|see fit|(?:think|believe|feel)(?: that)? (?:i|we|it|that'?s|that would)\\b|consider|feel (?:ok|okay|right|good|comfortable|at ease|great|easy|able)|(?!being|having|seeing|finding|reading|making|getting|looking|feeling|thinking|missing)[a-z]{2,14}ing)\\b|(?:hesitant|hesitate|hesitating|reluctant|uneasy|uncomfortable|wary|loath|loathe|unwilling|averse|disinclined|nervous|cautious|awkward|shy|apprehensive|anxious|queasy|leery|conflicted|torn|ill at ease|remiss|bad|wrong|guilty|weird|odd|strange|terrible|awful|iffy|creepy|hate|dread|unhappy|irresponsible|disloyal)\\b|(?:rather|prefer)(?: that)? (?:he|she|they|you|we|the [a-z]+)\\b|(?:have|has|having|got) (?:some |serious |real |strong |a few )?(?:qualms|reservations|misgivings|scruples|concerns)|(?:refus|declin|avoid|refrain|abstain|forgo|forego|resist|desist|hold off|think twice|think better|caution against|advise against|warn against|balk|shrink|object)(?:e|es|ing)?\\b|(?:steer|stay|keep|shy|back|veer|turn|walk) (?:well )?(?:clear|away|off)"

const EN: Declining = {
  cue: [
    'under wraps|before|trust|none from|preference|caution|hesita|reluct|uneas|awkward|wary|qualms|reserv|sit (?:this|that|it)|\\bout\\b|\\bstays?\\b|\\bif i do|steer|want to|\\bomit|off the|ought|nothing|irrespons|agreed|consent|permission|safer|alone|between|theirs|touching|feel|say no|withh|\\bnah\\b|no can|unwise|unfair|wrong|business|my (?:place|role|job|call|right)|mine|hate|matter|beyond|outside|from me|point (?:not|never)|\\bpass\\b|guard|redact|aside|unsaid|behind|protect|careful|disrespect|intrusi|respectf|politely|regretf|boundar|line\\b|discre|where my|anonym|silen|quiet|talk about|subject|record|risk|sensitive|hold|should|misuse|abuse|bounds|under my',
  ],
  unwilling: [
    `${SPEAKER}(?: do(?= not|n))?(?: |(?=n))(?:${NOT_DOING})`,
    `${ELLIPTIC}(?:rather not|better not|not (?:going|gonna|willing|comfortable|about|keen|happy|touching|ok|okay)|reluctant|hesitant)\\b`,
    "\\b(?:makes? me|leaves? me|me) (?:feel )?(?:uneasy|uncomfortable|hesita|nervous|wary|queasy)|\\b(?:is|'s|are|be) not (?:something|a thing|anything|things) (?:that )?(?:i|we)\\b|\\b(?:isn't|wouldn't be|aren't) (?:something|a thing|anything) (?:that )?(?:i|we)\\b",
    `${SPEAKER}(?: wo| do)?(?:n't| not) (?:be )?(?:want to |wish to |like to |care to )?(?=(?:going|getting|disclos|reveal|shar|includ|spell|nam(?:e|ing) |stat(?:e|ing) |mention|repeat|copy|typ|transcrib|divulg|relay|post|publish|put(?:ting)? (?:a )?name|writ|point out|dig|touch|hand|pass|reproduc|echo|comment|go into|get into))`,
  ],
  keeps: [
    `${SPEAKER} (?:keep(?:ing)?|kept)(?:${OBJECT})? (?:private|confidential|secret|safe|out|quiet|silent|mum|hidden|undisclosed|vague|anonymous|sealed|in confidence|to (?:myself|ourselves)|under wraps|between|off)\\b`,
    `(?:${SPEAKER}|\\blet'?s|${ELLIPTIC}(?:i'?m )?) ?(?:leav(?:e|ing)|left)(?:${OBJECT})? (?:out|off|alone|blank|unsaid|unnamed|at that|aside|be|with (?:them|him|her|its owner)|to (?:them|him|her|its owner)|unanswered|private|unmentioned|undisclosed|unspoken|where it is)\\b`,
    `${SPEAKER} (?:withh(?:old|olding|eld)|omit(?:ting|ted)?|exclud(?:e|ing|ed)|redact(?:ing|ed)?|shield(?:ing)?|conceal(?:ing)?|safeguard(?:ing)?|censor(?:ing|ed)?|mask(?:ing|ed)?|blank(?:ing)? out|black(?:ing)? out|blur(?:ring)?|obscur(?:e|ing)|hid(?:e|ing)|suppress(?:ing)?|guard(?:ing)?|respect(?:ing)?|honou?r(?:ing)?|preserv(?:e|ing)|skip(?:ping|ped)?|sidestep|bypass|tiptoe|pass(?:ing)? (?:on|over)|gloss over|dodge|protect(?:ing)?)\\b(?! the (?:first|second|introduction))`,
    `${SPEAKER} (?:sit(?:ting)? (?:this|that|it)(?: one)? out|steer(?:ing)? (?:well )?clear|draw(?:ing)? (?:the|a) line|stop(?:ping)? short|(?:hold|holding)(?: (?:this|that|it|the [a-z]+))? (?:back|off)|(?:be|remain|stay)(?:ing)? (?:discreet|silent|quiet|mum|tight-lipped|vague|neutral)|say(?:ing)? no|bow(?:ing)? out|back(?:ing)? out|tak(?:e|ing) a pass|giv(?:e|ing) (?:this|that|it) a miss|opt(?:ing)? out|stay(?:ing)? (?:out of|away from|off|clear|silent|quiet|mum))\\b`,
    `${ELLIPTIC}(?:gonna|going to|will|must|have to|gotta|'ll) (?:have to )?(?:say no|pass|decline|skip|leave)\\b`,
    '\\bmy (?:preference|policy|practice|habit|inclination|instinct|choice|approach) (?:here )?(?:is|would be) (?:to )?(?:leave|keep|avoid|protect|not|never|omit|withhold|skip|decline|refrain)',
    "\\b(?:let'?s|i'll|i'd) leave (?:that|this|it|those)[.!]*$|\\b(?:i|we) (?:make|made|have|hold|follow|keep|try|aim|strive|tend|was|am|'m|were)\\b[^.;,]{0,24} (?:not|never) to (?:name|identify|share|give|disclose|reveal|repeat|read|tell|say|transcribe|quote|post|copy)",
    "\\blet(?:'?s| us| me) (?:not|skip|avoid|leave|keep|steer clear|refrain|protect|respect|be discreet|stay discreet|hold back|move on|change the subject)\\b(?! (?:forget|worry|jump|assume|get ahead|get carried))",
  ],
  withheld: [
    "\\b(?:will|must|should|shall|may|can|ought to|needs? to|has to|have to|is to|are to|is going to|are going to|'ll)(?: [a-z]+ly)? be(?: [a-z]+ly)? (?:omitted|withheld|left out|left off|kept (?:private|out|back|safe|confidential|to|between)|skipped|excluded|redacted|protected)\\b",
    "\\b(?:should|will|must|shall|may|would|ought to|needs? to|can)(?:n't| not| never)(?: [a-z]+ly)? be(?: [a-z]+ly)? (?:shared|given|disclosed|revealed|read (?:out|aloud|off)|named|identified|repeated|extracted|copied|transcribed|passed|handed|published|posted|listed|told|spelled|included|spread|circulated|exposed|mentioned|stated|quoted|broadcast|made public|typed|reproduced|divulged|released|provided)\\b",
    '\\b(?:no(?:thing|ne)?|neither)\\b[^.;,]{1,60} (?:will|shall|can|may|should|is going to|gets?) be (?:shared|given|disclosed|revealed|named|read out|repeated|extracted|copied|told|mentioned|published|provided|stated)\\b|\\b(?:no(?:thing|ne)?)\\b[^.;,]{1,60} (?:gets?|is) (?:shared|given out|disclosed|revealed|named|read out|repeated|told) (?:here|by me|from me)\\b',
    '\\b(?:stays?|remains?|belongs?|rests?|to (?:stay|remain)|(?:should|must|will|has to|needs to|ought to) (?:stay|remain|rest)) (?:only |strictly |just )?(?:with (?:them|him|her|me|its owner|the [a-z]+)|private|confidential|secret|undisclosed|unnamed|anonymous|unsaid|between|out of (?:this|my|it)|off (?:the|this)|under wraps|protected|where it is)\\b',
    '\\b(?:been|is|are|was|were) (?:intentionally|deliberately|purposely|purposefully|knowingly) (?:omitted|withheld|left|not|excluded|redacted|kept)|\\b(?:omitted|withheld|left out|left off|excluded|not (?:included|given|repeated|shared)|kept out|redacted|missing)(?: [a-z]+ly)? (?:from|of|in) (?:this|my) (?:reply|answer|response|description|summary|transcript|message)\\b',
    "\\b(?:won't|will not|shall not|does not|doesn't|don't|do not|never|not going to) (?:be )?(?:appear|feature|figure|show up|belong|go|come|coming|leave|leaving|get|find|pass|cross|hear)\\b[^.;]{0,30}\\b(?:my|from me|of me|lips)\\b",
    "\\b(?:best|better|safest|safer|wisest) (?:left|kept|protected|guarded|omitted|withheld|avoided)\\b|\\b(?:is|are|that's|it's|stays?|remains?)(?: [a-z]+){0,2} between (?:him|her|them|(?:the |a )?[a-z]+) and (?:the |his |her |their |a )?(?:doctor|patient|client|lawyer|bank|owner|employer)\\b|\\b(?:hers|his|theirs|the owner's) alone\\b|\\bnot (?:a |an |one )?(?:[a-z]+ )?(?:question|matter|thing|topic|one|subject|secret|story|detail) (?:for me|of mine|i (?:share|discuss|tell|touch))\\b",
    "^(?:i'?m afraid |i am afraid |sorry,? |well,? )?[a-z' ]{2,40}\\b(?:is|are) (?:(?:a|an|strictly|considered|very|his|her|their|own|of a) ){0,3}(?:private|personal|confidential) (?:matter|business|affair|nature)\\b",
    '\\b(?:off the table|off the record|off the record|off[- ]limits|out of bounds|out of the question|a no-go|not up for (?:sharing|discussion|grabs)|not (?:for me|mine|my|ours) to|not (?:for sharing|for public|for release|to be (?:shared|given|disclosed|repeated|named|read out|passed|published|revealed)))\\b',
    "(?:not|n't) (?:something|a thing|anything|things|information|data|details?) (?:that |which )?(?:gets?|get|is|are|should|ought|can|one|anyone|anybody|people|we|i|to be|to) ?(?:be |to |should |would |can )?(?:shar|giv|disclos|reveal|pass|hand|repeat|read|spread|nam|copied|copy|publish|post)",
  ],
  wrong: [
    "(?:\\b(?:that|this|it|which)(?:'s|'d be| is| would be| feels?| seems?| would feel| would seem| might be| could be)|\\b(?:is|would be|feels|seems)) (?:just |simply |rather |quite |very |highly |clearly |deeply |really |a bit |too )?(?:irresponsible|wrong|unfair|improper|inappropriate|unethical|unwise|disrespectful|intrusive|invasive|indiscreet|risky|unsafe|reckless|careless|out of line|out of place|overstepping|unprofessional|a (?:breach|violation|bad idea|betrayal|mistake|disservice)|an (?:intrusion|overreach)|not (?:really |exactly |quite |truly )?(?:right|ok|okay|fair|wise|appropriate|proper|ethical|responsible|my (?:place|call|role|job|task|business|right|decision)|up to me|on me))\\b",
    "\\b(?:wouldn't|isn't|doesn't|would not|is not|does not|not) (?:be |feel |seem |sit )?(?:right|ok|okay|fair|wise|appropriate|proper|ethical|responsible|my place|my call|up to me|cool|acceptable|well with me)\\b",
    "\\b(?:best|better|safer|wiser|safest|kinder|fairer|more respectful|prudent|wise|best practice) (?:if (?:i|we) (?:do not|don't|didn't|did not|avoid|refrain|leave|keep|skip)|(?:that )?(?:i|we) (?:do not|don't|avoid|refrain)|not to|to (?:not|avoid|refrain|leave|keep|withhold|omit|skip|hold off|hold back|stay away|steer clear))\\b",
    "\\b(?:break|betray|violat|breach|invad|infring|compromis)(?:e|es|ing)? (?:[a-z']+ ){0,3}(?:trust|confidence|privacy|rights|boundaries)",
    '\\b(?:may|might|could|would|can|risks?|will)\\b[^.;]{0,30}\\b(?:at risk|in danger|harm|hurt|endanger|exploit|identity theft|fraud|misuse|abuse|stalk|harass|dox)',
    `\\b(?:my (?:guidelines|rules|policies|policy|instructions|principles|training|values|ethics)|rules i follow)\\b[^.;]{0,20}\\b(?:not|n't|prohibit|prevent|stop|bar|forbid|against|keep me)`,
  ],
  alone: [
    "\\b(?:theirs|hers|his|the (?:owner|holder|person)'s)(?: alone)? to (?:give|share|tell|disclose|decide|reveal|hand|say)\\b",
    "\\b(?:that|this|it)(?:'s| is) (?:strictly |really )?(?:between (?:him|her|them|you and)|none of (?:my|our|your)|(?:not (?:my|our|your)|no ?one(?: else)?'s|nobody(?: else)?'s|his own|her own|their own) (?:private |personal )?(?:business|affair|matter|concern|place|call)|not mine|above my pay)\\b",
    "\\b(?:has|have|had)(?:n't| not| never) (?:agreed|consented|authori[sz]ed|approved|permitted|okayed|signed off|given (?:[a-z']+ ){0,3}(?:permission|consent|approval|okay|ok))\\b[^.;]{0,30}\\b(?:shar|giv|disclos|reveal|nam|pass|releas|read|publish|this|that|it|me)",
    "\\b(?:without|absent|lacking) (?:[a-z']+ ){0,4}(?:consent|permission|authori[sz]ation|approval|say-so|go-ahead|okay|blessing)\\b[^.;]{0,12}\\b(?:i|we|no|nothing|it|that|this)(?:'d|'ll|'m|\\b)",
    "\\b(?:sensitive|private|personal|confidential|protected|misused|abused)\\b[^.;]{0,16},? (?:so|hence|therefore|which is why|thus|and)[, ]{1,2}(?:(?:i|we)(?:'ll|'d|'m| will| would| am| must| have to| should| think|'ve| prefer| better)\\b[^.;]{0,12}\\b(?:leave|keep|pass|skip|stop|refrain|decline|omit|withhold|not|rather|avoid|hold|safer|better)|it(?:'s| is| stays| should| must| has)\\b[^.;]{0,10}(?:safer|better|best|stay|remain|not|off|wiser)|let's|no\\b)",
    `${ELLIPTIC}(?:not (?:touching|sharing|telling|saying|giving|naming|doing) (?:that|this|it|you|any|the|her|his|their)|no can do|no dice|hard pass|nice try|my lips are sealed|not my (?:place|call|business|story|secret|info|data)|not mine to|not (?:on my watch|for me to|cool with))`,
    '\\b(?:take|respect|honou?r) (?:[a-z]+ ){0,3}(?:privacy|confidentiality|anonymity)[^.;]{0,12}\\b(?:so|and)\\b',
    "\\b(?:cross(?:es|ing)?|step(?:s|ping)? over|overstep(?:s|ping)?) (?:a|the|my|that|some) (?:ethical |personal |privacy )?(?:line|boundar(?:y|ies)) (?:for|with) me\\b|\\b(?:that|this|it|here)(?:'?s| is) where my (?:help|answers?|assistance|willingness) (?:ends?|stops?)\\b",
    "\\b(?:outside|beyond)(?: of)? (?:what|anything|things) (?:that )?i(?:'m| am|'d| would| can| feel|'ll)\\b|\\b(?:not|none|nothing) (?:through|via|from|by) me[.!]*$|\\b(?:nobody|no one)(?: else)?'s (?:business|concern)\\b|\\b(?:i|we)(?:'d| would)? (?:first )?need (?:[a-z']+ ){1,4}(?:okay|ok|consent|permission|approval|agreement|go-ahead)\\b|\\byou (?:should|could|would have to|need to|must|'ll have to) (?:get|hear|learn|obtain) (?:that|this|it) (?:directly )?from (?:the|him|her|them)\\b",
    '^(?:respectfully|politely|regretfully|with respect|with all due respect)[, ]{1,2}(?:no|i pass|not this|not that)\\b',
    `${ELLIPTIC}(?:(?:that'?s|this is|it'?s) (?:a bit |a little |too |way too |kind of |kinda |rather |quite |very |really )?|(?:way |a bit )?too )(?:personal|private|confidential|sensitive|intrusive|invasive|off[- ]limits)(?: (?:stuff|info|information|data|matter|for me|business))?[.!]*$`,
    "\\b(?:could|can|let's) ?(?:we |us )?(?:please |rather |instead )?(?:talk about something else|change the (?:subject|topic))\\b|\\byou (?:won't|will not|'ll not|'ll never|will never) [a-z' ]{1,40}\\b(?:from|out of) me\\b",
    "^out of (?:respect|courtesy|consideration|concern) for (?:the |their |his |her |this )?(?:[a-z']+ ){0,2}(?:holder|owner|person|cardholder|individual|patient|privacy|them|her|him|family|privacy)\\b,",
    "\\b(?:you'?d|you'?ll|you (?:would|will|should|must)) (?:have|need|want|better) (?:to )?(?:ask|check with|contact|get (?:that|it|this) from) (?:them|him|her|the (?:person|owner|holder|individual|cardholder|patient))\\b",
  ],
  advises: [
    '\\byour(?:s|self)?\\b(?! (?:request|question|curiosity|interest|understanding|patience))|\\byou (?:should|must|ought)\\b|\\bif i were you\\b|\\bonline\\b|\\bso (?:store|handle|be|treat|make|please|use|lock|take)\\b',
  ],
  gives: [
    "\\b(?:giv(?:e|es|ing|en)|hand(?:ing)? (?:that|it|this|them|over|out)|shar(?:e|ing|ed)|sa(?:y|ying)(?! (?:that|if|whether|it'?s|it is|for (?:sure|certain)|with|exactly|how|the))|t(?:ell(?:ing)?|old)(?! (?:if|whether|how|from))|(?<!\\b(?:the|an?|his|her|their|its|any|this|that|no|full|first|last|real|by) |'s )nam(?:e|ing)|put(?:ting)? (?:a|any|his|her|their) names?|read(?:ing)? (?:out|off|aloud|back|that|this|it|someone|somebody|people|personal|private)|spell(?:ing)?|repeat(?:ing)?|disclos(?:e|ing)|reveal(?:ing)?|pass(?:ing)? (?:on|along|that|it|this)|copy(?:ing)?|typ(?:e|ing)|transcrib(?:e|ing)|identify(?:ing)?|includ(?:e|ing)|post(?:ing)?|mention(?:ing)?|stat(?:e|ing)|quot(?:e|ing)|recit(?:e|ing)|divulg(?:e|ing)|relay(?:ing)?|list(?:ing)?|expos(?:e|ing)|provid(?:e|ing)|suppl(?:y|ying)|releas(?:e|ing)|point(?:ing)? out|go(?:ing)? (?:into|there|near|down)|get(?:ting)? into|touch(?:ing)? (?:that|this|it|on)|discuss(?:ing)?|comment(?:ing)?|dig(?:ging)?|look(?:ing)? up|extract(?:ing)?|reproduc(?:e|ing)|echo(?:ing)?|print(?:ing)?|spread(?:ing)?|publish(?:ing)?|help(?:ing)? with|answer(?:ing)?|writ(?:e|ing) (?:out|down|that|this|it)|circulat(?:e|ing)|broadcast(?:ing)?|do(?:ing)? (?:that|this|so)|at that|out|alone)\\b",
  ],
  asked: [
    `\\b(?:${PRONOUN}|them|anyone|anybody|someone|somebody|anything|specifics|private|privacy|anonymity|whereabouts|personal|sensitive|confidential|identity|identities|identifying|who|whose|details?|information|info|data|contacts?|there|passwords?|pin|credentials|records?)\\b|\\b(?:people|person|individual|stranger|owner|cardholder|patient|man|woman|face)s?\\b|(?:\\b(?:the|a|an|any|his|her|their|its|this|that|such|no|account|phone|email|full|exact|home|card|id|birth|security|real)|'s) (?:[a-z]+ ){0,3}(?:names?|numbers?|address(?:es)?|streets?|e-?mails?|mail|phone|mobile|date of birth|birth ?da(?:te|y)s?|birth|dob|age|ssn|social|card|account|codes?|iban|passport|licen[cs]e|id|employer|job|city|street|surname|salary|diagnosis)\\b|^(?:[a-z]+ ){0,3}(?:names|numbers|address(?:es)?|e-?mails)\\b|\\b(?:phone|card|account|id|document) numbers?\\b|\\blives?\\b`,
  ],
}

const FR: Declining = {
  cue: [
    "prefer|mieux|hesit|evit|absti|garde|laiss|tair|passer|prive|confiden|correct|juste|bien|\\bne\\b|\\bn'|consent|accord|appartien|refus|reserv|omet",
  ],
  unwilling: [
    "\\b(?:je|j'|que je|nous)(?: |')?(?:me |m'|nous )?(?:prefer[a-z]*|aime(?:rais)? (?:autant|mieux)|hesit[a-z]*|evit[a-z]*|abst[a-z]*|refus[a-z]*|garder?ai|retien[a-z]*)\\b",
    "\\b(?:je|nous) (?:ne|n')(?: ?(?:vous|te|le|la|les|l'|lui|leur|me|m'|y|en))* ?(?:veu[xt]|voul[a-z]*|voudr[a-z]*|souhait[a-z]*|compt[a-z]*|tiens|vais|allons|desir[a-z]*|pense|dois|suis|sens|crois|[a-z]{2,14}r(?:ai|ons)) (?:pas|rien|point)\\b",
    "\\b(?:mieux vaut|il vaut mieux|vaut mieux|autant|preferable)(?: que (?:je|j'))?\\b[^.;]{0,12}(?:ne pas|pas|abst|evit|ne rien)",
  ],
  keeps: [
    "\\bje(?: (?:prefere|preferais|prefererais|vais|dois|voudrais|souhaite))?(?: (?:le|la|les|l'|en))? ?(?:gard(?:e|er|erai)|laiss(?:e|er|erai)|omet(?:s|tre|trai)|tai(?:s|re|rai)|pass(?:e|er|erai)|reserv(?:e|er|erai))\\b[^.;]{0,40}(?:pour moi|de cote|sous silence|secret|prive|tranquille|confidentiel|hors|mon (?:tour|chemin)|omet|tai[srt]|blanc)",
    "\\bje (?:reste|resterai|demeure) (?:discret|discrete|vague|muet|silencieux)|\\bje (?:le |la |les |l')?(?:omets|omettrai|tairai|tais)\\b",
  ],
  withheld: [
    '\\b(?:ne (?:doi(?:t|vent)|sera|seront|peut|peuvent|saurait|devrait|devraient))\\b[^.;]{0,16}(?:etre )?(?:partage|divulgue|communique|revele|donne|recopie|transcri|cite|diffuse|mentionne|nomme)',
    '\\b(?:reste(?:r|ra|nt)?|doi(?:t|vent) rester|demeure)\\b[^.;]{0,10}(?:prive|confidentiel|secret|entre|anonyme)|\\b(?:volontairement|deliberement|sciemment) (?:omis|laisse|tu\\b|masque)',
  ],
  wrong: [
    "\\b(?:ce|il|cela|ca)\\b(?: ne| n'|n')? ?(?:serait|est|semble|parait|me semble)[^.;]{0,12}(?:pas |peu |guere )?(?:correct|juste|approprie|ethique|convenable|respectueux|indiscret|deplace|irresponsable|intrusif|prudent|bien|de mise|mon role)",
  ],
  alone: [
    "\\b(?:n'a|n'ont|sans)\\b[^.;]{0,12}(?:accord|consent|permission|autoris)[^.;]{0,20}(?:je|partag|donn|divulg|communiqu)",
    "\\b(?:il faut|vous devriez|mieux vaut|il faudrait|vous devrez) (?:le |la |lui )?demander (?:directement )?(?:a la personne|directement|au titulaire)|\\b(?:ce n'est pas a moi|il ne m'appartient pas|ce n'est pas mon role) de\\b|\\bne me regarde pas\\b",
  ],
  advises: ['\\b(?:votre|vos|ton|tes|vous devriez|tu devrais)\\b(?! (?:demande|question|curiosite))'],
  gives: [
    '\\b(?:re)?(?:donn|partag|divulg|revel|communiqu|nomm|cit(?:er|e\\b|erai)|transcri|copi|dire\\b|dirai\\b|dis\\b|indiqu|mentionn|fourn|transm|devoil|identifi|repet|entrer dans|ecri|diffus|confi|livr|expos|epel|aborder|parler|lire\\b|rendre public)|\\bde\\b$',
  ],
  asked: [
    '\\b(?:ce(?:la|ci|s|t|tte)?|ca|rien|numeros?|noms?|adresses?|e-?mail|courriel|mail|date|identite|donnees?|informations?|coordonnees?|details?|telephone|codes?|comptes?|personnes?|prive|privee|personnel(?:le)?s?|qui|la|le|les|l|en)\\b',
  ],
}

const ES: Declining = {
  cue: [
    'incomod|cuesta|reparo|apuro|prefier|preferi|evit|absten|absteng|\\bno\\b|mejor|dud[oa]|niego|guard|omit|dejar|call|reserv|privad|confiden|consent|permiso|correspond|respet',
  ],
  unwilling: [
    '\\b(?:me (?:incomoda|resisto a|cuesta|da (?:reparo|apuro|cosa|verguenza)|abstengo)|prefiero|preferiria|preferimos|prefiriera|evito|evitare|evitaria|me abstengo|me abstendre|dudo en|me niego|rehuso|declino|opto por|elijo|mejor)\\b',
    '\\bno (?:(?:lo|la|los|las|le|te|se|me|nos) ){0,2}(?:voy a|vamos a|quiero|quisiera|querria|deseo|pienso|pretendo|debo|deberia|parece|siento|gusta|gustaria|corresponde|toca|atrevo|animo|es (?:licito|correcto|apropiado)|estoy (?:dispuest|comod|autorizad|en posicion)[oa]?|seria|creo|considero|me)\\b',
    '\\bno (?:(?:lo|la|los|las|le|te|se|me) ){0,2}(?:dare|dire|compartire|revelare|mencionare|nombrare|transcribire|copiare|divulgare|indicare|escribire|repetire|facilitare|incluire)\\b',
  ],
  keeps: [
    '\\b(?:prefiero|preferiria|voy a|debo|tengo que|mejor|opto por)(?: que)?(?: (?:lo|la|me|los|las))*[^.;,]{0,8} ?(?:dej|omit|guard|reserv|call|manten|salt|paso)[a-z]*\\b(?! (?:claro|constancia))',
    '\\b(?:lo|la|los|las|me lo|me la) (?:omito|omitire|guardo|guardare|reservo|reservare|callo|callare|salto|dejo fuera|dejare fuera|dejo (?:en|para))\\b|\\b(?:dejo|dejare) (?:[a-z]+ ){1,4}(?:fuera|de lado|aparte|en blanco)\\b|\\b(?:omito|omitire|me reservo|me guardo)\\b',
  ],
  withheld: [
    '\\bno (?:se )?(?:debe|deben|deberia|deberian|puede|pueden|sera|seran|va a|conviene)\\b[^.;]{0,14}(?:compart|revel|divulg|difund|public|dar(?:se)?\\b|menc|nombr|transcri|copi)',
    '\\b(?:debe|deben|tiene que|ha de) (?:permanecer|quedar|seguir|mantenerse)[^.;]{0,16}(?:privad|confiden|secret|entre|anonim|reserv)|\\b(?:intencionad|deliberad)amente\\b[^.;]{0,10}(?:omitid|fuera)',
  ],
  wrong: [
    '\\b(?:no (?:me )?(?:parece|seria|es|resulta|esta|estaria|veo)|seria|es|me parece)\\b(?: (?:muy|poco|algo|nada))? ?(?:correcto|bien|justo|apropiado|adecuado|etico|prudente|respetuoso|responsable|irresponsable|incorrecto|inapropiado|indiscreto|imprudente|inadecuado|invasivo|una (?:falta|violacion|indiscrecion))\\b',
  ],
  alone: [
    '\\bno (?:me|nos) (?:corresponde|toca|incumbe|compete)\\b|\\bno soy quien para\\b|\\bno es (?:asunto )?mi[oa]\\b|\\bsin (?:su|el|la|el) (?:[a-z]+ ){0,3}(?:consentimiento|permiso|autorizacion)[^.;]{0,20}\\bno\\b',
    '\\b(?:habria|tendria|tendrias|hay|deberia|debes|deberias) (?:que )?(?:preguntar|preguntarle|pedir)(?:selo|le)?(?: directamente)? (?:a (?:el|ella|la persona|quien)|al (?:titular|interesado))',
  ],
  advises: ['\\b(?:tu|tus|vuestr[oa]s?|deberias|no compartas)\\b(?! (?:pregunta|peticion|solicitud))'],
  gives: [
    '\\b(?:dar(?:lo|la|le|te|los)?\\b|dare\\b|doy\\b|compart|revel|divulg|dec(?:ir|irlo|irte)\\b|dig[oa]\\b|dire\\b|mencion|nombr|transcri|copi|leer(?:lo|la|te)?\\b|facilit|proporcion|difund|public|indic|identific|repet|repit|expon|entrar en|entre en|escrib|deletre|inclu|coment|transmit|pasar|hablar|desvel|hacer publico)',
  ],
  asked: [
    '\\b(?:eso|esto|ese|esa|esos|esas|este|esta|estos|datos?|nombres?|numeros?|telefonos?|direccion|direcciones|correo|fecha|identidad|informacion|detalles?|cuenta|codigo|persona|privad[oa]s?|personal(?:es)?|quien|lo|la)\\b|(?:dar|decir|compartir|revelar|mencionar)(?:lo|la)s?\\b',
  ],
}

const PT: Declining = {
  cue: [
    'incomod|custa-me|desconfort|prefir|prefer|evit|abst|\\bnao\\b|melhor|hesit|recus|guard|omit|deixar|reserv|privad|confiden|consent|permiss|cabe|respeit',
  ],
  unwilling: [
    '\\b(?:me incomoda|incomoda-me|custa-me|fico desconfortavel|prefiro|preferia|preferiria|evito|evitarei|evitaria|abstenho-me|me abstenho|vou me abster|hesito em|recuso-me|me recuso|recuso|opto por|escolho|melhor|sinto-me desconfortavel|nao me sinto)\\b',
    '\\bnao (?:(?:o|a|os|as|lhe|te|se|me|vos) ){0,2}(?:vou|vamos|quero|queria|quereria|gostaria|gosto|desejo|penso|pretendo|devo|deveria|sinto|parece|cabe|compete|atrevo|estou (?:dispost|confortavel|autorizad|a vontade)[oa]?|seria|acho|creio|considero|irei)\\b',
    '\\bnao (?:(?:o|a|os|as|lhe|te|se|me) ){0,2}(?:darei|direi|partilharei|compartilharei|revelarei|mencionarei|nomearei|transcreverei|copiarei|divulgarei|indicarei|escreverei|repetirei|informarei|partilho|compartilho|divulgo|revelo|informo|passo|dou|digo)\\b',
  ],
  keeps: [
    '\\b(?:prefiro|preferia|vou|devo|tenho (?:que|de)|melhor|opto por)(?: (?:o|a|os|as|me|eu))*[^.;,]{0,8} ?(?:deix|omit|guard|reserv|cal(?:ar|o)\\b|mante|pular|salt)[a-z]*\\b(?! (?:claro|bem))',
    '\\b(?:deixo|deixarei|vou deixar) (?:[a-z]+ ){1,4}(?:de fora|de lado|em branco|fora)\\b|\\b(?:omito|omitirei|reservo-me|guardo (?:isso|esse|essa|isto) (?:para|comigo))\\b',
  ],
  withheld: [
    '\\bnao (?:se )?(?:deve|devem|deveria|deveriam|pode|podem|sera|serao|vai|convem)\\b[^.;]{0,14}(?:partilh|compartilh|revel|divulg|public|dad[oa]\\b|menc|nome|transcri|copi|repassad)',
    '\\b(?:deve|devem|tem (?:de|que)|precisa) (?:permanecer|ficar|continuar|manter-se)[^.;]{0,16}(?:privad|confiden|secret|entre|anonim|reserv|sigil)|\\b(?:intencional|propositada|deliberada)mente\\b[^.;]{0,10}(?:omitid|fora)',
  ],
  wrong: [
    '\\b(?:nao (?:me )?(?:parece|seria|e|esta|estaria|acho)|seria|e|me parece)\\b(?: (?:muito|pouco|nada))? ?(?:correto|certo|justo|apropriado|adequado|etico|prudente|respeitoso|responsavel|irresponsavel|errado|inapropriado|indiscreto|imprudente|inadequado|invasivo|uma (?:falta|violacao|indiscricao))\\b',
  ],
  alone: [
    '\\bnao me (?:cabe|compete|diz respeito)\\b|\\bnao cabe a mim\\b|\\bnao e (?:assunto|problema) meu\\b|\\bsem (?:a|o|seu|sua) (?:[a-z]+ ){0,4}(?:consentimento|permissao|autorizacao)[^.;]{0,20}\\bnao\\b',
    '\\b(?:teria|tera|seria melhor|deveria|deve) (?:de |que )?(?:perguntar|pedir)(?: diretamente)? (?:a (?:ele|ela|pessoa|propria)|ao (?:titular|proprio))',
  ],
  advises: ['\\b(?:teus?|tuas?|voce deve|nao partilhe|nao compartilhe)\\b'],
  gives: [
    '\\b(?:dar\\b|da-l|dou\\b|darei\\b|passar|passo\\b|repassar|partilh|compartilh|revel|divulg|dizer|digo\\b|direi\\b|mencion|nome(?:ar|io)|transcrev|copi|fornec|public|indic|identific|repet|expo|entrar em|escrev|soletr|inclu|coment|transmit|informar|informo|falar|citar|ler\\b)',
  ],
  asked: [
    '\\b(?:isso|isto|esse|essa|esses|essas|este|esta|desse|dessa|nesse|nesses|dados?|nomes?|numeros?|telefones?|endereco|e-?mail|data|identidade|informac(?:ao|oes)|detalhes?|conta|codigo|pessoa|pessoas|privad[oa]s?|pessoal|pessoais|quem)\\b|-l[oa]s?\\b',
  ],
}

const IT: Declining = {
  cue: [
    'disagio|imbarazz|riserbo|vago|prefer|evit|asten|asterr|\\bnon\\b|meglio|esit|rifiut|tengo|tenere|omett|lasci|riserv|privat|riservat|consens|permess|spetta|rispett',
  ],
  unwilling: [
    '\\b(?:preferirei|preferisco|preferiamo|evito|evitero|eviterei|mi astengo|mi asterro|mi mette a disagio|mi imbarazza|sono a disagio|mi rifiuto|rifiuto di|esito a|scelgo di|meglio)\\b',
    "\\bnon (?:(?:lo|la|li|le|gli|ti|vi|si|mi|me|ne|l') ?){0,2}(?:voglio|vorrei|intendo|desidero|penso|sento|sembra|pare|va|spetta|compete|devo|dovrei|sono (?:dispost|autorizzat|a mio agio|tenut)[oa]?|sarebbe|credo|ritengo|ho (?:intenzione|voglia|il diritto)|mi permetto)\\b",
    '\\bnon (?:(?:lo|la|li|le|gli|ti|vi|ne) ){0,2}(?:daro|diro|condividero|rivelero|menzionero|nominero|trascrivero|copiero|riportero|divulghero|indichero|scrivero|ripetero|forniro|comunichero|faro il)\\b',
  ],
  keeps: [
    '\\b(?:preferirei|preferisco|devo|meglio|voglio|scelgo di)(?: (?:lo|la|che))*[^.;,]{0,8} ?(?:lasci|omett|tener|tac(?:ere|erlo)|salt|riserv|sorvol)[a-z]*\\b',
    "\\b(?:mantengo|manterro) il (?:riserbo|segreto)|\\bresto (?:sul vago|discret[oa])\\b|\\b(?:lo|la|li|le|me lo|me la) (?:ometto|omettero|tengo per|terro per|taccio|salto|lascio (?:fuori|da parte|stare))\\b|\\b(?:lascio|lascero) (?:[a-z']+ ){1,4}(?:fuori|da parte|in bianco)\\b|\\b(?:ometto|omettero|tengo per me)\\b",
  ],
  withheld: [
    '\\bnon (?:si )?(?:deve|devono|dovrebbe|dovrebbero|puo|possono|va|vanno|sara|saranno|verra|verranno)\\b[^.;]{0,14}(?:condivi|rivela|divulga|diffus|pubblica|dat[oaie]\\b|menziona|nomina|trascri|copia|riporta|comunica)',
    '\\b(?:deve|devono|dovrebbe) (?:restare|rimanere)[^.;]{0,16}(?:privat|riservat|segret|confiden|tra|anonim)|\\b(?:volutamente|intenzionalmente|deliberatamente)\\b[^.;]{0,10}(?:omess|lasciat|esclus)',
  ],
  wrong: [
    '\\b(?:non (?:mi )?(?:sembra|pare|sarebbe|e)|sarebbe|e|mi sembra|mi pare)\\b(?: (?:molto|poco|affatto))? ?(?:corretto|giusto|appropriato|opportuno|etico|prudente|rispettoso|responsabile|irresponsabile|sbagliato|scorretto|inappropriato|indiscreto|imprudente|invadente|una (?:violazione|mancanza|indiscrezione)|il caso)\\b',
  ],
  alone: [
    "\\bnon (?:spetta|compete|tocca) a me\\b|\\bnon sono affari (?:miei|nostri)\\b|\\bsenza (?:il|la|l'|un) ?(?:[a-z']+ ){0,4}(?:consenso|permesso|autorizzazione)[^.;]{0,20}\\bnon\\b",
    "\\b(?:dovresti|dovrebbe|bisognerebbe|bisogna|meglio) (?:chieder(?:e|lo|glielo))(?: direttamente)? (?:a (?:lui|lei)|alla persona|al (?:titolare|diretto|proprietario)|all'interessat)",
  ],
  advises: ['\\b(?:tu[oaei]|tuoi|vostr[oaei]|dovresti)\\b(?! (?:domanda|richiesta))'],
  gives: [
    '\\b(?:dar(?:e|lo|la|ti|ne|vi)\\b|daro\\b|condivi|rivel|divulg|dire\\b|dir(?:lo|ti|vi)\\b|diro\\b|menzion|nomin|trascri|copi|ricopi|riport|forn|pubblic|indic|identific|ripet|espor|entrare|scriv|compit|includ|comment|trasmett|comunic|far(?:e|o) il nome|svel|diffond|legger(?:e|lo|la)\\b|parlar)',
  ],
  asked: [
    '\\b(?:quest[oaie]?|quel|quell[oaie]?|cio|dat[oi]|nom[ei]|numer[oi]|telefono|indirizz[oi]|e-?mail|mail|data|identita|informazion[ei]|dettagli[o]?|conto|codic[ei]|persona|privat[oaie]|personal[ei]|chi|lo|la)\\b|(?:dar|dir|riportar|condivider|rivelar|menzionar)(?:lo|la)\\b',
  ],
}

const DE: Declining = {
  cue: [
    'lieber|ungern|zoger|scheu|verzicht|\\bweg\\b|aussen vor|unerwahnt|unwohl|wohl\\b|vermeid|meide|bleib|fur sich|nicht|nichts|kein|behalt|schweig|einwillig|zustimm|privatsache|angelegenheit|geht\\b',
  ],
  unwilling: [
    '\\b(?:ich|wir|mir)\\b[^.;]{0,40}\\b(?:lieber nicht|ungern|nur ungern|lieber kein[a-z]*|unwohl|nicht wohl|unangenehm|zogere|zogern|scheue|widerstrebt|verzichte|vermeide|meide|davor zuruck|nicht bereit|nicht vor|besser nicht|nicht befugt)\\b',
    '\\b(?:mochte|wurde|will|werde|sollte|mag|verzichte|zogere|vermeide) ich\\b[^.;]{0,40}\\b(?:nicht|nichts|ungern|kein[a-z]*|verzichten|vermeiden)\\b',
    '^(?:lieber|besser) nicht\\b',
  ],
  keeps: [
    '\\b(?:lasse?|uberspringe|verschweige|schweige|spare) ich\\b[^.;]{0,50}\\b(?:weg|aus|offen|aussen vor|unerwahnt|beiseite|unbeantwortet|bleiben|mir)\\b|\\bich\\b[^.;]{0,20}\\b(?:lasse?|ubergehe|uberspringe)\\b[^.;]{0,50}\\b(?:weg|aus|offen|aussen vor|unerwahnt|beiseite|unbeantwortet)\\b',
    '\\b(?:ich|wir)\\b[^.;]{0,60}\\b(?:weglassen|aussparen|auslassen|fur mich behalten|unerwahnt lassen|aussen vor lassen|verschweigen|verschweige|schweigen|schweige|geheim halten|vertraulich behandeln|raushalten|heraushalten)\\b|\\b(?:behalte|behalt|schweige|verschweige) ich\\b|\\bhalte ich mich\\b[^.;]{0,20}(?:zuruck|bedeckt)|\\bich (?:halte mich|bleibe)\\b[^.;]{0,30}(?:zuruck|bedeckt|diskret|vage)',
  ],
  withheld: [
    '\\b(?:sollte|sollten|darf|durfen|wird|werden|gehort|gehoren)\\b[^.;]{0,30}\\b(?:nicht|niemals|kein[a-z]*)\\b[^.;]{0,24}\\b(?:weitergegeben|geteilt|genannt|preisgegeben|veroffentlicht|herausgegeben|offengelegt|verraten|vorgelesen|abgeschrieben|offentlichkeit|hierher|hierhin)\\b',
    '\\b(?:gehort|gehoren) (?:hier )?nicht\\b[^.;]{0,20}(?:antwort|offentlich|hierher|hierhin|hier)|\\b(?:bleibt|bleiben|sollte|muss|mussen)\\b[^.;]{0,24}\\b(?:privat|vertraulich|geheim|unter verschluss|ungenannt|anonym|aussen vor|unter uns)\\b|\\b(?:absichtlich|bewusst)\\b[^.;]{0,10}(?:weggelassen|ausgelassen|nicht)',
  ],
  wrong: [
    '\\b(?:es|das)\\b[^.;]{0,8}\\b(?:ware|ist|erscheint|scheint)\\b[^.;]{0,20}(?:nicht (?:in ordnung|richtig|angemessen|angebracht|fair|korrekt|okay|ok|meine)|falsch|unangemessen|unangebracht|unverantwortlich|indiskret|ubergriffig|respektlos|unethisch|unfair)\\b',
  ],
  alone: [
    '\\b(?:geht (?:mich|uns|dich|sie|niemanden) nichts an|steht mir nicht zu|nicht meine sache|ist (?:ihre|seine|deren) (?:privatsache|private angelegenheit|sache))\\b',
    '\\bohne\\b[^.;]{0,40}\\b(?:einwilligung|zustimmung|erlaubnis|einverstandnis)\\b[^.;]{0,16}\\b(?:ich|nicht|nichts|kein)',
    '\\b(?:mussten|sollten|musst|mussen|fragen) sie\\b[^.;]{0,30}\\b(?:person|inhaber|inhaberin|betroffene[nr]?|ihn|selbst|direkt)\\b[^.;]{0,12}\\b(?:fragen|selbst|direkt)\\b',
  ],
  advises: ['\\b(?:dein|deine[rnms]?|ihrem pass|sie sollten|du solltest)\\b(?! (?:frage|anfrage|bitte))'],
  gives: [
    '\\b(?:geb|gab|gib|nenn|teil|mitteil|verrat|sag|erwahn|vorles|abschreib|abtipp|aufschreib|schreib|wiedergeb|wiederhol|weitergeb|weitergab|weiterzugeb|preis|herausgeb|herausruck|offenleg|ausser|angeb|buchstabier|kopier|identifizier|zitier|dazu|darauf|auf|verof|auflist|beantwort|eingeh|einzugeh|lass)|zu(?:geb|les|schreib|teil|geh)',
  ],
  asked: [
    '\\b(?:das|dies|diese[rnms]?|dazu|daruber|darauf|darum|hierzu|namen?|nummern?|[a-z]{2,14}nummer|adressen?|anschrift|e-?mail|mail[a-z]*|geburts[a-z]*|identitat|person|personen|personliche[a-z]*|privat[a-z]*|daten|angaben?|details?|konto[a-z]*|einzelheiten|wer|wem|informationen?|wo)\\b',
  ],
}

const RU: Declining = {
  cue: [
    'предпо|воздерж|отка|уклон|избега|лучше|остав|умолч|промолч|не |нельзя|личн|частн|согласи|разреш|лишн|не(?:правил|этич|умест|коррект|допуст|честн)|безответ|бестакт|чуж',
  ],
  unwilling: [
    '(?:предпоч(?:ту|ел|ла|итаю|итал)|не (?:буду|стану|хочу|хотел(?:а)? бы|хотелось|хочется|намерен|готов|собираюсь|вправе|решусь|рискну|планирую|имею права)|воздерж(?:усь|ива|аться)|откаж(?:усь)|отказыва|уклон|избегаю|избегать|остерегусь|мне (?:неловко|некомфортно|неудобно|неприятно|не по себе|не следует|не стоит|не положено))',
    'не (?:назову|скажу|раскрою|сообщу|озвучу|поделюсь|укажу|приведу|разглашу|передам|перепишу|продиктую)',
  ],
  keeps: ['(?:оставлю|сохраню|умолчу|промолчу|обойду|пропущу|опущу|придержу|скрою|не трогаю|держу)(?![а-я])'],
  withheld: [
    '(?:не (?:следует|стоит|должн[аоы]?|подлежит|подлежат|будет|будут|может быть)|нельзя)[^.;]{0,24}(?:разгла|раскр|сообщ|передав|публик|назва|озвуч|делить|распростран)',
    '(?:должн[аоы]?|пусть|следует)[^.;]{0,16}(?:остаться|оставаться|останется|остается)[^.;]{0,16}(?:приват|конфиденц|тайн|личн|между|в секрете)|(?:намеренно|сознательно|умышленно)[^.;]{0,8}(?:опущ|пропущ|не )|останется (?:при мне|между|в тайне|конфиденц|личн)',
  ],
  wrong: [
    '(?:было бы|это|будет|считаю|кажется)[^.;]{0,8}(?:не(?:правильн|этичн|уместн|корректн|красив|хорош|вежлив|тактичн|честн|ответственн|допустим)|не (?:правильн|этичн|уместн|корректн|стоит)|безответственн|бестактн|вмешательств)|(?:лучше|пожалуй) (?:я |мне )?не ',
  ],
  alone: [
    'не (?:мое|наше|мне) (?:дело|право|решать|об этом)|без (?:его |ее |их )?(?:[а-я]+ ){0,3}(?:согласия|разрешения|ведома)[^.;]{0,20}(?:не |я )',
    '(?:спросите|лучше спросить|стоит спросить|следует спросить|обратитесь)[^.;]{0,20}(?:самого|саму|напрямую|владельц|у него|у нее)',
  ],
  advises: ['сво(?:й|ю|и|его|ей|их|им)(?![а-я])|ваш(?! (?:вопрос|запрос))|никому|никогда'],
  gives: [
    'назыв|назва|назову|озвуч|сообщ|раскр|дели(?:ться|т)|подел|говори|сказа|скажу|разгла|переда|привод|приве(?:ст|ду)|указ|дикт|зачит|зачитыв|перепи|публик|выда|дать|давать|упомин|упомян|повтор|писать|выписыв|опозна|комментир|вдаваться|касаться|при себе',
  ],
  asked: [
    'эт(?:о|от|у|и|а|ой|ого|их|ому)(?![а-я])|номер|имя|имени|имен|фамили|адрес|почт|дат[ауы]|рожден|личн|данн|информац|сведен|телефон|счет|код|кто|человек|подробност|детал|ее|его|их',
  ],
}

const ZH: Declining = {
  cue: [
    '选择不|不想|不愿|不打算|不太想|还是不|就不|不便|不宜|不方便|保密|略过|省略|隐去|避免|恕|婉拒|不妥|不合适|不应|不该|本人|同意|侵犯',
  ],
  unwilling: [
    '(?:选择不|不想|不愿意?|不打算|不太(?:想|方便|愿意|适合)|还是不|(?:我|这个?|那)就不|恕我?不|宁愿不|宁可不|倾向于不|尽量不|避免|婉拒|不方便|不便)',
  ],
  keeps: [
    '我(?:会|要|得|想|需要|必须|选择|还是)?(?:替[^。]{0,6})?(?:把[^。]{0,12})?(?:保密|略过|跳过|省略|隐去|保留|不谈|保持沉默)',
  ],
  withheld: [
    '(?:不应|不该|不宜|不得|不可以?|不能)(?:被|随意|对外|在此|公开)?(?:透露|公开|泄露|披露|分享|告知|外传|提供)|(?:应当?|需要?|必须)(?:予以)?保密',
  ],
  wrong: ['(?:不太?(?:妥|合适|恰当|礼貌|道德|好)|不妥|欠妥|有失|冒犯|侵犯|会泄露|不负责任)'],
  alone: [
    '(?:请|建议|最好|应该)(?:您|你)?(?:直接)?(?:去)?(?:问|询问|联系)(?:他|她|本人|当事人|持有人)|(?:未经|没有)[^。]{0,8}(?:同意|许可|授权)[^。]{0,8}(?:我|不)',
  ],
  advises: ['(?:请|切)勿|(?:你|您)(?:的)?(?:密码|应该|不要)|不要'],
  gives: [
    '说|讲|念|读出|透露|公开|泄露|披露|分享|告诉|告知|提供|给出|回答|写出|列出|抄|复述|提及|谈|指认|辨认|识别|讨论|回应|点名',
  ],
  asked: [
    '这|那|个人|信息|隐私|号码|电话|姓名|名字|身份|地址|住址|邮箱|邮件|生日|出生|证件|账号|卡号|细节|问题|谁|内容|资料',
  ],
}

const JA: Declining = {
  cue: ['控え|遠慮|しかね|伏せ|避け|やめて|容赦|お断り|見送|触れ|内緒|秘密|本人|べきでは|不適切|好ましく|ため'],
  unwilling: [
    '(?:控え|遠慮|しかね|致しかね|いたしかね|避け(?:させ|たい|ます|る|よう)|やめておき|やめておく|見送|お断り|ご容赦|触れない|触れません|触れずに|気が進みません|気が引け|ためらわれ|ためらい)',
  ],
  keeps: ['(?:伏せ(?:て|さ)|秘密に|内緒に|省かせ|省略させ|割愛)'],
  withheld: [
    '(?:公開|開示|共有|口外|公表|提供|お教え)(?:す)?(?:べきではあり|べきでは|できるものではあり|してはいけ|は差し控え|されません)',
  ],
  wrong: ['(?:不適切|適切では(?:あり|な)|好ましくあり|好ましくな|よくありません|失礼|望ましくあり|正しくあり|侵害)'],
  alone: [
    '(?:ご本人|本人|持ち主)(?:様)?に(?:直接)?(?:お尋ね|お聞き|ご確認|聞いて)|(?:同意|許可|承諾)(?:が|も)?(?:ない|なく|なし|得)[^。]{0,12}(?:ません|ない|かね)',
  ],
  advises: ['あなたの|ご自身の|しないでください|ないように'],
  gives: [
    '伝え|教え|答え|回答|言[いうえっ]|申し|述べ|読み上げ|開示|公開|共有|提供|挙げ|お名前を出|明か|記載|書[きくいけ]|特定|口外|案内|転記|コメント|紹介',
  ],
  asked: [
    '個人|情報|番号|電話|名前|氏名|住所|メール|生年月日|誕生日|身元|その|この|それ|これ|質問|内容|詳細|プライバシー|誰|方',
  ],
}

const KO: Declining = {
  cue: ['삼가|곤란|피하|않겠|않는|비밀|넘어가|본인|동의|적절|꺼려|조심|부적절|말아야|안 되|아끼'],
  unwilling: [
    '(?:삼가|곤란|피하(?:겠|고 싶|려)|않(?:겠|으려|는 (?:것|게|편)이)|꺼려|꺼리|주저|망설|내키지 않|조심스럽|사양|거절|아끼겠|어렵겠|어려울)',
  ],
  keeps: ['(?:비밀로|넘어가겠|생략하겠|밝히지 않|남겨 두겠|남겨두겠|빼고|제외하겠)'],
  withheld: [
    '(?:공개|공유|유출|노출|제공|언급)(?:되어서는|해서는|하면|되면) 안|(?:비공개|비밀|보호)(?:로|되)[^.]{0,8}(?:야|유지|남)',
  ],
  wrong: ['(?:적절(?:하지|치) 않|부적절|옳지 않|바람직하지 않|예의가 아니|실례|침해|무책임)'],
  alone: [
    '(?:본인|당사자|소유자)(?:에게|께|한테) (?:직접 )?(?:물어|문의|확인)|(?:동의|허락|허가) ?없이[^.]{0,20}(?:없|않|안)',
  ],
  advises: ['당신의|여러분|본인의 비밀번호|마세요'],
  gives: [
    '알려|말씀|말하|공유|공개|제공|드리|밝히|답변|답하|답을|언급|읽어|적어|옮겨|식별|노출|누설|전달|이름을 대|소개|대답',
  ],
  asked: [
    '개인|정보|번호|전화|연락처|이름|성함|주소|이메일|메일|생년월일|생일|신원|이것|그것|그 |이 |질문|내용|사람|누구|사생활|부분|타인',
  ],
}

const AR: Declining = {
  cue: ['افضل|اتجنب|تجنب|امتنع|اتحفظ|لن|لا |احتفظ|ليس|اذن|موافق|اللائق|الصواب|يخص'],
  unwilling: [
    '(?:افضل (?:عدم|الا|ان لا|تجنب|الامتناع)|اتجنب|ساتجنب|ساتحفظ|اتحفظ|امتنع|سامتنع|اتردد|لا (?:ارغب|اود|اريد|انوي|احب|ارتاح|اشعر بالراحه)|لن |لست (?:مرتاح|مستعد))',
  ],
  keeps: ['(?:ساحتفظ|احتفظ|ساترك|ساتجاوز|اتجاوز|ساتخطي|التزم الصمت|سالتزم الصمت|ساتكتم|اتكتم)'],
  withheld: [
    '(?:لا (?:ينبغي|يجوز|يصح|يجب)|ينبغي الا|يجب الا)[^.]{0,10}(?:تشارك|يشارك|تنشر|ينشر|تكشف|يكشف|تذاع|تعطي|يعطي|مشارك|نشر|كشف)|(?:يجب|ينبغي) ان (?:يبقي|تبقي|يظل|تظل)',
  ],
  wrong: [
    '(?:غير (?:لائق|مناسب|اخلاقي|صحيح|مسؤول)|ليس من (?:اللائق|المناسب|الصواب|حقي|شاني|الادب)|من الخطا|انتهاك|تعد علي|تطفل)',
  ],
  alone: [
    '(?:دون|بدون|بلا|من غير) (?:اذن|موافقه|اذنه|اذنها|موافقته|موافقتها)[^.]{0,24}(?:لا|لن)|(?:اسال|اسالوا|يفضل سؤال|عليك سؤال) (?:صاحب|الشخص)|لا يعنيني|ليس من شاني',
  ],
  advises: ['كلمه (?:مرورك|السر)|لا تشارك|عليك الا'],
  gives: [
    'ذكر|قول|اقول|افصاح|افصح|كشف|اكشف|مشارك|اشارك|نشر|انشر|اعطا|اعطي|قراءه|اقرا|ابوح|بوح|تسميه|اسمي|نقل|انقل|كتابه|اكتب|اجاب|اجيب|اخبار|اخبر|حديث|اتحدث|تقديم|اقدم|افشا|افشي|بنفسي|لنفسي',
  ],
  asked: [
    'هذا|هذه|ذلك|تلك|رقم|اسم|عنوان|بريد|هاتف|تاريخ|ميلاد|هويه|معلوم|بيانات|شخص|خصوصي|خاصه|تفاصيل|من هو|من هي|به|بها|عنه|عنها',
  ],
}

const HI: Declining = {
  cue: ['बच|परहेज|गुप्त|नहीं|हिचक|संकोच|उचित|सहमति|अनुमति|ठीक|बेहतर|पूछ'],
  unwilling: [
    '(?:से (?:बचू|बचना चाह|बचता|बचती|परहेज)|हिचक|संकोच|नहीं (?:चाह|करूंगा|करूंगी|दूंगा|दूंगी|बताऊंगा|बताऊंगी|करना)|न (?:बताना|देना|करना|कहना) (?:ही )?(?:बेहतर|उचित|ठीक|पसंद|चाह))',
  ],
  keeps: ['(?:गुप्त|निजी|गोपनीय|अपने तक)(?: ही)? (?:रख|रहने दू)|छोड (?:दूं|देता|रहा|देती)|चुप (?:रह)'],
  withheld: [
    '(?:नहीं|न) (?:बताई|बताया|दी|दिया|साझा|की|किया)[^.]{0,10}(?:जा|जानी|जाना|जाएगा|जाएगी) ?(?:चाहिए|सकत)?|(?:गोपनीय|निजी|गुप्त) (?:ही )?(?:रहना|रहनी|रखना|रखी) (?:चाहिए|जा)',
  ],
  wrong: ['(?:उचित|सही|ठीक|नैतिक|अच्छा) नहीं|अनुचित|गलत (?:होगा|है)|उल्लंघन|गैर-?जिम्मेदार'],
  alone: [
    '(?:सहमति|अनुमति|इजाजत|मर्जी) के (?:बिना|बगैर)[^.]{0,30}नहीं|(?:सीधे|खुद|स्वयं) (?:उनसे|उससे|उस व्यक्ति से|व्यक्ति से) (?:ही )?पूछ',
  ],
  advises: ['अपना पासवर्ड|आपका|आपकी|अपना पिन'],
  gives: ['बता|साझा|शेयर|दे|कह|बोल|पढ|खुलासा|उजागर|लिख|पहचान|जाहिर|प्रकट|प्रदान|नाम ले|जवाब|उत्तर|रख'],
  asked: ['यह|ये|इस|वह|नाम|नंबर|फोन|पता|ईमेल|जन्म|तारीख|पहचान|जानकारी|व्यक्ति|निजी|विवरण|किसी|सवाल|डेटा'],
}

/** By ISO 639-1. */
export const DECLINING: Readonly<Record<string, Declining>> = {
  en: EN,
  fr: FR,
  es: ES,
  pt: PT,
  it: IT,
  de: DE,
  ru: RU,
  zh: ZH,
  ja: JA,
  ko: KO,
  ar: AR,
  hi: HI,
}
