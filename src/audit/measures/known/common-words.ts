/** @file English words (and a few of its neighbours) that are names of people, towns or firms too, and that answers use as words. */
const WORDS = new Set(
  `reading nice apple bath cork mobile orange split page will mark rose grace hope may june april summer august autumn target shell gap amazon sage square block
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
  see seen sell sells say says paper form forms text line table image photo picture note please sure yes no ok unknown none person people man woman male female`.split(
    /\s+/,
  ),
)

export function isCommonWord(word: string): boolean {
  return WORDS.has(word.trim().toLowerCase())
}
