import { expect, it } from 'vitest'
import { noticesOf, packageOf } from './notices.ts'

it('a module belongs to the innermost package', () => {
  expect(packageOf('/x/node_modules/react/index.js')).toBe('react')
  expect(packageOf('/x/node_modules/a/node_modules/@s/b/c.js?url')).toBe('@s/b')
  expect(packageOf(String.raw`C:\x\node_modules\idb\build\index.js`)).toBe('idb')
  expect(packageOf('/x/src/ui/main.tsx')).toBeNull()
})

it('the notices hold a licence text for what is bundled, copied, inside a bundle, and no package', () => {
  const text = noticesOf(['react', '@fontsource/inter'])
  for (const name of [
    'react 1',
    '@fontsource/inter 5',
    'onnxruntime-web 1',
    'tesseract.js-core 7',
    '@huggingface/jinja',
  ])
    expect(text).toContain(`- ${name}`)
  expect(text).toContain('Copyright (c) Meta Platforms')
  expect(text).toContain('SIL OPEN FONT LICENSE')
  expect(text).toContain('Copyright (c) Microsoft Corporation')
  expect(text).toContain('Face detector')
  // LGPL: with the text of the GPL that it adds to.
  expect(text).toContain('libheif and libde265')
  expect(text).toContain('GNU GENERAL PUBLIC LICENSE')
  expect(noticesOf(['@fontsource/inter', 'react'])).toBe(text)
})

it('no copyright line is a guess: it stands in the package or its repository, or the notice says that there is none', () => {
  const text = noticesOf([])
  const of = (name: string) =>
    text.split('='.repeat(80)).find((entry) => entry.trimStart().startsWith(`${name} `)) ?? ''
  // Looked up in the repositories on 2026-11-30.
  expect(of('tr46')).toMatch(/^Copyright \(c\) Sebastian Mayr$/m)
  for (const name of ['guid-typescript', '@tesseract.js-data/eng']) {
    expect(of(name)).toMatch(/has a licence file or a copyright line/)
    expect(of(name)).not.toMatch(/^Copyright/m)
  }
})
