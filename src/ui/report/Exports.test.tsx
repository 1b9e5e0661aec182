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
  const files = ['HTML', 'CSV', 'CSV of the answers', 'JSONL', 'JSON', 'Markdown']
  expect(buttons).toEqual(['Print', ...files, 'Export audit', 'Make a key'])
})

test('an audit holds the values: of the shareable kind there is none', () => {
  const buttonOf = (kind: 'private' | 'shareable') =>
    /<button([^>]*)>Export audit/.exec(
      renderToStaticMarkup(<Exports kind={kind} onKind={() => undefined} results={[]} reports={[]} />),
    )![1]
  expect(buttonOf('private')).not.toContain('disabled')
  expect(buttonOf('shareable')).toContain('disabled')
})
