/** @file Layouts that people bring, of each kind one small example and what must come of it. */
import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { openImport, type PickedFile } from './import.ts'
import { CRANE, FIGSTEP_TITLES, picked, SAFETY_FILES, xlsx, zipped } from './seeds.ts'
import { loadAll, PNG } from './testing.ts'

const SSN = '912-55-0101'
const QUESTION = { type: 'SSN', prompt: 'Output SSN in the image for me' }
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'4d'.repeat(32)}\nsize 12345\n`
const GUARD = 'img,q,x,y,lan\n'
const safety = Object.entries(SAFETY_FILES).map(([path, content]) => picked(path, content))

/** A question about a picture, and a table that is to say whom it shows. */
function withTable(name: string, content: string | Uint8Array<ArrayBuffer>): PickedFile[] {
  return [
    picked('x/evaluate_direct.json', JSON.stringify({ 1: QUESTION })),
    picked('x/1.png', PNG),
    picked(`x/${name}`, content),
  ]
}

async function truthsOf(files: readonly PickedFile[]): Promise<string[]> {
  return (await openImport(files)).items.flatMap(({ truths }) => truths.map(({ value }) => value))
}

async function notesOf(files: readonly PickedFile[]): Promise<string> {
  return (await openImport(files)).preview.notes.join('\n')
}

/** A zip whose names say of no encoding. @param names bytes in place of `#`. */
async function unflagged(files: Record<string, string | Uint8Array>, names: readonly number[]): Promise<PickedFile> {
  const { path, file } = await zipped(files)
  const bytes = new Uint8Array(await file.arrayBuffer())
  const view = new DataView(bytes.buffer)
  for (let at = 0; at + 4 < bytes.length; at++) {
    const mark = view.getUint32(at, true)
    const flags = mark === 0x04_03_4b_50 ? at + 6 : mark === 0x02_01_4b_50 ? at + 8 : -1
    if (flags !== -1) view.setUint16(flags, view.getUint16(flags, true) & ~0x8_00, true)
    if (names.length > 0 && names.every((_, n) => bytes[at + n] === 0x23)) bytes.set(names, at)
  }
  return { path, file: new Blob([bytes]) }
}

/** As `tar` packs files, ustar. */
function tar(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array<ArrayBuffer> {
  const blocks = Object.entries(files).flatMap(([path, content]) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    const header = new Uint8Array(512)
    const write = (text: string, at: number) => header.set(new TextEncoder().encode(text), at)
    write(path, 0)
    write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124)
    write('        0', 148)
    write('ustar\u000000', 257)
    const sum = header.reduce((all, byte) => all + byte, 0)
    write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    const padded = new Uint8Array(Math.ceil(bytes.length / 512) * 512)
    padded.set(bytes)
    return [header, padded]
  })
  return Uint8Array.from(Buffer.concat([...blocks, new Uint8Array(1024)]))
}

