/** @file Opening a run that was exported here, elsewhere, or by the command line; not answers of other programs. */
import { LeakscopeError } from '../../domain/errors.ts'
import type { Session } from '../../run/index.ts'
import { readExportedRun } from '../../report/export/read-run.ts'

/** Whether picked files are of an exported run, be it whole or not: its JSON, or its lines. */
export async function isExportedRun(files: readonly File[]): Promise<boolean> {
  const starts = await Promise.all(files.map((file) => file.slice(0, START).text()))
  return starts.some((text) => /"format"\s*:\s*"leakscope-run@|^\{"run":|^\{"sampleId":.*"itemId":/.test(text))
}

const START = 1000

/**
 * Stores the run of picked files (`run.json` or a report's JSON, and `samples.jsonl` or its JSONL), and scores it.
 * @returns its id.
 * @throws LeakscopeError `bad-config`: one line that says what is wrong and what is allowed. Nothing of it stays then.
 */
export async function openRun(session: Session, files: readonly File[]): Promise<string> {
  const json = files.filter(({ name }) => name.endsWith('.json'))
  const lines = files.filter(({ name }) => name.endsWith('.jsonl'))
  // A folder that the command line wrote holds imports.json and the like beside it.
  const runFile = json.find(({ name }) => name === 'run.json') ?? json[0]
  const answers = lines.find(({ name }) => name === 'samples.jsonl') ?? lines[0]
  if (runFile === undefined || answers === undefined)
    throw new LeakscopeError(
      'bad-config',
      'Pick both files of a run: run.json (or a report’s JSON) and samples.jsonl (or its JSONL), of the private kind',
    )
  const { run, samples, responses } = readExportedRun(await runFile.text(), await answers.text())
  const { store } = session
  if ((await store.run(run.id)) !== null) throw new LeakscopeError('bad-config', `This run is here already: ${run.id}`)
  await store.createRun(run, samples)
  try {
    for (const response of responses) await store.addResponse(response)
    await session.rescore(run.id)
  } catch (error) {
    await store.deleteRun(run.id)
    throw error
  }
  return run.id
}
