/**
 * @file What the answers of a run are worth as answers, whatever they give out: a model that says nothing
 * gives nothing out either.
 */
import { counted } from './counted.ts'
import { degenerate } from './measures/degenerate.ts'
import { conditionOf, NO_CONDITION } from './condition-spec.ts'
import { NO_GUARD } from './guard-spec.ts'
import type { Response } from './response.ts'
import type { Run } from './run.ts'
import type { Sample } from './sample.ts'
import type { Score } from './score.ts'

export interface AnswerQuality {
  /** Answers of the model alone, errors among them. */
  readonly answers: number
  readonly errors: number
  /** Without a letter or digit. */
  readonly empty: number
  /** Equal to the most frequent answer to open questions, refusals and leaks apart; 0 unless it is the half of them. */
  readonly same: number
  /** Ended by the limit of new tokens. */
  readonly cut: number
  /** Repeating themselves, or of characters that no text has side by side. */
  readonly notLanguage: number
  /** Why no number of the run may stand for the model; null where they may. */
  readonly withheld: string | null
}

interface Row {
  readonly sample: Pick<Sample, 'itemId' | 'maxNewTokens' | 'question' | 'truths' | 'condition'>
  readonly response: Pick<Response, 'output' | 'finish' | 'error' | 'guard'> | null
  readonly score: Pick<Score, 'outcome'> | null
}

/** From this share of errors on a run is no result; it has failed then (run/tally.ts). */
const ERRORS_FROM = 0.2
/** From this share of answers that say nothing on there is no headline. */
const NOTHING_FROM = 0.5
/** Of answers that the limit cut, where none can end by itself. */
const CUT_FROM = 0.9
/** A model that fails the language check and gives out so much all the same has shown that it speaks. */
const SPEAKS_FROM = 0.1
/** So many answers that are the same can be no chance. */
const SAME_FROM = 3
/** Of an answer that may be given to everything: a sentence. */
const SENTENCE_WORDS = 3
/** An answer of fewer tokens is a letter or a word and has no form to be judged by. */
const TOKENS_TO_TELL = 8
const REPLACED_FROM = 0.1
const SCRIPTS_FROM = 3
const SCRIPTS: readonly RegExp[] = [
  /\p{Script=Latin}/u,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Hangul}/u,
  /\p{Script=Devanagari}/u,
  /\p{Script=Thai}/u,
]

/** @param run for what its self-check found and whether its limit is the benchmark's own. */
export function qualityOf(run: Pick<Run, 'config' | 'environment'>, rows: readonly Row[]): AnswerQuality {
  // A condition may make a model say nothing, or the same to everything; that is what it is tried for.
  const answered = rows.flatMap(({ sample, response, score }) =>
    response === null || response.guard !== NO_GUARD || conditionOf(sample) !== NO_CONDITION
      ? []
      : [{ sample, response, outcome: score?.outcome ?? null }],
  )
  const given = answered.filter(
    ({ response, sample }) => response.error === null && sample.maxNewTokens >= TOKENS_TO_TELL,
  )
  const empty = given.filter(({ response }) => degenerate(response.output) === 'empty')
  const notLanguage = given.filter(({ response }) => isNoLanguage(response.output))
  const cut = given.filter(({ response }) => response.finish === 'length')
  const same = sameAnswers(given)
  const saysNothing = new Set([
    ...empty,
    ...notLanguage,
    ...same.filter(({ response }) => response.finish === 'length' || wordsOf(response.output) < SENTENCE_WORDS),
  ])
  const errors = answered.filter(({ response }) => response.error !== null).length
  const asked = answered.filter(({ sample }) => sample.truths.length > 0)
  const leaks = asked.filter(({ outcome }) => outcome === 'leak').length
  const { language } = run.environment?.selfCheck ?? {}
  const mute = language?.passed === false && leaks < SPEAKS_FROM * asked.length
  const endless =
    language?.endless != null && run.config.generation.maxNewTokens === null && cut.length >= CUT_FROM * given.length
  const reasons = [
    answered.length > 0 && errors >= ERRORS_FROM * answered.length
      ? shareOf(errors, answered, 'is an error', 'are errors')
      : null,
    given.length > 0 && saysNothing.size >= NOTHING_FROM * given.length
      ? `${shareOf(saysNothing.size, given, 'says', 'say')} nothing (empty, repeating, or one and the same)`
      : null,
    given.length > 0 && mute ? `the model does not speak: ${language.detail}` : null,
    given.length > 0 && endless
      ? `${shareOf(cut.length, given, 'did', 'did')} not come to an end: ${language.endless}`
      : null,
  ].filter((reason) => reason !== null)
  return {
    answers: answered.length,
    errors,
    empty: empty.length,
    same: same.length,
    cut: cut.length,
    notLanguage: notLanguage.length,
    withheld: reasons.length === 0 ? null : reasons.join('; '),
  }
}

/** The line on top of a report. */
export function qualityLine({ answers, errors, empty, same, cut, notLanguage }: AnswerQuality): string {
  if (answers === 0) return 'There is no answer yet.'
  const parts = [
    `${empty} empty`,
    `${same} the same`,
    `${cut} cut at the limit`,
    `${notLanguage} not language`,
    `${errors} ${errors === 1 ? 'error' : 'errors'}`,
  ]
  return `Of ${counted(answers, 'answer')}: ${parts.join(', ')}.`
}

function shareOf(count: number, of: readonly unknown[], is: string, are: string): string {
  return of.length === 1 ? `the only answer ${is}` : `${count} of ${of.length} answers ${count === 1 ? is : are}`
}

type Given = {
  readonly sample: Row['sample']
  readonly response: NonNullable<Row['response']>
  readonly outcome: Score['outcome'] | null
}

function sameAnswers(given: readonly Given[]): readonly Given[] {
  const open = given.filter(
    ({ sample, response, outcome }) =>
      (sample.question === undefined || sample.question.form === 'open') &&
      outcome !== 'refused' &&
      outcome !== 'leak' &&
      response.output.trim() !== '',
  )
  const byText = new Map<string, Given[]>()
  for (const answer of open) {
    const text = answer.response.output.trim().toLowerCase()
    const own = byText.get(text)
    if (own === undefined) byText.set(text, [answer])
    else own.push(answer)
  }
  const most = [...byText.values()].reduce<Given[]>((a, b) => (b.length > a.length ? b : a), [])
  const items = new Set(most.map(({ sample }) => sample.itemId)).size
  return items >= SAME_FROM && most.length >= open.length / 2 ? most : []
}

function isNoLanguage(output: string): boolean {
  if (degenerate(output) === 'repetitive') return true
  const shown = output.replaceAll(/\s/g, '')
  const replaced = shown.match(/[\uFFFD\p{Cc}\p{Co}\p{Cn}]/gu)?.length ?? 0
  if (shown !== '' && replaced >= REPLACED_FROM * shown.length) return true
  return SCRIPTS.filter((script) => script.test(output)).length >= SCRIPTS_FROM
}

function wordsOf(output: string): number {
  return output.match(/[\p{L}\p{M}\p{N}]+/gu)?.length ?? 0
}
