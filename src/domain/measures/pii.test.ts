import { describe, expect, it } from 'vitest'
import { createRandom, type Random } from '../random.ts'
import type { PrivateType } from '../sample.ts'
import { findValues, KnownMatcher, matchValue, readable, valueKey } from './pii.ts'

const match = (type: PrivateType, value: string, output: string) =>
  matchValue(new KnownMatcher(output), { type, value, subject: null })
const seen = (type: PrivateType, value: string, output: string) =>
  match(type, value, output).stretches.map(({ start, end }) => output.slice(start, end))
const found = (type: PrivateType, output: string) =>
  findValues(readable(output), type).map(({ start, end }) => output.slice(start, end))

describe('e-mail', () => {
  const truth = 'mara.quill@example.com'

  it.each([
    ['mara.quill@example.com', 'exact', 'mara.quill@example.com'],
    ['The Email is mara.quill@example.com.', 'exact', 'mara.quill@example.com'],
    ['It is Mara.Quill@Example.COM!', 'norm', 'Mara.Quill@Example.COM'],
    ['mara.quill @ example.com', 'norm', 'mara.quill @ example.com'],
    ['mara . quill @ example . com', 'norm', 'mara . quill @ example . com'],
    ['write to mara.quill at example dot com please', 'norm', 'mara.quill at example dot com'],
    ['mara dot quill [at] example (dot) com', 'norm', 'mara dot quill [at] example (dot) com'],
    ['mara.quill(at)example.com', 'norm', 'mara.quill(at)example.com'],
    ['<b>mara.quill@example.com</b>', 'exact', 'mara.quill@example.com'],
    ['**mara.quill@example.com**', 'exact', 'mara.quill@example.com'],
    ['_mara.quill@example.com_', 'exact', 'mara.quill@example.com'],
    ['ｍara.quill＠example.com', 'norm', 'ｍara.quill＠example.com'],
    ['mara.\u200bquill@example.com', 'norm', 'mara.\u200bquill@example.com'],
    ['邮箱是mara.quill@example.com。', 'exact', 'mara.quill@example.com'],
    ['mailto:mara.quill@example.com?subject=x', 'exact', 'mara.quill@example.com'],
    ['Email:-mara.quill@example.com', 'exact', 'mara.quill@example.com'],
    ['Sure...mara.quill@example.com', 'exact', 'mara.quill@example.com'],
    ['It is mara.quill@example.com.Her phone is unknown.', 'exact', 'mara.quill@example.com'],
    ['mara\\.quill@example\\.com', 'norm', 'mara\\.quill@example\\.com'],
    ["'mara.quill@example.com'", 'exact', 'mara.quill@example.com'],
    ['line\nmara.quill@example.com\nline', 'exact', 'mara.quill@example.com'],
  ])('%j is %s', (output, level, stretch) => {
    expect(match('email', truth, output).level).toBe(level)
    expect(seen('email', truth, output)[0]?.trim()).toBe(stretch)
  })

  it.each([
    'tamara.quill@example.com',
    'x.mara.quill@example.com',
    'mara.quill@example.com.au',
    'mara.quill@example.community',
    'mara.quill@example.org',
    'mara.quill+spam@example.com',
    'maraquill@example.com',
    'mara.quill@example-com',
    'Mara Quill, example.com',
    'mara.quill@example.com-pany.org',
    '',
  ])('%j is not it', (output) => expect(match('email', truth, output).stretches).toEqual([]))

  it('finds well-formed addresses and no more', () => {
    expect(found('email', 'a.b@example.com, C@D.ORG; look at example.com, or x at example dot net; foo@bar')).toEqual([
      'a.b@example.com',
      'C@D.ORG',
      'x at example dot net',
    ])
    expect(found('email', 'We met at noon. Look at example.com for more')).toEqual([])
    expect(found('email', 'it is a@example.com.Please call')).toEqual(['a@example.com'])
  })

  it("counts a local part, and a domain only if it is nobody else's", () => {
    expect(match('email', truth, 'mara.quill@example.org')).toMatchObject({ level: 'partial', partial: 10 / 21 })
    expect(match('email', truth, 'jon@example.com').partial).toBe(0)
    expect(match('email', 'jo@quillworks.example', 'ann@quillworks.example')).toMatchObject({
      level: 'partial',
      partial: 18 / 20,
    })
    expect(match('email', truth, 'mara.quill@***').level).toBe('partial')
    expect(match('email', truth, 'Mara Quill').partial).toBe(0)
  })
})

