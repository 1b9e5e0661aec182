/** @file Files as people's disks and programs have them. */
import { describe, expect, test } from 'vitest'
import { openImport, type PickedFile } from './import.ts'
import { CRANE, parquet, picked, xlsx, zipped } from './seeds.ts'
import { loadAll, PNG } from './testing.ts'

const guard = (csv: string | Uint8Array<ArrayBuffer>, ...pictures: string[]): PickedFile[] => [
  picked('MLLMGuard/privacy/prompt.csv', csv),
  ...pictures.map((name) => picked(`MLLMGuard/privacy/imgs/${name}`, PNG)),
]
const titles = 'img,q,x,y,lan\n'
const shownIn = async (files: readonly PickedFile[]) => {
  const { items, preview } = await openImport(files)
  return items.map(({ prompt, imageId }, at) => [prompt, imageId, preview.first[at]?.picture])
}

describe('a picture is told by its path', () => {
  const long = 'c0ffee'.repeat(12)
  test.each([
    ['names that are alike when cleaned', ['parcel 1.jpg', 'parcel-1.jpg']],
    ['names that are alike when cut', [`${long}_1.jpg`, `${long}_2.jpg`]],
    ['names that differ in case', ['A.jpg', 'a.jpg']],
    ['names of signs alone', ['!!.jpg', '??.jpg']],
  ])('%s', async (_, [one, two]) => {
    const rows = await shownIn(guard(`${titles}${one},First?,,,en\n${two},Second?,,,en`, one!, two!))
    expect(rows.map(([prompt, , path]) => [prompt, path])).toEqual([
      ['First?', `MLLMGuard/privacy/imgs/${one}`],
      ['Second?', `MLLMGuard/privacy/imgs/${two}`],
    ])
    expect(new Set(rows.map(([, id]) => id)).size).toBe(2)
  })

  test('two folders of one dimension', async () => {
    const part = (language: string, prompt: string) => [
      picked(`privacy/${language}/prompt.csv`, `${titles}1.jpg,${prompt},,,${language}`),
      picked(`privacy/${language}/imgs/1.jpg`, PNG),
    ]
    const rows = await shownIn([...part('en', 'Whose?'), ...part('zh', '谁的？')])
    expect(rows.map(([prompt, , path]) => [prompt, path])).toEqual([
      ['Whose?', 'privacy/en/imgs/1.jpg'],
      ['谁的？', 'privacy/zh/imgs/1.jpg'],
    ])
  })

  test('a row that is rejected leaves no picture', async () => {
    const pending = await openImport(guard(`${titles}1.jpg,Good?,,,en\n2.jpg,Bad?,,,fr`, '1.jpg', '2.jpg'))
    expect(pending.preview).toMatchObject({ rows: 1, pictures: 1 })
    expect((await loadAll(pending, { allowUnknownTruth: true })).images).toHaveLength(1)
    expect(pending.preview.notes).toContain(
      'Not used: MLLMGuard/privacy/imgs/2.jpg (a picture that no question is asked with).',
    )
  })

  test('a name that two files could have is told', async () => {
    const files = [...guard(`${titles}x.jpg,Which?,,,en\n1/x.jpg,This?,,,en`, '1/x.jpg', '2/x.jpg')]
    const { preview } = await openImport(files)
    expect(preview.rejected).toEqual([
      {
        row: 'MLLMGuard/privacy/prompt.csv 2',
        reason: 'x.jpg could be MLLMGuard/privacy/imgs/1/x.jpg or MLLMGuard/privacy/imgs/2/x.jpg',
      },
    ])
    expect(preview.rows).toBe(1)
  })
})

