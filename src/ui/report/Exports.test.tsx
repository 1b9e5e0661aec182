import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { EXPORT_FORMATS } from '../../report/export/formats.ts'
import { Exports } from './Exports.tsx'

test('every export format has a button, one that is added too', () => {
  const added = { ...EXPORT_FORMATS[0]!, label: 'Markdown', holds: 'The numbers as a table' }
  const formats = [...EXPORT_FORMATS, added]
  const html = renderToStaticMarkup(
    <Exports kind="private" onKind={() => undefined} results={[]} reports={[]} formats={formats} />,
  )
  const buttons = [...html.matchAll(/<button[^>]*>([^<]+)/g)].map(([, label]) => label)
  expect(buttons).toEqual(['Print', 'HTML', 'CSV', 'CSV of the answers', 'JSONL', 'JSON', 'Markdown'])
})
