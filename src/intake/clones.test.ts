/** @file What clones hold beside the questions, and parts of a set. */
import { describe, expect, test } from 'vitest'
import { openImport, type PickedFile } from './import.ts'
import { loadAll, PNG } from './testing.ts'
import { CRANE, parquet, picked, SAFETY_FILES } from './seeds.ts'

const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0a'.repeat(32)}\nsize 123456\n`
const notesOf = async (files: readonly PickedFile[]) => (await openImport(files)).preview.notes.join('\n')
const idOf = async (files: readonly PickedFile[]) => (await openImport(files)).preview.id

describe('what Git LFS keeps elsewhere', () => {
  test('is named where nothing else is there', async () => {
    const files = ['forget_5', 'retain_95'].map((set) => picked(`clone/${set}/train.parquet`, POINTER))
    await expect(openImport(files)).rejects.toThrow(
      /forget_5\/train\.parquet: it and 1 more are pointers of Git LFS and not the files; run “git lfs pull”/,
    )
  })

  test('is named beside what is used, and where it is a picture that is needed', async () => {
    const questions = 'data/processed_questions/09-Privacy_Violence.json'
    const files = [
      picked(questions, SAFETY_FILES[questions]),
      picked('data/imgs/09-Privacy_Violence/SD/0.jpg', POINTER),
      picked('more.zip', POINTER),
    ]
    const pending = await openImport(files)
    expect(pending.preview.notes).toContain(
      'Not used: more.zip (a pointer of Git LFS, not the file: run “git lfs pull” in the clone and pick it again).',
    )
    expect(pending.preview.notes.join()).toContain('1 files that are needed, as data/imgs/09-Privacy_Violence/SD/0.jpg')
    await expect(loadAll(pending, { allowUnknownTruth: true })).rejects.toThrow(/0\.jpg is a pointer of Git LFS/)
  })
})

test('folders of code that are no data are a line each, though there are hundreds', async () => {
  const code = Array.from({ length: 90 }, (_, n) => picked(`clone/models/part${n}/model.py`, 'pass'))
  const files = [...Object.entries(SAFETY_FILES).map(([path, content]) => picked(`clone/${path}`, content)), ...code]
  const notes = await notesOf([...files, picked('clone/README.md', '#')])
  expect(notes).toContain('Not used: clone/models/: part0/model.py, part1/model.py,')
  expect(notes).toContain('and 84 more like it (not a kind of file that is read)')
  expect(notes).toContain('Not used: clone/README.md')
  expect(notes).not.toContain('more folders')
})