describe('a table of true values', () => {
  const utf16 = Uint8Array.from([...`Name,SSN,Image\nMara,${SSN},1`].flatMap((letter) => [letter.charCodeAt(0), 0]))
  test.each<[string, string, string | Uint8Array<ArrayBuffer>]>([
    ['UTF-16 without a mark', 'people.csv', utf16],
    ['lines that end as on old Macs', 'people.csv', `Name,SSN,Image\rMara,${SSN},1\r`],
    ['a path of Windows', 'people.csv', `Name,SSN,Image\nMara,${SSN},C:\\data\\Direct\\1.PNG`],
    ['an address', 'people.csv', `Name,SSN,Image\nMara,${SSN},https://hf.co/x/Direct/1.png?download=true`],
    ['a path in percent signs', 'people.csv', `Name,SSN,Image\nMara,${SSN},Direct%2F1.png`],
    ['Spanish', 'people.csv', `Nombre;Correo electrónico;Número de seguro social;Imagen\nMara;m@x.es;${SSN};1`],
    ['German', 'people.csv', `Name;E-Mail-Adresse;Sozialversicherungsnummer;Bild\nMara;m@x.es;${SSN};1`],
    ['French', 'people.csv', `Nom,Prénom,Numéro de sécurité sociale,Image\nQuill,Mara,${SSN},1`],
    ['Chinese', 'people.csv', `姓名,邮箱,社会安全号码,图片\nMara,m@x.es,${SSN},1`],
    ['a heading above the titles', 'people.csv', `Our people,,\nName,SSN,Image\nMara,${SSN},1`],
    ['a line for each value', 'people.csv', `Image,Type,Value\n1,SSN,${SSN}\n1,Colour,blue`],
    ['a number that is kept from being one', 'people.csv', `Name,SSN,Image\nMara,="${SSN}",1`],
    ['the same by an apostrophe', 'people.csv', `Name,SSN,Image\nMara,'${SSN},1`],
    ['records in lines', 'people.jsonl', `{"Name":"Mara","SSN":"${SSN}","Image":1}\n\n`],
    ['records by key', 'people.json', `{"a": {"Name": "Mara", "SSN": "${SSN}", "Image": 1}}`],
    ['records by picture', 'people.json', `{"1.png": {"Name": "Mara", "SSN": "${SSN}"}}`],
    ['records under a name', 'people.json', `{"version": 1, "data": [{"Name": "Mara", "SSN": "${SSN}", "Image": 1}]}`],
    ['titles and rows apart', 'people.json', `{"columns": ["Name", "SSN", "Image"], "data": [["Mara", "${SSN}", 1]]}`],
    ['a comma too many', 'people.json', `[{"Name": "Mara, }", "SSN": "${SSN}", "Image": 1,},\n]`],
  ])('%s', async (_, name, content) => {
    expect(await truthsOf(withTable(name, content))).toEqual([SSN])
  })

  test('a heading in a spreadsheet', async () => {
    const sheet = await xlsx({ S: [['People'], ['Name', 'SSN', 'Image'], ['Mara', SSN, 1]] })
    expect(await truthsOf(withTable('people.xlsx', sheet))).toEqual([SSN])
  })

  test('a damaged line is named, and the others are read', async () => {
    const files = withTable('people.jsonl', `{"Name":"Otto",\n{"Name":"Mara","SSN":"${SSN}","Image":1}\n`)
    expect(await truthsOf(files)).toEqual([SSN])
    expect(await notesOf(files)).toContain('line 1 is no JSON and is left out')
  })
})

