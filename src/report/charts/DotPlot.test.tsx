import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { DotPlot, labelLines, type DotPoint } from './DotPlot.tsx'

const POINT: DotPoint = {
  series: 0,
  value: 0.5,
  ci: [0.3, 0.7],
  text: '6/12',
  few: false,
  band: [0.4, 1],
  href: null,
}

function drawn(point: Partial<DotPoint>): string {
  const row = {
    key: 'row',
    label: 'Question answering',
    level: 0 as const,
    cells: [[{ ...POINT, ...point }]],
    marks: [
      [
        { kind: 'positive' as const, value: 0.9 },
        { kind: 'negative' as const, value: 0.9 },
      ],
    ],
  }
  return renderToStaticMarkup(<DotPlot panels={[{ title: 'Leak rate' }]} rows={[row]} width={288} labelWidth={128} />)
}

test('a share has its dot, whisker and band; one of too few answers its count alone', () => {
  const share = drawn({})
  for (const part of ['class="whisker series-0"', 'class="band"', 'class="mark series-0"', '6/12'])
    expect(share).toContain(part)
  const few = drawn({ few: true, text: '2/4' })
  expect(few).toContain('2/4')
  expect(few).not.toMatch(/whisker|"band"|"mark |"control/)
})

test('the signs of two controls in one place stand beside each other, and differ in shape', () => {
  const places = [...drawn({}).matchAll(/control-(positive|negative)" transform="translate\(([\d.]+) /g)]
  expect(new Set(places.map(([, kind]) => kind))).toEqual(new Set(['negative', 'positive']))
  expect(Math.abs(Number(places[0]![2]) - Number(places[1]![2]))).toBeGreaterThanOrEqual(10)
  expect(drawn({})).toMatch(/control-positive"[^>]*><circle/)
  expect(drawn({})).toMatch(/control-negative"[^>]*><rect/)
})

test('a label that would run under the marks takes two lines', () => {
  expect(labelLines('E-mail', 128)).toEqual(['E-mail'])
  expect(labelLines('Question answering', 128)).toEqual(['Question', 'answering'])
  const [first, second] = labelLines('Averyveryverylongtypewithoutaspaceinit', 128)
  expect([first!.length, second!.endsWith('…')]).toEqual([17, true])
})