describe('names', () => {
  test.each([
    ['decomposed on the disk', 'Müller.jpg'.normalize('NFC'), 'Müller.jpg'.normalize('NFD')],
    ['decomposed in the table', 'Müller.jpg'.normalize('NFD'), 'Müller.jpg'.normalize('NFC')],
    ['in another case', 'IMG_1.JPG', 'img_1.jpg'],
    ['with backslashes', 'imgs\\1.jpg', '1.jpg'],
    ['with a dot before', './imgs/1.jpg', '1.jpg'],
    ['of a disk of Windows', String.raw`C:\data\privacy\imgs\1.jpg`, '1.jpg'],
    ['in Chinese', '包裹.jpg', '包裹.jpg'],
    ['in Arabic', 'صورة.jpg', 'صورة.jpg'],
    ['saved as another kind of picture', '1.jpg', '1.webp'],
  ])('%s', async (_, inTable, onDisk) => {
    expect(await shownIn(guard(`${titles}${inTable},Whose?,,,en`, onDisk))).toHaveLength(1)
  })
})

describe('encodings and separators', () => {
  const encoded = (text: string, littleEndian: boolean): Uint8Array<ArrayBuffer> => {
    const view = new DataView(new ArrayBuffer(2 + 2 * text.length))
    view.setUint16(0, 0xfeff, littleEndian)
    for (let i = 0; i < text.length; i++) view.setUint16(2 + 2 * i, text.charCodeAt(i), littleEndian)
    return new Uint8Array(view.buffer)
  }
  const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
  const csv = `${titles}é1.jpg,À qui?,,,en\n,,,,\n`
  test.each([
    ['a byte order mark', `\uFEFF${csv}`, null],
    ['UTF-16, little-endian', encoded(csv, true), null],
    ['UTF-16, big-endian', encoded(csv, false), null],
    ['Latin-1', latin1(csv), 'Windows-1252'],
    ['semicolons', csv.replaceAll(',', ';'), null],
    ['tabs', csv.replaceAll(',', '\t'), null],
    ['what Excel says of its separator', `sep=;\n${csv.replaceAll(',', ';')}`, null],
    ['line ends of Windows', csv.replaceAll('\n', '\r\n'), null],
  ])('%s', async (_, content, guessed) => {
    const { items, preview } = await openImport(guard(content, 'é1.jpg'))
    expect(items.map(({ prompt }) => prompt)).toEqual(['À qui?'])
    expect(preview.rejected).toEqual([])
    expect(preview.notes.join(' ').includes('is not UTF-8; it was read as')).toBe(guessed !== null)
    if (guessed !== null) expect(preview.notes.join(' ')).toContain(guessed)
  })

  test('Chinese as Excel saves it in China', async () => {
    const gb = Uint8Array.of(...latin1(`${titles}1.jpg,`), 0xcb, 0xad, 0xb5, 0xc4, ...latin1('?,,,zh\n'))
    const { items, preview } = await openImport(guard(gb, '1.jpg'))
    expect(items.map(({ prompt, split }) => [prompt, split])).toEqual([['谁的?', 'zh']])
    expect(preview.notes.join(' ')).toContain('read as GB 18030')
  })
})

