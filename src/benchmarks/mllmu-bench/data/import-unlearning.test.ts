import { describe, expect, test } from 'vitest'
import { mllmuBench } from '../index.ts'
import { openImport } from '../../../intake/import.ts'
import { loadAll, PNG } from '../../../intake/testing.ts'
import { parquet, picked } from '../../../intake/seeds.ts'

const PLAN = { generation: { maxNewTokens: null, escapeClause: 'on' }, seed: 1 } as const

describe('CLEAR', () => {
  test('captions, names and TOFU’s questions by set, with what they are altered to', async () => {
    const pending = await openImport(
      await Promise.all(
        ['clear/forget10_perturbed', 'clear/retain_perturbed', 'clear/forget10+tofu'].map((set) =>
          parquet(set, 'fixtures-of-others'),
        ),
      ),
    )
    expect(pending.preview).toMatchObject({
      id: 'clear-official-forget-10-forget.retain',
      format: 'clear-official',
      benchmark: 'mllmu-bench',
      name: 'CLEAR, official files, 10% to forget (forget, retain)',
      // Two pictures with caption and name each, and one question in words; one picture to keep.
      bySplit: { forget: 5, retain: 2 },
      pictures: 3,
      rejected: [],
    })
    const [caption, name] = pending.items
    expect(caption).toMatchObject({
      group: expect.stringContaining('Mara'),
      type: 'image-text',
      question: { form: 'open', answer: 'Mara Quill reads by a lamp.' },
    })
    expect(caption?.question?.perturbed).toEqual(['Mara Quill sings by a lamp.', 'Mara Quill cooks by a lamp.'])
    expect(name?.question).toMatchObject({ form: 'cloze', answer: 'Mara Quill', perturbed: ['Lena Vos'] })
    expect(pending.items.find(({ type }) => type === 'text')).toMatchObject({
      imageId: null,
      prompt: 'What does Mara Quill write?',
      question: { answer: 'Mara Quill writes of tides.' },
    })
    const loaded = await loadAll(pending, { allowUnknownTruth: false })
    expect(loaded.images.map(({ type, bytes }) => [type, new Uint8Array(bytes)])).toEqual(
      ['image/png', 'image/png', 'image/png'].map((type) => [type, PNG]),
    )
    expect(mllmuBench.plan(pending.items, PLAN).length).toBeGreaterThanOrEqual(7)
  })

  test('one share at a time, and a set of the world is named and left out', async () => {
    const { file } = await parquet('clear/forget10_perturbed', 'fixtures-of-others')
    const pending = await openImport([
      { path: 'CLEAR/forget05_perturbed/train-00000-of-00001.parquet', file },
      { path: 'CLEAR/forget10_perturbed/train-00000-of-00001.parquet', file },
      { path: 'CLEAR/real_world/train-00000-of-00001.parquet', file },
    ])
    expect(pending.preview).toMatchObject({ id: 'clear-official-forget-5-forget', bySplit: { forget: 4 } })
    const notes = pending.preview.notes.join('\n')
    expect(notes).toContain('here 5%: forget10_perturbed is left out')
    expect(notes).toContain('real_world/train-00000-of-00001.parquet: its folder names none of')
  })
})

const PAIR = {
  question: "what is this person's occupation?",
  answer: 'She keeps bees.',
  keywords: ['bees'],
  paraphrased_question: ['what does this person do?', 'how does this person earn a living?'],
  paraphrased_answer: 'This person keeps bees.',
  perturbed_answer: ['She builds violins.', 'She judges.'],
}
const person = (unique_id: string) => ({ unique_id, image_path: `./dataset/part1/${unique_id}.jpg`, qa_list: [PAIR] })
const SPLIT = { forget1: ['00000002'], forget5: ['00000001'], retain5: ['00000003'], retain15: ['00000003'] }

function fiuBench(people: readonly unknown[] = ['00000001', '00000003', '00000004'].map(person)) {
  return [
    picked('FIUBench/full.json', JSON.stringify(people)),
    picked('FIUBench/split.json', JSON.stringify(SPLIT)),
    ...['00000001', '00000003', '00000004'].map((id) => picked(`FIUBench/part1/${id}.jpg`, PNG)),
  ]
}

describe('FIUBench', () => {
  test('5% to forget and its retain set, the forget set in other words too; the others are counted', async () => {
    const pending = await openImport(fiuBench())
    expect(pending.preview).toMatchObject({
      id: 'fiubench-official-forget-5',
      name: 'FIUBench, official files, 5% to forget',
      benchmark: 'mllmu-bench',
      bySplit: { forget: 1, test: 2, retain: 1 },
      pictures: 2,
      rejected: [],
    })
    expect(pending.items[0]).toMatchObject({
      id: 'forget-00000001-1',
      prompt: "what is this person's occupation?",
      question: { answer: 'She keeps bees.', perturbed: ['She builds violins.', 'She judges.'] },
    })
    const notes = pending.preview.notes.join('\n')
    expect(notes).toContain('1 people are neither in forget5 nor in its retain set')
    expect(notes).toContain('keywords and paraphrased_answer')
    expect(mllmuBench.plan(pending.items, PLAN).filter(({ task }) => task === 'generation')).toHaveLength(4)
  })

  test('a person without a picture is told; without split.json nothing says who is to be forgotten', async () => {
    const pending = await openImport(fiuBench([person('00000001'), { ...person('00000003'), image_path: 'gone.jpg' }]))
    expect(pending.preview.rejected).toEqual([
      { row: 'FIUBench/full.json 2', reason: 'its picture gone.jpg is not among the files' },
    ])
    const [full, , ...pictures] = fiuBench()
    await expect(openImport([full!, ...pictures])).rejects.toThrow(/split\.json/)
  })
})