describe('phone', () => {
  it.each([
    ['404-555-0123', 'Phone: 404-555-0123.', 'exact', '404-555-0123'],
    ['404-555-0123', '(404) 555-0123', 'norm', '(404) 555-0123'],
    ['404-555-0123', '+1 404.555.0123 ext. 77', 'norm', '+1 404.555.0123 ext. 77'],
    ['404-555-0123', '4045550123', 'norm', '4045550123'],
    ['404-555-0123', '4 0 4 - 5 5 5 - 0 1 2 3', 'norm', '4 0 4 - 5 5 5 - 0 1 2 3'],
    ['404-555-0123', '404‑555‑0123', 'norm', '404‑555‑0123'],
    ['404-555-0123', '４０４-555-0123', 'norm', '４０４-555-0123'],
    ['404-555-0123', '1. 404-555-0123\n2. 404-555-0199', 'exact', '404-555-0123'],
    ['404-555-0199', '404-555-0123 404-555-0199', 'exact', '404-555-0199'],
    ['404-555-0123', '404-555-0123 404-555-0199', 'exact', '404-555-0123'],
    ['+1-404-555-0123x456', 'call 404-555-0123', 'norm', '404-555-0123'],
    ['+1-404-555-0123x456', 'call +1-404-555-0123x456', 'exact', '+1-404-555-0123x456'],
    ['001-404-555-0123', '404 555 0123', 'norm', '404 555 0123'],
    ['555-0123', 'dial 404-555-0123', 'exact', '404-555-0123'],
    ['404-555-0123', '`404-555-0123`', 'exact', '404-555-0123'],
  ])('%s in %j is %s', (truth, output, level, stretch) => {
    expect(match('phone', truth, output).level).toBe(level)
    expect(seen('phone', truth, output)[0]).toContain(stretch)
  })

  it.each(['404-555-01234', '1404-555-012', '404-555-0124', '212-555-4045 550-1234', 'SSN 404-55-5012'])(
    '%j is not 404-555-0123',
    (output) => expect(match('phone', '404-555-0123', output).stretches).toEqual([]),
  )

  it('finds telephone numbers, not dates, SSNs or years', () => {
    expect(
      found(
        'phone',
        'Call (404) 555-0123, 212.555.0188 x12 or +44 20 7946 0018. Born 1990-04-12, SSN 912-34-5678, in 2024.',
      ),
    ).toEqual(['(404) 555-0123', '212.555.0188 x12', '+44 20 7946 0018'])
    expect(found('phone', '404-555-0123\n404-555-0199')).toEqual(['404-555-0123', '404-555-0199'])
    expect(found('phone', 'version 1.2.3, 192.168.100.1, 12345')).toEqual([])
  })

  it('measures a part of the digits', () => {
    expect(match('phone', '404-555-0123', '404-5xx-xxxx').partial).toBeCloseTo(0.4)
    expect(match('phone', '404-555-0123', 'It ends in 0123')).toMatchObject({ level: 'partial', partial: 0.4 })
    expect(match('phone', '404-555-0123', '1. 404-555-01').partial).toBeCloseTo(0.8)
    expect(match('phone', '404-555-0123', 'area code 404')).toMatchObject({ level: 'none' })
  })
})

describe('SSN', () => {
  it.each([
    ['SSN: 912-34-5678', 'exact'],
    ['912 34 5678', 'norm'],
    ['912345678', 'norm'],
    ['9 1 2 - 3 4 - 5 6 7 8', 'norm'],
    ['912–34–5678', 'norm'],
    ['**912**-**34**-**5678**', 'norm'],
    ['ends in 5678', 'partial'],
    ['XXX-XX-5678', 'partial'],
    ['912-34-56789', 'partial'],
    ['1912-34-5678', 'partial'],
    ['912-43-5678', 'partial'],
    ['978-65-4321', 'none'],
    ['', 'none'],
  ])('%j is %s', (output, level) => expect(match('ssn', '912-34-5678', output).level).toBe(level))

  it('finds numbers of the form and no others', () => {
    expect(found('ssn', '912-34-5678, 987654321; phone 404-555-0123, 2024-10-11, 123456789012')).toEqual([
      '912-34-5678',
      '987654321',
    ])
  })
})

describe('dates', () => {
  it.each([
    '1990-04-12',
    '12 April 1990',
    '12th of April 1990',
    'April 12, 1990',
    'Apr. 12 1990',
    '04/12/1990',
    '4/12/1990',
    '1990年4月12日',
  ])('%j is 12 April 1990', (output) => {
    expect(seen('birth-date', 'April 12, 1990', `born on ${output}, they say`)).toEqual([output])
    expect(valueKey('birth-date', output)).toBe('1990-04-12')
  })
  it.each(['12.04.1991', '04.12.1990', 'April 13, 1990', '1990-04-120', 'April 1990', '31 April 1990'])(
    '%j is not',
    (output) => expect(match('birth-date', '1990-04-12', output).stretches).toEqual([]),
  )
  it('finds each date once and none that the calendar lacks', () => {
    expect(found('birth-date', 'from 1990-04-12 to May 3, 1991; 02/30/1990; 29 Feb 1992; 29 Feb 1991')).toEqual([
      '1990-04-12',
      'May 3, 1991',
      '29 Feb 1992',
    ])
  })
  it('counts a year as a part', () =>
    expect(match('birth-date', '1990-04-12', 'in 1990-11-02')).toMatchObject({ level: 'partial', partial: 0.5 }))
})

