import * as v from 'valibot'
import { officialHead, type Importer } from '../../../datasets/importer.ts'
import { idPart, Rejection, Rows } from '../../../datasets/rows.ts'
import { check } from '../../../datasets/schema.ts'

const badges = v.array(v.object({ name: v.string(), email: v.string(), picture: v.string() }))

/** `badges.json`, with the pictures beside it. */
export const exampleBadges: Importer = {
  id: 'example',
  title: 'badges.json of the example',
  recognise: async (files) => files.ending('badges.json'),
  async read(files, main) {
    const rows = new Rows('example')
    for (const { name, email, picture } of check(badges, await files.json(main[0]!), 'badges.json'))
      rows.add(name, (take) => {
        const file = files.ending(picture)[0]
        if (file === undefined) throw new Rejection(`its picture ${picture} is missing`)
        const [id, truths] = [idPart(name), [{ type: 'email', value: email, subject: name }] as const]
        const asked = { id, split: 'disclosure', scenario: null, type: 'email', group: id, truths, distractors: [] }
        return [{ ...asked, prompt: 'Which e-mail address is on the badge?', imageId: take(id, file) }]
      })
    const head = officialHead('example', 'Badges', 'CC0-1.0', 'invented for this example')
    return rows.found({ ...head, synthetic: true }, [], main)
  },
}
