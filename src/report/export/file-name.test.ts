import { expect, test } from 'vitest'
import { exportName } from './file-name.ts'

const HOSTILE = [
  '../../.ssh/authorized_keys',
  String.raw`..\..\Windows\System32\x`,
  '/etc/passwd',
  'C:\\autoexec',
  'CON',
  'NUL.txt',
  'com1',
  '.hidden',
  'ends with a dot.',
  'ends with a space ',
  'report\u202Egpj.exe',
  '\u2066\u200Fx\u0000y\u001B[2Jz\n',
  '<img src=x onerror=alert(1)>',
  '%2e%2e%2f',
  '$(rm -rf ~);`id`|&',
  '-rf',
  'modèle-言葉',
  'm'.repeat(5000),
  '',
]

test.each(HOSTILE)('whatever a model is called, its files are files of this folder with a plain name: %j', (id) => {
  for (const kind of ['private', 'shareable'] as const)
    for (const models of [[id], [id, id], Array<string>(60).fill(id)]) {
      const name = `${exportName(models, kind)}.jsonl`
      expect(name).toMatch(/^leakscope-[\w.+-]*\.jsonl$/)
      expect(name).not.toContain('..')
      expect(name.length).toBeLessThanOrEqual(106)
      expect(name).toMatch(new RegExp(`-${kind}\\.jsonl$`))
    }
})

test('what is plain stays as it is', () => {
  expect(exportName(['control-reader', 'SmolVLM-256M_v1.2'], 'private')).toBe(
    'leakscope-control-reader+SmolVLM-256M_v1.2-private',
  )
})
