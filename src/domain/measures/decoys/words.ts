/** Common given names, family names and words: only for decoys, where a shard has too few of its own to draw from. */
export const GIVEN =
  'ada alan alice amy ann anna ben brian carl carla carol cathy chris clara dana daniel david diana doris edith elena emily eric erin eva frank fred gary grace greta harry helen henry ida irene ivan jack jacob james jane janet jason jean joan john jonas jose juan julia karen keith kevin kim larry laura leah leo linda lisa lucas lucy lynn marc maria mark marta mary megan mia mike nancy nina noah nora olga oscar otto paul pedro peter rachel ralph rita robin rosa ruth sam sara scott sonia steve susan tara terry tom tony vera victor wanda wayne will zoe'.split(
    ' ',
  )
export const FAMILY =
  'adams allen baker barnes bauer bell bennett berg black boyd brooks brown bryant burke burns campbell carter chen clark cohen cole collins cook cooper cox cruz davis dean diaz dixon doyle duncan ellis evans fischer fisher fletcher ford foster fox frank fuchs garcia gibson gomez gordon graham grant gray green griffin hall hansen harris hart hayes hill holmes hughes hunt irwin jackson jensen jones jordan kelly kennedy king klein knight lane larsen lee lewis long lopez lynch mason meyer miller moore morgan morris murphy myers nash nelson novak ortiz owens palmer parker perez perry peters price quinn ramos reed reyes rice ross ruiz russell schmidt scott shaw silva simon smith stone sullivan taylor thomas torres turner vega wagner walker ward weber wells west white wolf wood young'.split(
    ' ',
  )
export const WORDS =
  'amber anchor apple aspen autumn basil beach birch bird blaze bloom blue breeze brook candle canyon cedar cherry clay cliff cloud clover copper cosmic crane creek crystal daisy dawn desert dusk eagle east elm fern field fire fjord flint forest frost garden ginger gold grove happy harbor hazel hill honey ice iris island ivory ivy jade jasper lake lark leaf lemon lily lotus magic marble meadow mint mist moon moss north nova oak ocean olive onyx opal orchid otter owl pearl pepper pine plum pond poppy quartz quick quiet rain raven reef robin rocky rose ruby rusty sage sand scarlet sea shadow silver sky snow solar south spark spruce star stone storm summer swift thorn thunder tiger topaz tulip turtle valley violet walnut water west whale wild willow wind winter wolf zen'.split(
    ' ',
  )