describe('a table of true values', () => {
  const asked = (type: string) => ({ type, prompt: `Output ${type} in the image for me` })
  const QUESTIONS = JSON.stringify({ 1: asked('Phone Numbers'), 2: asked('SSN'), 3: asked('Email') })
  const truths = async (...tables: PickedFile[]) => {
    const files = [
      picked('q/evaluate_direct.json', QUESTIONS),
      ...[1, 2, 3].map((n) => picked(`q/${n}.png`, PNG)),
      ...tables,
    ]
    const { items, preview } = await openImport(files)
    return { notes: preview.notes, values: items.map(({ truths: own }) => own.map(({ value }) => value).join(' ')) }
  }

  test('numbers and missing values as pandas writes them', async () => {
    const csv =
      'Name,Phone Numbers,SSN,Email,Image\nMara Quill,4045550123.0,nan,None,1.0\nOtto Brand,N/A,12345678.0,-,2.0\nPia Lorne,,,unknown,3.0\n,,,,'
    expect((await truths(picked('q/people.csv', csv))).values).toEqual(['4045550123', '012-34-5678', ''])
  })

  test('other titles, pictures by file name, and what is not used', async () => {
    const csv =
      'Full Name;Phone Number(s);Social Security Number;E-mail Address;Photo;Shoe Size\nMara Quill;404-555-0123 / 404-555-0124;;;Direct/001.PNG;7\nOtto Brand;;912-55-0101;;02;8\nPia Lorne;;;pia@example.com;3;9'
    const { values, notes } = await truths(picked('q/people.csv', csv))
    expect(values).toEqual(['404-555-0123 404-555-0124', '912-55-0101', 'pia@example.com'])
    expect(notes).toContain('q/people.csv: columns not used: Shoe Size.')
  })

  test('two people on a picture, and one on two', async () => {
    const csv = 'Name,Phone,SSN,Image\nMara Quill,404-555-0123,912-55-0101,"1, 2"\nOtto Brand,404-555-0199,,1'
    expect((await truths(picked('q/people.csv', csv))).values).toEqual(['404-555-0123 404-555-0199', '912-55-0101', ''])
  })

  test.each([
    ['a list of records, with NaN', '[{"Name":"Mara Quill","Phone":"404-555-0123","SSN":NaN,"Image":1}]'],
    ['columns', '{"Name":{"0":"Mara Quill"},"Phone":{"0":"404-555-0123"},"Image":{"0":1}}'],
  ])('JSON: %s', async (_, source) => {
    expect((await truths(picked('q/people.json', source))).values[0]).toBe('404-555-0123')
  })

  test('a spreadsheet; of several sheets the first, and the others are named', async () => {
    const workbook = await xlsx({
      People: [
        ['Name', 'Phone Numbers', 'SSN', 'Image'],
        ['Mara & Quill', 4045550123, '912-55-0101', 1],
        ['Otto Brand', '', 12345678, 2],
      ],
      Notes: [['nothing']],
    })
    const { values, notes } = await truths(picked('q/people.xlsx', workbook))
    expect(values).toEqual(['4045550123', '012-34-5678', ''])
    expect(notes.join(' ')).toContain('“People” is read; not used: Notes')
  })

  test('a table of something else is named and costs nothing', async () => {
    const { values, notes } = await truths(
      picked('q/sizes.csv', 'Shoe,Size\na,7'),
      picked('q/people.csv', 'Name,Phone,Image\nMara,5550123,1'),
    )
    expect(values[0]).toBe('5550123')
    expect(notes.join(' ')).toContain('q/sizes.csv is no table of people')
  })
})

describe('what lies beside people’s files', () => {
  const clutter = ['.DS_Store', '._prompt.csv', 'imgs/._1.jpg', 'imgs/Thumbs.db', '.git/config', '__MACOSX/1.jpg']
  test('is passed over, and told in a line', async () => {
    const files = [
      ...guard(`${titles}1.jpg,Whose?,,,en`, '1.jpg'),
      ...clutter.map((name) => picked(`MLLMGuard/privacy/${name}`, '\0\x05\x16\x07')),
    ]
    const { preview } = await openImport(files)
    expect(preview).toMatchObject({ rows: 1, rejected: [] })
    expect(preview.notes.join('\n')).toContain('6 files that macOS, Windows or git keep beside others')
    expect(preview.notes.join('\n')).not.toContain('Not used')
  })

  test('a picture, a table and an archive of kinds that are not read: what to do with them', async () => {
    const others = ['2.heic', 'people.ods', 'more.tar.gz'].map((name) => picked(`MLLMGuard/${name}`, 'x'))
    const { preview } = await openImport([...guard(`${titles}1.jpg,Whose?,,,en`, '1.jpg'), ...others])
    const notes = preview.notes.join('\n')
    expect(notes).toContain('2.heic (a kind of picture that is not read: save it as PNG, JPEG or WebP)')
    expect(notes).toContain('people.ods (a kind of table that is not read: save it as xlsx or CSV)')
    expect(notes).toContain('more.tar.gz (an archive that is not read: unpack it and pick the folder)')
    await expect(openImport(others.slice(2))).rejects.toThrow(/more\.tar\.gz is an archive that is not read: unpack it/)
  })
})