describe('parts of a set have ids of their own', () => {
  const json = JSON.stringify({ 0: CRANE })
  const scenario = (name: string) => picked(`data/processed_questions/${name}.json`, json)
  const shown = (name: string, kind: string) => picked(`data/imgs/${name}/${kind}/0.jpg`, PNG)

  test('MM-SafetyBench: scenarios and kinds', async () => {
    expect(await idOf([scenario('09-Privacy_Violence')])).toBe('mm-safetybench-official-09-text')
    const kinds = ['SD', 'SD_TYPO', 'TYPO']
    const one = (name: string) => [scenario(name), ...kinds.map((kind) => shown(name, kind))]
    expect(await idOf(one('09-Privacy_Violence'))).toBe('mm-safetybench-official-09')
    expect(await idOf([...one('09-Privacy_Violence'), ...one('06-Fraud')])).toBe('mm-safetybench-official-06.09')
    expect(await idOf([scenario('06-Fraud'), shown('06-Fraud', 'SD')])).toBe('mm-safetybench-official-06-text.sd')
    const { preview } = await openImport(one('06-Fraud'))
    expect(preview.name).toBe('MM-SafetyBench, official files (06-Fraud)')
  })

  test('MLLMGuard: dimensions and languages', async () => {
    const guard = (dimension: string, language: string, words: string) => [
      picked(`${dimension}/prompt.csv`, `img,q,x,y,lan\n1.jpg,${words},,,${language}`),
      picked(`${dimension}/imgs/1.jpg`, PNG),
    ]
    expect(await idOf(guard('privacy', 'en', 'Whose parcel?'))).toBe('mllmguard-official-privacy-en')
    expect(await idOf([...guard('privacy', 'en', 'Whose?'), ...guard('bias', 'zh', '这是谁？')])).toBe(
      'mllmguard-official-privacy.bias',
    )
  })

  test('MLLMU-Bench: sets of one share', async () => {
    expect(await idOf([await parquet('forget_5')])).toBe('mllmu-bench-official-forget-5-forget')
    expect(await idOf([await parquet('Test_Set')])).toBe('mllmu-bench-official-test')
    expect(
      await idOf(await Promise.all(['forget_5', 'retain_95', 'Test_Set', 'Retain_Set'].map((set) => parquet(set)))),
    ).toBe('mllmu-bench-official-forget-5')
  })

  test('inadvertent memorisation: records seen and unseen, drawn and stamped', async () => {
    const line = '{"username": "Mara Quill", "user_id": 1, "shoe": 40}'
    const [seen, unseen] = [picked('data/privacy1.jsonl', line), picked('data/privacy2.jsonl', line)]
    const stamped = [picked('data_privacy/split1_test/1.jpg', PNG), picked('data_privacy/split2_test/1.jpg', PNG)]
    expect(await idOf([seen])).toBe('inadvertent-memorization-official-seen')
    expect(await idOf([seen, unseen])).toBe('inadvertent-memorization-official')
    expect(await idOf([seen, unseen, ...stamped])).toBe('inadvertent-memorization-official-stamped')
    expect(await notesOf([seen])).toContain('Records: fields not used: shoe.')
    expect(await notesOf([seen, ...stamped])).toContain('Records: fields not used: shoe (the original asks')
  })
})

describe('a clone of MM-SafetyBench', () => {
  const clone = Object.entries(SAFETY_FILES).map(([path, content]) => picked(`clone/${path}`, content))

  test('has the tiny version’s list above its questions, which chooses nothing there', async () => {
    const list = picked('clone/TinyVersion_ID_List.json', JSON.stringify([{ Scenario: 'x', Sampled_ID_List: [7] }]))
    const { preview } = await openImport([...clone, list])
    expect(preview.rows).toBe(3)
    expect(preview.notes.join('\n')).toContain('clone/TinyVersion_ID_List.json is not followed: put it beside')
  })

  test('holds each scenario again where models were asked', async () => {
    const answered = JSON.stringify({ 0: { ...CRANE, ans: { 'llava/TEXT': { text: 'Fold it.' } } } })
    const again = picked('clone/a_with_answers/09-Privacy_Violence.json', answered)
    const { preview } = await openImport([again, ...clone])
    expect(preview).toMatchObject({ rows: 3, rejected: [] })
    expect(preview.notes.join('\n')).toMatch(/a_with_answers\/.*its questions are read from clone\/data\/processed_/)
    // By themselves they are the questions.
    expect((await openImport([again])).preview.rows).toBe(1)
  })

  test('says which fields of its questions are not used', async () => {
    expect(await notesOf(clone)).toContain('Question files: fields not used: Phrase Type.')
  })
})