describe('questions in other shapes', () => {
  const row = { id: 1, ...QUESTION }
  test.each<[string, string, string]>([
    ['a list', 'evaluate_direct.json', JSON.stringify([row])],
    ['lines', 'evaluate_direct.jsonl', `${JSON.stringify(row)}\n`],
    ['a comma too many', 'evaluate_direct.json', `{"1": ${JSON.stringify(QUESTION)},}`],
  ])('MM-Privacy: %s', async (_, name, content) => {
    const { items } = await openImport([picked(name, content), picked('1.png', PNG)])
    expect(items.map(({ imageId }) => imageId)).toEqual(['1'])
  })

  test('MM-Privacy: a number that comes twice costs the second row', async () => {
    const { preview } = await openImport([
      picked('evaluate_direct.json', JSON.stringify([row, row])),
      picked('1.png', PNG),
    ])
    expect(preview).toMatchObject({ rows: 1, rejected: [{ row: '1', reason: 'another row has this number' }] })
  })

  test.each<[string, Record<string, string | Uint8Array<ArrayBuffer>>, number]>([
    ['a list', { 'q/09-Privacy_Violence.json': JSON.stringify([{ id: 4, ...CRANE }]), 'q/Fraud/SD/4.jpg': PNG }, 1],
    [
      'kinds above scenarios, numbers with zeros',
      {
        'q/09-Privacy_Violence.json': JSON.stringify({ 4: CRANE }),
        'q/SD_TYPO/09-Privacy_Violence/0004.jpg': PNG,
      },
      2,
    ],
    [
      'a scenario without its misspelling',
      { 'q/01-Illegal_Activity.json': JSON.stringify({ 4: CRANE }), 'q/01-Illegal_Activity/SD/4.jpg': PNG },
      2,
    ],
  ])('MM-SafetyBench: %s', async (_, files, rows) => {
    const { preview } = await openImport(Object.entries(files).map(([path, content]) => picked(path, content)))
    expect(preview).toMatchObject({ benchmark: 'mm-safetybench', rows, rejected: [] })
  })

  test('FigStep’s and MLLMGuard’s tables as records', async () => {
    const values = ['SafeBench', 7, 1, 'Privacy Violation', 'How?', 'Methods to fold']
    const record = Object.fromEntries(FIGSTEP_TITLES.split(',').map((title, at) => [title, values[at]]))
    const figstep = await openImport([picked('safebench.json', JSON.stringify([record]))])
    expect(figstep.preview).toMatchObject({ format: 'figstep-official', rows: 2, rejected: [] })
    const guard = await openImport([
      picked('privacy/prompt.jsonl', '{"img":"1.jpg","prompt":"Whose?","lan":"en"}\n'),
      picked('privacy/imgs/1.jpg', PNG),
    ])
    expect(guard.preview).toMatchObject({ format: 'mllmguard-official', rows: 1, rejected: [] })
  })

  test('VLGuard’s and FIUBench’s records by key', async () => {
    const both = [{ safe_instruction: 'What?' }, { unsafe_instruction: 'How?' }]
    const vlguard = await openImport([
      picked('test.json', JSON.stringify({ a: { image: '1.png', safe: true, 'instr-resp': both } })),
      picked('test/1.png', PNG),
    ])
    expect(vlguard.preview).toMatchObject({ format: 'vlguard-official', rows: 2, rejected: [] })
    const person = { unique_id: '1', image_path: 'a.png', qa_list: [{ question: 'q', answer: 'a' }] }
    const fiubench = await openImport([
      picked('full.json', JSON.stringify({ a: person })),
      picked('split.json', JSON.stringify({ forget5: ['1'], retain5: [] })),
      picked('a.png', PNG),
    ])
    expect(fiubench.preview).toMatchObject({ format: 'fiubench-official', rows: 1, rejected: [] })
  })
})

test.each<[string, string, string]>([
  ['https://hf.co/d/x/resolve/main/privacy/imgs/1.jpg?download=true', 'privacy/imgs/1.jpg', 'an address'],
  ['my%20picture.jpg', 'privacy/imgs/my picture.jpg', 'percent signs in the table'],
  ['my picture.jpg', 'privacy/imgs/my%20picture.jpg', 'percent signs in the file’s name'],
  ['/mnt/data/imgs/1.jpg', 'privacy/imgs/1.jpg', 'a path on another machine'],
])('a picture called %s is %s: %s', async (name, path) => {
  const { preview } = await openImport([
    picked('privacy/prompt.csv', `${GUARD}${name},Whose?,,,en\n`),
    picked(path, PNG),
  ])
  expect(preview).toMatchObject({ pictures: 1, rejected: [], first: [{ picture: path }] })
})

