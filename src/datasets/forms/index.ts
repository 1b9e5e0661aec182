/** Pictures that Leakscope draws itself, seeded; the same code makes the training data of the control models. */
export { evaluationPeople, makePerson, people, type Person, type Pool } from './person.ts'
export {
  FIELD_IDS,
  FONT_FAMILIES,
  LAYOUTS,
  layoutPage,
  PAGE,
  printedDate,
  randomPage,
  ROW,
  transcript,
  type Field,
  type FieldId,
  type Layout,
  type Page,
} from './page.ts'
export { drawPage, measurer, type Context2D } from './draw.ts'
export { drawScene, PLACES, randomScene, type Scene } from './scene.ts'
export { drawAvatar } from './avatar.ts'
export { seeded, type Seeded } from './seeded.ts'
