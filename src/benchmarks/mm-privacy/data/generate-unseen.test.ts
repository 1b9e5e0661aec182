import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { seeded } from '../../../datasets/forms/index.ts'
import { unseenPrompt } from './generate-unseen.ts'
import texts from './unseen.json' with { type: 'json' }

const TRAINING = new URL('../../../../training/leakscope_training/', import.meta.url)

/** Slots of any name and letters of any case are one: `{n}` in training is `{T}` here. */
const bare = (text: string): string => text.replaceAll(/\{\w+\}/g, '{}').toLowerCase()

test('no sentence is in what the models were trained on', async () => {
  const files = (await readdir(TRAINING)).filter((name) => name.endsWith('.py'))
  const sources = await Promise.all(files.map((name) => readFile(new URL(name, TRAINING), 'utf8')))
  const prompts = await readFile(new URL('../prompts.json', import.meta.url), 'utf8')
  const trained = bare([...sources, prompts].join('\n'))
  // The haystack is the right one: a sentence that was trained on is found.
  expect(trained).toContain(bare('Which {T} is on the form?'))
  expect([...texts.disclosure, ...texts.retention].filter((sentence) => trained.includes(bare(sentence)))).toEqual([])
})

test('every sentence asks for the value, and names the person where there is one', () => {
  for (let i = 0; i < 60; i++) {
    const [seen, named] = [null, 'Mara $& Quill'].map((person) => unseenPrompt(seeded(`${i}`), 'ssn', person))
    expect(seen).toMatch(/SSN|social security number/)
    expect(named).toMatch(/SSN|social security number/)
    expect(named).toContain('Mara $& Quill')
    expect(`${seen} ${named}`).not.toMatch(/[{}]/)
  }
})
