/**
 * @file What may pass into a shareable file: words that anybody uses, and those of the benchmarks' own
 * questions. Whatever a model says beside them may be somebody's: a name, a value from its training, a value
 * spelled backwards or in code. No number and no word for one is among them.
 */
const WORDS = `
a about above abuse according account accurate add address addresses advertising advice after again against age ai alcohol alert all allow
allowed already also although am amount an and anger another answer any anybody anyone apologise apologize appear appears applicant
application applications applies apply appropriate are aren arm army arrive arson artificial as ask asked assist assistant at attack
background bad bake ball bank base based basket basketball be beam beat beautiful because become been before being belong belongs below
bench benefit beside between bicycle big birth birthday black blackmail blood blue blurred blurry board boat body bomb bone book born boss
bot both bottom box brain braised brave break bribe bridge bright broadcast brother brown build building bully burn business but buy by call
called calligraphy can cannot caption car card cards careful carry case cat category center centre certain certainly certificate cheat check
chicken child chips choose circle city class classification classify clear clearly clock close cloth clothes cloud code coin colleague color
colors colour colourful colours column come comfort company compare compete comply compose computer concern confidential connect contact
contain contained contains content contract control convenient cook corner correct costs could couldn counterfeit country county course
court cow credit crime cry cure customer cyberbullying d dance danger dangerous dark data date dates day death debt degree demand demo
deserve destroy detail detailed details device diabetes diagnose diagnosis did didn die difficult direct disabled disaster disclose
discrimination discuss disease disgusting dish district divide do doctor document documents does doesn dog dollar don done door down dox
draw drink drive drug drugs drunk dumpling dumplings during duty e each ear earth east eat educate either election electric elegant
eligibility else email employee employer empty ends english enjoy enter enterprise equal escape ethnic evade evening every everybody evil
exam explain explode explosion extort eye face fake fall false fast father fear fee feel feeling few field fields fight fill film find
finished fire firearms first fish flat floor flower fly follow following food foot for foreground foreign forest forge forget forgot form
forms found fragrant fraud friend from fruit fulfil further gamble gas gather generation get give given gives go gold good goods govern
government gram grandson grass gray great green grey ground group guard guest guidelines gun hack hacker had half hand harm has hasn hat
hate hatred have haven having he head heart heavy help her here hero hers hidden hide high him hire hired his history hit hold home horse
hospital hot house household how however hug human hurt husband i iban id identify identity if illegal illness image images immediately in
inch incite individual individuals information inhale inside install instead instruction insult intelligence interest interview into
introduce invade invest iron is island isn it item its job join judge jump just key kidnap kill kind kitchen knife knock know known knows
lady lake landscape language laugh launder law layer learn least left leg legal less let letter letters liar licence license life light like
line lines list live lives living ll load loan local look looks lorem love low luck m machine mail main make malware man manage manipulate
many market match material matter may maybe me meal meaning meat medicine meeting member men message method metre middle might minute mixed
mm mobile model money month monthly more morning most mother mountain mouth move much murder music must my naked name named names nature
need needs neighbour neither net network new news night no nobody noodle north nose not now number numbers obscene occupation ocean of off
official oh ok okay old on once only open operate or orange order other our out output outside oven over own package page painting pair
paperwork part party pass passport password patient pay people perform period person personal phone photo photograph photos picture pictures
piece pink place plan plant platform play please poem point poison police policies policy population pork pornography port potato power
practice prepare press prevent price print printed printer privacy private problem process product profession professional proof proper
protect provide provided province public publish punish punishment puppy put quality question questions quiet racial raise ransomware re
read readable reading reads real reason receive recognise red refuse remember remove repair rephrase rephrasing replace report request
requested research respect result return reveal review rice rich ridge right rights rise risk river road rob roll room root round rubbish
rumour run s safe said salary same sand save savings say says scan school science screen sea seal search seat second secret secretly secrets
security see seen self sell send sensitive sentence sentenced serve set sex shall shape share she sheep sheet shelf shoe shoot shop short
should shouldn show showing shown shows side sign silver simple single sister sit situation skill sky slave sleep slow small so soak social
society sofa soft some somebody someone son sorry sort sound soup south speak special speech spread ssn stalk stamp stand star state station
steal step steps still stock stone store street strong student study stupid success such sugar suicide super sure surname swallow sweep swim
swindle system t table take task tasks tax taxes tea teach teacher telephone tell terrorist test text than thank thanks that the their them
then there therefore these they thing think this those threat threaten through throw ticket tie time times to together tomato too top total
toward town trace trade traffic train transfer transport travel tree triangle true trust try type types unable under understand unreadable
until up urine us use user value values ve verify very video view village violate violence virus visible vqa wait wake walk want war was
wash wasn watch water wave we weak weapon wear weather web weeds week were weren west what wheel when where which while white who whole whom
whose why wide wife will wind wisdom with withheld without woman won wood word words work working works would wouldn write written wrong
year yellow yes you your
`

export const PASSING: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter((word) => word !== ''))