describe('files of other languages and programs', () => {
  test('a table of true values from a German Excel: semicolons, decimal commas, Windows-1252', async () => {
    const asked = (type: string) => ({ type, prompt: `Output ${type} in the image for me` })
    const table =
      'Name;Phone Numbers;SSN;Image\r\nJ\u00FCrgen Gro\u00DF;4045550123,0;912550101,0;1,0\r\nMara;4,05E+09;912-55-0102;2\r\n'
    const { items, preview } = await openImport([
      picked('q/evaluate_direct.json', JSON.stringify({ 1: asked('Phone Numbers'), 2: asked('Phone Numbers') })),
      picked('q/1.png', PNG),
      picked('q/2.png', PNG),
      picked(
        'q/personen.csv',
        Uint8Array.from(table, (character) => character.charCodeAt(0)),
      ),
    ])
    expect(items.map(({ truths }) => truths.map(({ value, subject }) => [value, subject]))).toEqual([
      [['4045550123', 'Jürgen Groß']],
      [],
    ])
    expect(preview.notes.join('\n')).toContain('says 4,05E+09, which a spreadsheet has rounded; it counts as missing')
  })

  test.each([
    ['pandas', ',', '7.0,1.0'],
    ['Excel in German', ';', '7,0;1,0'],
  ])('FigStep’s list as %s writes it finds its pictures', async (_, separator, numbers) => {
    const names = ['dataset', 'category_id', 'task_id', 'category_name', 'question', 'instruction'].join(separator)
    const row = ['ForbidQI', numbers, 'Privacy Violation', 'How?', 'Methods'].join(separator)
    const { preview } = await openImport([
      picked('safebench.csv', `sep=${separator}\n${names}\n${row}\n`),
      picked('images/SafeBench/query_ForbidQI_7_1_6.png', PNG),
    ])
    expect(preview.first[1]?.picture).toBe('images/SafeBench/query_ForbidQI_7_1_6.png')
  })

  test('lines of JSON with a comma behind each', async () => {
    const line = (n: number) => `{"username": "Mara ${n}", "user_id": ${n}}`
    const { preview } = await openImport([picked('privacy1.jsonl', `${line(1)},\n${line(2)},\n`)])
    expect(preview.rejected).toEqual([])
    expect(preview.rows).toBe(2 * 25 * 2)
  })

  test('MM-SafetyBench’s scenarios without their numbers', async () => {
    const { preview } = await openImport([
      picked('questions/Privacy_Violence.json', JSON.stringify({ 0: CRANE })),
      picked('imgs/privacy violence/SD/0.jpg', PNG),
    ])
    expect(preview).toMatchObject({ rows: 2, pictures: 1 })
  })

  test('parquet of the hub in parts', async () => {
    const part = async (set: string, n: number) => ({
      ...(await parquet(set)),
      path: `snapshots/c0ffee/forget_5/train-0000${n}-of-00002.parquet`,
    })
    const { preview } = await openImport([await part('forget_5', 0), await part('retain_95', 1)])
    expect(preview).toMatchObject({ rows: 3 * 6, pictures: 3, rejected: [] })
  })
})

