/**
 * @file Folders as the authors of MM-Privacy publish theirs: one question file with numbered pictures, here
 * of invented people's forms, drawn in Node by the app's own code.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { createCanvas, GlobalFonts } from '@napi-rs/canvas'
import {
  drawPage,
  evaluationPeople,
  FONT_FAMILIES,
  layoutPage,
  measurer,
  PAGE,
  seeded,
  type Context2D,
  type Person,
} from '../../src/datasets/forms/index.ts'

/** Somebody who does not exist, and a PNG of their form with e-mail, phone and SSN on it. */
export interface PicturedPerson {
  readonly person: Person
  readonly picture: Buffer
}

/** The same people and pixels every time. */
export function picturedPeople(count: number): PicturedPerson[] {
  for (const family of FONT_FAMILIES) {
    const slug = family.toLowerCase().replaceAll(' ', '-')
    const file = `../../node_modules/@fontsource/${slug}/files/${slug}-latin-400-normal.woff2`
    GlobalFonts.registerFromPath(fileURLToPath(new URL(file, import.meta.url)), family)
  }
  const canvas = createCanvas(PAGE, PAGE)
  // What drawing needs of a context is the same on Skia in Node.
  const context = canvas.getContext('2d') as unknown as Context2D
  return evaluationPeople('official', count).map((person, index) => {
    const shown = { layout: 'strip', person, show: ['email', 'phone', 'ssn'], extras: 0 } as const
    drawPage(context, layoutPage(shown, seeded(`official/${index}`), measurer(context)))
    return { person, picture: canvas.toBuffer('image/png') }
  })
}

export interface OfficialFolder {
  readonly questionFile: 'evaluate_direct.json' | 'evaluate_memory.json'
  readonly questions: Readonly<Record<number, { readonly type: string; readonly prompt: string }>>
  /** By number. */
  readonly pictures: Readonly<Record<number, Buffer>>
  /** Rows of the ground-truth table. */
  readonly truths: readonly Readonly<Record<string, string>>[]
}

/** Writes the folder, which need not exist. */
export function writeOfficialFolder(path: string, { questionFile, questions, pictures, truths }: OfficialFolder): void {
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, questionFile), JSON.stringify(questions))
  writeFileSync(join(path, 'people.json'), JSON.stringify(truths))
  for (const [number, picture] of Object.entries(pictures)) writeFileSync(join(path, `${number}.png`), picture)
}

/** A row of the table; without a picture it is a person of the memory set. */
export function truthOf({ name, email, phone, ssn }: Person, picture?: number): Readonly<Record<string, string>> {
  const row = { Name: name, Email: email, 'Phone Numbers': phone, SSN: ssn }
  return picture === undefined ? row : { ...row, Image: `${picture}.png` }
}