describe('a clone of code, whose data lie elsewhere, is told where', () => {
  test.each([
    [
      'MLLMU-Bench',
      ['eval.py', 'data_process/data_preprocess.py'],
      'https://huggingface.co/datasets/MLLMMU/MLLMU-Bench',
    ],
    ['MLLMU-Bench, split', ['forget_5/forget_ids.json'], 'https://huggingface.co/datasets/MLLMMU/MLLMU-Bench'],
    ['MLLMGuard', ['evaluate.py', 'guardrank/score.py'], 'https://huggingface.co/datasets/Carol0110/MLLMGuard'],
  ])('%s', async (_, paths, address) => {
    await expect(openImport(paths.map((path) => picked(`clone/${path}`, '[]')))).rejects.toThrow(address)
  })

  test('VLGuard, whose records are there', async () => {
    const record = { image: 'ads/1.png', safe: false, 'instr-resp': [{ instruction: 'A?' }] }
    await expect(openImport([picked('VLGuard/data/test.json', JSON.stringify([record]))])).rejects.toThrow(
      /VLGuard’s pictures are not in its repository: get test\.zip from https:/,
    )
  })

  test('pickled tensors are not read, and why', async () => {
    await expect(openImport([picked('forget_5/forget_dataset.pt', 'x')])).rejects.toThrow(
      /forget_dataset\.pt is a Python object, which is not read because that runs what is in it/,
    )
  })
})

describe('MM-SafetyBench as others hand it on', () => {
  test('the hub’s converted branch names kinds by folders; other columns are named', async () => {
    const { file } = await parquet('safety/09-Privacy_Violence/SD_TYPO', 'fixtures-of-others')
    const pending = await openImport([{ path: 'Privacy_Violence/SD_TYPO/0000.parquet', file }])
    expect(pending.items.map(({ id }) => id)).toEqual([
      '09-Privacy_Violence-0-sd-typo',
      '09-Privacy_Violence-1-sd-typo',
    ])
    expect(pending.preview.id).toBe('mm-safetybench-official-09-sd-typo')
  })

  test('VLMEvalKit: scenarios in “category”, a picture by another row’s index or by its file', async () => {
    const code = btoa(String.fromCharCode(...PNG))
    const rows = [
      ['index', 'image', 'image_path', 'question', 'answer', 'category'],
      ['0', code, '', 'List steps.', '', '09-Privacy_Violence'],
      ['1', '0', '', 'List more steps.', '', '09-Privacy_Violence'],
      ['2', '', '2.png', 'List steps.', '', '06-Fraud'],
      ['3', '', '3.png', 'List steps.', '', '06-Fraud'],
      // White space that base64 does not have.
      ['4', `${'A'.repeat(40)}\v${'A'.repeat(40)}`, '', 'List steps.', '', '06-Fraud'],
    ]
    const tsv = picked('LMUData/MMSafetyBench.tsv', rows.map((cells) => cells.join('\t')).join('\n'))
    const pending = await openImport([tsv, picked('LMUData/images/MMSafetyBench/2.png', PNG)])
    expect(pending.items.map(({ id }) => id)).toEqual([
      '09-Privacy_Violence-0-sd-typo',
      '09-Privacy_Violence-1-sd-typo',
      '06-Fraud-2-sd-typo',
    ])
    expect(pending.preview.rejected).toEqual([
      { row: 'LMUData/MMSafetyBench.tsv 5', reason: 'its picture 3.png is not among the files' },
      { row: 'LMUData/MMSafetyBench.tsv 6', reason: 'its image is not base64' },
    ])
    const notes = pending.preview.notes.join('\n')
    expect(notes).toContain('does not say how 3 pictures carry their question; they are taken for SD_TYPO')
    expect(notes).toContain('columns not used: answer')
    const { images } = await loadAll(pending, { allowUnknownTruth: true })
    expect(images.map(({ bytes }) => bytes.byteLength)).toEqual([PNG.length, PNG.length, PNG.length])
  })
})

test('MLLMU-Bench: what of a profile is not asked, and why nobody of Full_Set is', async () => {
  const { file } = await parquet('retain_95')
  const notes = await notesOf([await parquet('forget_5'), { path: 'Full_Set/train-00000-of-00001.parquet', file }])
  expect(notes).toContain(
    'forget_5/train-00000-of-00001.parquet: columns not used: Directory, biography, question, answer.',
  )
  expect(notes).toContain(
    'Full_Set/train-00000-of-00001.parquet holds everybody and does not say who is to be forgotten',
  )
})