describe('tables and records as programs save them again', () => {
  const numbered = (title: string, from: number) =>
    `${title},${titles}${from},1.jpg,First?,,,en\n${from + 2},2.jpg,Second?,,,en\n`
  test.each([
    ['pandas', numbered('', 0), 'row numbers, x, y'],
    ['R', numbered('""', 1), 'row numbers, x, y'],
    ['pandas, read back', numbered('Unnamed: 0', 0), 'Unnamed: 0, x, y'],
    ['pandas, shuffled', numbered('', 7).replace('\n9,', '\n3,'), 'row numbers, x, y'],
    [
      'pandas, beside a remark',
      numbered('', 0).replaceAll(',en', ',en,see').replace(/\n/, ',\n'),
      'row numbers, x, y, column 6, without a title',
    ],
  ])('a first column of row numbers, as %s writes it, shifts nothing and is named', async (_, csv, unused) => {
    const files = guard(csv, '1.jpg', '2.jpg')
    expect((await shownIn(files)).map(([prompt, , path]) => [prompt, path])).toEqual([
      ['First?', 'MLLMGuard/privacy/imgs/1.jpg'],
      ['Second?', 'MLLMGuard/privacy/imgs/2.jpg'],
    ])
    const { notes } = (await openImport(files)).preview
    expect(notes).toContain(`MLLMGuard/privacy/prompt.csv: columns not used: ${unused}.`)
  })

  test('a first column without a title that holds more than row numbers stays', async () => {
    const rows = await shownIn(guard(',q,x,y,lan\n2.jpg,First?,,,en\n1.jpg,Second?,,,en\n', '1.jpg', '2.jpg'))
    expect(rows.map(([prompt, , path]) => [prompt, path])).toEqual([
      ['First?', 'MLLMGuard/privacy/imgs/2.jpg'],
      ['Second?', 'MLLMGuard/privacy/imgs/1.jpg'],
    ])
  })

  const columns = ['dataset', 'category_id', 'task_id', 'category_name', 'question', 'instruction']
  const row = ['ForbidQI', '7', '1', 'Privacy Violation', 'How?', 'Methods']
  test('FigStep’s list as a spreadsheet, and with titles in other letters', async () => {
    const sheet = picked('safebench.xlsx', await xlsx({ Sheet1: [columns, row] }))
    const shouted = picked('safebench.csv', [columns.map((title) => title.toUpperCase()), row].join('\n'))
    for (const files of [[sheet], [shouted]])
      expect((await openImport(files)).preview).toMatchObject({ format: 'figstep-official', rows: 2 })
  })

  const people = [1, 2].map((n) => ({ username: `Mara ${n}`, user_id: n }))
  test.each([
    ['a list', 'privacy1.json', JSON.stringify(people, null, 2)],
    ['a list that is called lines', 'privacy1.jsonl', JSON.stringify(people)],
    ['lines that are called a list', 'privacy1.json', people.map((one) => JSON.stringify(one)).join('\n')],
    [
      'lines behind a byte order mark',
      'privacy1.jsonl',
      `\uFEFF${people.map((one) => JSON.stringify(one)).join('\r\n')}`,
    ],
    ['one line', 'privacy1.jsonl', JSON.stringify({ username: 'Mara', user_id: 'NaN' })],
  ])('records as %s', async (_, path, text) => {
    const { preview } = await openImport([picked(path, text)])
    expect(preview.rejected).toEqual([])
    expect(preview.rows).toBe((text.includes('Mara 2') ? 2 : 1) * 25 * 2)
  })

  test.each([1, 2, 3])('line %i that is no record costs itself alone', async (damaged) => {
    const lines = [...people, ...people.slice(0, 1)].map((one, n) => JSON.stringify({ ...one, user_id: n }))
    lines[damaged - 1] = '"username": "Mara'
    const { preview } = await openImport([picked('privacy1.jsonl', lines.join('\n'))])
    expect(preview.rejected).toEqual([
      { row: `privacy1.jsonl ${damaged}`, reason: 'must be one JSON object with "username" and "user_id"' },
    ])
    expect(preview.rows).toBe(2 * 25 * 2)
  })

  test('VLGuard’s and FIUBench’s records in lines', async () => {
    const record = {
      image: '1.png',
      safe: true,
      'instr-resp': [{ safe_instruction: 'A?' }, { unsafe_instruction: 'B?' }],
    }
    const vlguard = [picked('test.jsonl', JSON.stringify(record)), picked('test/1.png', PNG)]
    expect((await openImport(vlguard)).preview).toMatchObject({ format: 'vlguard-official', rows: 2 })
    const person = { unique_id: '1', image_path: '1.png', qa_list: [{ question: 'Who?', answer: 'Mara Quill' }] }
    const fiubench = [
      picked('full.jsonl', JSON.stringify(person)),
      picked('split.json', '{"forget5": ["1"], "retain5": []}'),
      picked('1.png', PNG),
    ]
    expect((await openImport(fiubench)).preview).toMatchObject({ format: 'fiubench-official', rows: 1 })
  })

  test.each(['Fraud_SD_TYPO.parquet', 'data/Fraud-SD_TYPO-00000-of-00001.parquet', 'x/06-Fraud.sd+typo.parquet'])(
    'parquet whose name alone says scenario and kind: %s',
    async (path) => {
      const { file } = await parquet('safety/09-Privacy_Violence/SD_TYPO', 'fixtures-of-others')
      const { items } = await openImport([{ path, file }])
      expect(items.map(({ id }) => id)).toEqual(['06-Fraud-0-sd-typo', '06-Fraud-1-sd-typo'])
    },
  )

  test('CLEAR’s sets as files without folders', async () => {
    const { file } = await parquet('clear/forget10_perturbed', 'fixtures-of-others')
    const { preview } = await openImport([{ path: 'forget10_perturbed.parquet', file }])
    expect(preview).toMatchObject({ format: 'clear-official', rows: 4, rejected: [] })
  })
})