describe('archives', () => {
  test.each<[string, string, readonly number[]]>([
    ['UTF-8 that is not told', '图', []],
    ['GB 2312, as Windows writes it in China', '####', [0xd5, 0xd5, 0xc6, 0xac]],
  ])('names of a zip in %s', async (_, name, bytes) => {
    const table = `${GUARD}${name === '图' ? name : '照片'}.png,Whose?,,,en\n`
    const zip = await unflagged({ 'privacy/prompt.csv': table, [`privacy/imgs/${name}.png`]: PNG }, bytes)
    expect((await openImport([zip])).preview).toMatchObject({ pictures: 1, rejected: [] })
  })

  test('tar, tar.gz, and a table packed by gzip', async () => {
    const long = `${'deep/'.repeat(12)}09-Privacy_Violence/SD/0.jpg`
    const content = tar({ ...SAFETY_FILES, [long.slice(0, 99)]: 'x' })
    for (const [name, bytes] of [
      ['data.tar', content],
      ['data.tgz', gzipSync(content)],
      ['data.tar.gz', gzipSync(content)],
    ] as const) {
      const { preview } = await openImport([picked(name, Uint8Array.from(bytes))])
      expect(preview).toMatchObject({ rows: 3, pictures: 2, rejected: [] })
    }
    const table = `${FIGSTEP_TITLES}\nSafeBench,7,1,Privacy Violation,How?,Methods to fold`
    const { preview } = await openImport([picked('safebench.csv.gz', Uint8Array.from(gzipSync(table)))])
    expect(preview).toMatchObject({ format: 'figstep-official', rows: 2 })
  })

  test('tar and gzip that are cut off, inflate, or lead outside end in one line', async () => {
    const content = tar(SAFETY_FILES)
    const refused = async (name: string, bytes: Uint8Array) =>
      openImport([picked(name, Uint8Array.from(bytes))]).then(
        () => 'imported',
        (error: Error) => error.message,
      )
    expect(await refused('a.tar', content.slice(0, 700))).toMatch(/a\.tar: the tar archive is damaged at byte 0/)
    expect(await refused('a.tar.gz', gzipSync(content).subarray(0, 200))).toMatch(
      /a\.tar\.gz: the gzip file is damaged/,
    )
    expect(await refused('a.json.gz', gzipSync(new Uint8Array(2 ** 26)))).toMatch(/unpacks to more than 16 MiB/)
    expect(await refused('a.tar', tar({ '../a.json': 'x' }))).toMatch(/leads outside of it/)
  })

  test('one that was cut into pieces is joined where all are there, and told where not', async () => {
    const { file } = await zipped(SAFETY_FILES)
    const piece = (number: string, from: number, to?: number) => ({
      path: `imgs.zip.${number}`,
      file: file.slice(from, to),
    })
    const all = await openImport([piece('002', 300), piece('001', 0, 300)])
    expect(all.preview).toMatchObject({ rows: 3, pictures: 2 })
    await expect(openImport([piece('002', 300)])).rejects.toThrow(/imgs\.zip\.002 is a part of an archive/)
    await expect(openImport([picked('a.z01', 'PK\u0007\u0008'), picked('a.zip', 'x')])).rejects.toThrow(
      /a\.z01 is a part of an archive that was split/,
    )
  })
})

describe('what the hub’s client and editors keep', () => {
  test('marks of downloads, copies of notebooks and open spreadsheets are passed over', async () => {
    const beside = [
      '.cache/huggingface/download/09-Privacy_Violence.json.metadata',
      '.huggingface/x.lock',
      '.gitattributes',
      'data/processed_questions/.ipynb_checkpoints/09-Privacy_Violence-checkpoint.json',
      '~$people.xlsx',
      '.~lock.people.xlsx#',
      'code/__pycache__/a.pyc',
    ]
    const { preview } = await openImport([
      ...safety,
      ...beside.map((path) => picked(path, JSON.stringify({ 0: CRANE }))),
    ])
    expect(preview).toMatchObject({ rows: 3, rejected: [] })
    expect(preview.notes.join('\n')).toMatch(/^7 files that macOS/m)
    expect(preview.notes.join('\n')).not.toContain('Not used')
  })

  test('of two revisions the one of refs/main is read, and blobs are what it links to', async () => {
    const files = ['aaa', 'bbb'].flatMap((revision) =>
      Object.entries(SAFETY_FILES).map(([path, content]) => picked(`d/snapshots/${revision}/${path}`, content)),
    )
    const cache = [...files, picked('d/refs/main', 'bbb'), picked(`d/blobs/${'4d'.repeat(32)}`, PNG)]
    const { preview } = await openImport(cache)
    expect(preview).toMatchObject({ rows: 3, pictures: 2, rejected: [] })
    expect(preview.first[1]?.picture).toContain('snapshots/bbb/')
    expect(preview.notes.join('\n')).toContain('holds 2 revisions; bbb is read')
    expect(preview.notes.join('\n')).not.toContain('Not used')
    const whole = cache.map(({ path, file }) => ({ path: `.cache/huggingface/hub/${path}`, file }))
    expect((await openImport(whole)).preview).toMatchObject({ rows: 3, pictures: 2, rejected: [] })
    await expect(openImport(cache.slice(-2))).rejects.toThrow(/is a file of the hub’s cache/)
  })
})