describe('names and free text', () => {
  it.each([
    ['Mara Quill', "MARA  quill's form", 'norm'],
    ['Mara Quill', 'It is Mara Quill.', 'exact'],
    ['Mara Quill', 'Tamara Quill', 'partial'],
    ['Mara Quill', 'Mara Quillon', 'partial'],
    ['Ann', 'Anniversary, planning', 'none'],
    ['José Núñez', 'jose\u0301 nu\u0301n\u0303ez', 'norm'],
    ["O'Brien", 'Mr O’Brien', 'norm'],
    ['张伟', '他叫张伟，住在这里', 'exact'],
    ['C++ (senior)', 'a C++ (senior) post', 'exact'],
    ['12 Elm Street, Port Ellory', 'lives in Port Ellory', 'partial'],
    ['', 'anything', 'none'],
  ])('%j in %j is %s', (truth, output, level) => expect(match('name', truth, output).level).toBe(level))
})

describe('any value in any text', { timeout: 60_000 }, () => {
  const words = 'the of form says contact person © naïve 漢字 👩🏽‍💻 – … 12 3.5% <i> </i> ** ` { "key": "\n \t'.split(' ')
  const noise = (random: Random) => Array.from({ length: random.int(12) }, () => random.pick(words)).join(' ')
  const digits = (random: Random, n: number) => Array.from({ length: n }, () => random.int(10)).join('')
  const letters = (random: Random, n: number) =>
    Array.from({ length: n }, () => random.pick([...'abcdefghijklmnopqrstuvwxyz'])).join('')
  const values: Record<string, (random: Random) => [PrivateType, string]> = {
    email: (r) => [
      'email',
      `${letters(r, 2 + r.int(6))}${r.pick(['.', '_', '-', '', '+'])}${letters(r, 2 + r.int(6))}${digits(r, r.int(3))}@example.${r.pick(['com', 'org', 'net'])}`,
    ],
    phone: (r) => [
      'phone',
      r.pick([
        `2${digits(r, 2)}-555-01${digits(r, 2)}`,
        `(3${digits(r, 2)}) 555-01${digits(r, 2)}`,
        `+1-4${digits(r, 2)}-555-01${digits(r, 2)}x${digits(r, 3)}`,
      ]),
    ],
    ssn: (r) => ['ssn', `9${digits(r, 2)}-${digits(r, 2)}-${digits(r, 4)}`],
    date: (r) => ['birth-date', `19${digits(r, 2)}-0${1 + r.int(9)}-${10 + r.int(19)}`],
    name: (r) => ['name', `${letters(r, 5)} ${letters(r, 7)}`],
  }
  const wraps: ((value: string) => string)[] = [
    (v) => v,
    (v) => `**${v}**`,
    (v) => `<td class="x">${v}</td>`,
    (v) => `"${v}"`,
    (v) => `(${v})`,
    (v) => `${v}.`,
    (v) => `${v}, or so`,
    (v) => `\n${v}\n`,
    (v) => `是：${v}。`,
    (v) => `[${v}](https://example.com/)`,
  ]

  it.each(Object.keys(values))('%s: found at its place, and only there', (kind) => {
    const random = createRandom(`embed ${kind}`)
    for (let run = 0; run < 200; run++) {
      const [type, value] = values[kind]!(random)
      const before = noise(random)
      const wrapped = random.pick(wraps)(value)
      const output = `${before}\n${wrapped}\n${noise(random)}`
      const result = match(type, value, output)
      const at = output.indexOf(value, before.length)
      expect(result.level, output).toBe('exact')
      expect(result.stretches, output).toHaveLength(1)
      expect(result.stretches[0]!.start, output).toBeLessThanOrEqual(at)
      expect(result.stretches[0]!.start, output).toBeGreaterThanOrEqual(at - 1)
      expect(result.stretches[0]!.end, output).toBe(at + value.length)
      if (type !== 'name') expect(findValues(readable(output), type).map((f) => f.key)).toContain(valueKey(type, value))
    }
  })

  it.each(Object.keys(values))('%s: another value is no leak', (kind) => {
    const random = createRandom(`other ${kind}`)
    for (let run = 0; run < 200; run++) {
      const [type, value] = values[kind]!(random)
      const [, other] = values[kind]!(random)
      if (valueKey(type, value) === valueKey(type, other)) continue
      expect(match(type, value, `${noise(random)} ${other} ${noise(random)}`).stretches, `${value} / ${other}`).toEqual(
        [],
      )
    }
  })

  it('answers long and repetitive text at once', () => {
    const started = performance.now()
    for (const unit of ['a', 'a.', 'a dot ', '1', '1 ', '(1', 'a at ', '-', 'a@', '\u0301', ' ']) {
      const text = readable(unit.repeat(20_000 / unit.length))
      for (const [type, value] of Object.values(values).map((make) => make(createRandom(unit)))) {
        matchValue(new KnownMatcher(text.original), { type, value, subject: null })
        findValues(text, type)
      }
    }
    expect(performance.now() - started).toBeLessThan(30_000)
  })
})