describe('a zip is the folder that it was made of', () => {
  const asked = picked('data/processed_questions/09-Privacy_Violence.json', JSON.stringify({ 0: CRANE }))
  test('one for each of MM-SafetyBench’s scenarios', async () => {
    const zip = await zipped({ 'SD/0.jpg': PNG, 'TYPO/0.jpg': PNG }, 'data/imgs/09-Privacy_Violence.zip')
    expect((await openImport([asked, zip])).preview).toMatchObject({ rows: 3, pictures: 2 })
    const inner = new Uint8Array(await zip.file.arrayBuffer())
    const clone = await zipped({ [asked.path]: JSON.stringify({ 0: CRANE }), [zip.path]: inner })
    expect((await openImport([clone])).preview).toMatchObject({ rows: 3, pictures: 2 })
  })

  test('FigStep’s and VLGuard’s sets keep their own pictures', async () => {
    const list =
      'dataset,category_id,task_id,category_name,question,instruction\nForbidQI,7,1,Privacy Violation,How?,What'
    const name = 'query_ForbidQI_7_1_6.png'
    const figstep = [
      picked('question/safebench.csv', list),
      await zipped({ [name]: PNG }, 'images/SafeBench-Tiny.zip'),
      await zipped({ [name]: PNG }, 'images/SafeBench.zip'),
    ]
    expect((await shownIn(figstep))[1]?.[2]).toBe(`images/SafeBench.zip/${name}`)
    const pictures = (set: string) => zipped({ 'ads/1.png': PNG }, `${set}.zip`)
    const record = {
      image: 'ads/1.png',
      safe: true,
      'instr-resp': [{ safe_instruction: 'A?' }, { unsafe_instruction: 'B?' }],
    }
    const vlguard = [picked('test.json', JSON.stringify([record])), await pictures('train'), await pictures('test')]
    expect((await shownIn(vlguard)).map(([, , path]) => path)).toEqual(['test.zip/ads/1.png', 'test.zip/ads/1.png'])
  })
})

test('zips in a zip are unfolded, once', async () => {
  const inner = await zipped({ 'imgs/1.jpg': PNG }, 'pictures.zip')
  const files = {
    'privacy/prompt.csv': `${titles}1.jpg,Whose?,,,en`,
    'privacy/pictures.zip': new Uint8Array(await inner.file.arrayBuffer()),
  }
  expect(await shownIn([await zipped(files)])).toEqual([
    ['Whose?', expect.any(String), 'data.zip/privacy/pictures.zip/imgs/1.jpg'],
  ])
})
