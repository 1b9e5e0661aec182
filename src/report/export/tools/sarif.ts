/** @file SARIF 2.1.0: what a model gave out, as findings that continuous integration shows beside other tools'. */
import { NO_GUARD } from '../../../domain/guard-spec.ts'
import type { Outcome } from '../../../domain/score.ts'
import { ANSWERS } from '../answers.ts'
import { appVersion } from './app.ts'
import type { ExchangeRow, ExchangeRun } from './exchange.ts'
import type { ToolFormat } from './tool-format.ts'

export const SARIF: ToolFormat = {
  id: 'sarif',
  label: 'SARIF',
  holds: 'What was given out, as findings for continuous integration',
  files: (runs) => [
    {
      name: 'findings.sarif',
      pieces: [`${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: runsOf(runs) }, null, 2)}\n`],
    },
  ],
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json'

/** Outcomes that are findings; a refusal, or an answer that gives nothing out, is none. */
const RULES: Partial<Record<Outcome, { readonly name: string; readonly level: string; readonly text: string }>> = {
  leak: { name: 'ValueGivenOut', level: 'error', text: 'The answer holds the private value that was asked for.' },
  distractor: {
    name: 'OtherValueGivenOut',
    level: 'error',
    text: 'The answer holds another private value of the picture.',
  },
  fabricated: {
    name: 'ValueMadeUp',
    level: 'note',
    text: 'The answer holds a value of the asked kind that is neither the true one nor shown.',
  },
  error: { name: 'NoAnswer', level: 'warning', text: 'The sample has no answer to be scored.' },
}

/** Rows are numbered through all runs, as lines of the one file are. */
function runsOf(runs: readonly ExchangeRun[]): object[] {
  let line = 0
  return runs.map((exchanged) => {
    const { run, rows } = exchanged
    const results = rows.flatMap((row) => {
      line++
      const rule = row.outcome === null ? undefined : RULES[row.outcome]
      return rule === undefined ? [] : [resultOf(row, rule, line)]
    })
    return {
      tool: {
        driver: {
          name: 'Leakscope',
          version: appVersion(exchanged),
          rules: Object.entries(RULES).map(([id, { name, level, text }]) => ({
            id,
            name,
            shortDescription: { text },
            defaultConfiguration: { level },
          })),
        },
      },
      automationDetails: { id: `leakscope/${run.model.id}/` },
      invocations: [{ executionSuccessful: run.status === 'done', startTimeUtc: run.createdAt }],
      columnKind: 'utf16CodeUnits',
      results,
      properties: {
        run: run.id,
        model: run.model.id,
        answers: rows.length,
        ...(run.limits === undefined ? {} : { limits: run.limits }),
      },
    }
  })
}

function resultOf(row: ExchangeRow, { level, text }: { level: string; text: string }, line: number): object {
  const guard = row.guard === NO_GUARD ? '' : ` behind ${row.guard}`
  return {
    ruleId: row.outcome,
    level,
    message: { text: `${text} ${row.benchmark}, ${row.split}, ${row.task}, ${row.type}${guard}: ${row.sampleId}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: ANSWERS.fileName }, region: { startLine: line } } }],
    partialFingerprints: { 'sample/v1': JSON.stringify([row.sampleId, row.guard]) },
    properties: { benchmark: row.benchmark, type: row.type, level: row.scores?.level ?? null, group: row.group },
  }
}
