import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { filesBelow, pickable, shardFiles } from './picked-files.ts'

let folder: string
const write = (path: string): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), path)
}
const link = (target: string, path: string): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  symlinkSync(target, join(folder, path))
}
const below = async (root: string) => (await filesBelow(root)).map((file) => relative(root, file)).toSorted()

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leakscope-picked-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a snapshot of the hub’s cache: links become files', async () => {
  write('models--a--b/blobs/c0ffee')
  link('../../blobs/c0ffee', 'models--a--b/snapshots/1/config.json')
  link('../../../blobs/c0ffee', 'models--a--b/snapshots/1/onnx/model.onnx')
  const root = join(folder, 'models--a--b/snapshots/1')
  const picked = await pickable(root, await filesBelow(root), true)
  expect(picked).not.toBe(root)
  expect(picked.endsWith('/1')).toBe(true)
  expect(await below(picked)).toEqual(['config.json', 'onnx/model.onnx'])
  expect(readFileSync(join(picked, 'onnx/model.onnx'), 'utf8')).toBe('models--a--b/blobs/c0ffee')
})

test('a folder without links is picked where it lies', async () => {
  write('x/a.csv')
  expect(await pickable(join(folder, 'x'), await filesBelow(join(folder, 'x')))).toBe(join(folder, 'x'))
})

test('links to folders are followed, once', async () => {
  write('x/a.csv')
  link('..', 'x/loop')
  expect(await below(join(folder, 'x'))).toEqual(['a.csv'])
})

test('a link that leads nowhere is named', async () => {
  link('nowhere', 'x/a.csv')
  await expect(filesBelow(join(folder, 'x'))).rejects.toThrow('a.csv is a link that leads nowhere')
})

test('one file is read with its pictures, and nothing else of its folder', async () => {
  for (const path of ['data/question/tiny.csv', 'data/question/all.csv', 'data/question/imgs/1.png']) write(path)
  const file = join(folder, 'data/question/tiny.csv')
  const { root, files } = await shardFiles(file)
  const picked = await pickable(root, files)
  expect((await below(picked)).map((path) => path.replace(/^.*?question/, 'question'))).toEqual([
    'question/imgs/1.png',
    'question/tiny.csv',
  ])
})

test('pictures are found beside the folder of a question file, as in clones of MM-SafetyBench', async () => {
  const paths = ['processed_questions/06-Fraud.json', 'processed_questions/07-Sex.json', 'imgs/06-Fraud/SD/0.jpg']
  for (const path of [...paths, 'secret/1.jpg']) write(`clone/data/${path}`)
  const { root, files } = await shardFiles(join(folder, 'clone/data/processed_questions/06-Fraud.json'))
  expect(root).toBe(join(folder, 'clone/data'))
  expect(await below(await pickable(root, files))).toEqual(
    ['imgs/06-Fraud/SD/0.jpg', 'processed_questions/06-Fraud.json'].map((path) =>
      expect.stringContaining(`data/${path}`),
    ),
  )
})

test('a link in a hidden folder is nobody’s', async () => {
  write('x/a.csv')
  link('nowhere', 'x/.profile/Lock')
  expect(await below(join(folder, 'x'))).toEqual(['a.csv'])
})