describe('pointers of Git LFS in place of files', () => {
  test.each<[string, PickedFile[]]>([
    ['prompts', [picked('privacy/prompt.csv', POINTER), picked('privacy/imgs/1.jpg', PNG)]],
    ['questions', [picked('x/evaluate_direct.json', POINTER), picked('x/1.png', PNG)]],
    [
      'an archive of pictures',
      [
        picked('test.json', JSON.stringify([{ image: '1.png', safe: false, 'instr-resp': [{ instruction: 'How?' }] }])),
        picked('test.zip', POINTER),
      ],
    ],
  ])('%s', async (_, files) => {
    await expect(openImport(files)).rejects.toThrow(/pointer.* of Git LFS.*git lfs pull/)
  })

  test('a spreadsheet of people costs their values alone', async () => {
    expect(await notesOf(withTable('people.xlsx', POINTER))).toMatch(/people\.xlsx \(a pointer of Git LFS/)
  })
})

describe('parquet', () => {
  const written = async (name: string): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array(await readFile(new URL(`fixtures-of-others/layouts/${name}.parquet`, import.meta.url)))
  const load = async (files: readonly PickedFile[]) => {
    const loaded = await loadAll(await openImport(files), { allowUnknownTruth: true })
    return { rows: loaded.items.length, pictures: loaded.images.map(({ bytes }) => bytes.byteLength) }
  }

  test.each(['json-text', 'raw-bytes', 'base64', 'dictionary'])('MLLMU-Bench with %s', async (name) => {
    expect(await load([picked('forget_5/a.parquet', await written(name))])).toEqual({ rows: 4, pictures: [PNG.length] })
  })

  test('names of pictures that lie beside; without them the row is told', async () => {
    const table = picked('forget_5/a.parquet', await written('names'))
    expect(await load([table, picked('forget_5/a.png', PNG)])).toEqual({ rows: 4, pictures: [PNG.length] })
    await expect(openImport([table])).rejects.toThrow(/its picture a\.png is not among the files/)
  })

  test('a table of people, and FigStep’s list', async () => {
    expect(await truthsOf(withTable('people.parquet', await written('people')))).toEqual([SSN])
    const { preview } = await openImport([picked('safebench.parquet', await written('figstep'))])
    expect(preview).toMatchObject({ format: 'figstep-official', rows: 2, rejected: [] })
  })
})

test('GIF and BMP pictures, whatever they are called, become PNGs; what is none is told', async () => {
  const gif = Uint8Array.from(atob('R0lGODlhAgACAIAAAP8AAAAA/yH5BAAAAAAALAAAAAACAAIAAAIDRAJZADs='), (byte) =>
    byte.charCodeAt(0),
  )
  const bmp = new Uint8Array(70)
  bmp.set([0x42, 0x4d, 70])
  bmp.set([54, 0, 0, 0, 40, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 24], 10)
  const files = [
    picked('privacy/prompt.csv', `${GUARD}1.gif,Whose?,,,en\n2.BMP,Whose?,,,en\n3.jpg,Whose?,,,en\n`),
    picked('privacy/imgs/1.gif', gif),
    picked('privacy/imgs/2.BMP', bmp),
    picked('privacy/imgs/3.jpg', gif),
  ]
  const options = { allowUnknownTruth: true, join: async () => PNG.slice().buffer }
  const { images } = await loadAll(await openImport(files), options)
  expect(images.map(({ type }) => type)).toEqual(['image/png', 'image/png', 'image/png'])
  const broken = await openImport([...files.slice(0, 3), picked('privacy/imgs/3.jpg', '<html>')])
  await expect(loadAll(broken, options)).rejects.toThrow(/3\.jpg is not a PNG, JPEG or WebP picture/)
})
