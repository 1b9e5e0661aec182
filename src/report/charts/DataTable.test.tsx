import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { DataTable } from './DataTable.tsx'

test('a number keeps to one line; a sentence in its place wraps, and leaves the other columns their room', () => {
  const cells = ['Task gap', '22.6 to 100.0%', 'no interval: chance alone makes it more than 0']
  const html = renderToStaticMarkup(
    <DataTable
      caption="Rates"
      columns={[{ title: 'Measure' }, { title: 'a', numeric: true }, { title: 'b', numeric: true }]}
      rows={[{ key: 'row', cells }]}
    />,
  )
  expect(html).toContain('<td class="numeric">22.6 to 100.0%</td>')
  expect(html).toContain('<td class="numeric words">no interval')
})
