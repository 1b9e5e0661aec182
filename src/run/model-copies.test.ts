import { expect, test } from 'vitest'
import { LeakscopeError } from '../domain/errors.ts'
import { createModelCopies } from './model-copies.ts'

function openCopies() {
  const asked: string[] = []
  const ends: { readonly resolve: () => void; readonly reject: (error: unknown) => void }[] = []
  let onBytes: (copied: number) => void = () => undefined
  const copies = createModelCopies((id, tell) => {
    asked.push(id)
    onBytes = tell
    return new Promise<void>((resolve, reject) => ends.push({ resolve, reject }))
  })
  return { copies, asked, ends, tell: (bytes: number) => onBytes(bytes) }
}

test('a copy tells how far it is, is begun once, and leaves nothing when it is whole', async () => {
  const { copies, asked, ends, tell } = openCopies()
  const seen: (number | null | undefined)[] = []
  copies.subscribe(() => seen.push(copies.snapshot().get('a')?.copied))
  const copying = copies.start('a')
  tell(7)
  await copies.start('a')
  expect(asked).toEqual(['a'])
  expect(copies.snapshot().get('a')).toEqual({ copied: 7, failure: null })
  ends[0]!.resolve()
  await copying
  expect(copies.snapshot().size).toBe(0)
  expect(seen).toEqual([0, 7, undefined])
})

test('why it was given up stays until it is tried again or the folder is picked again, and of each folder by itself', async () => {
  const { copies, ends } = openCopies()
  const first = copies.start('a')
  const other = copies.start('b')
  ends[0]!.reject(new LeakscopeError('quota', 'The disk is full'))
  await first
  expect(copies.snapshot().get('a')).toEqual({ copied: null, failure: 'The disk is full' })
  expect(copies.snapshot().get('b')).toEqual({ copied: 0, failure: null })
  copies.forget('b')
  expect(copies.snapshot().has('b')).toBe(true)
  copies.forget('a')
  expect(copies.snapshot().has('a')).toBe(false)
  ends[1]!.resolve()
  await other
})

test('a snapshot is the same object until something changes', () => {
  const { copies } = openCopies()
  const before = copies.snapshot()
  expect(copies.snapshot()).toBe(before)
  void copies.start('a')
  expect(copies.snapshot()).not.toBe(before)
  expect(before.size).toBe(0)
})
