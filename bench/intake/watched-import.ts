/** @file One import, its time and its memory taken. */
import type { Page } from 'playwright'
import { watchMemory } from './resident.ts'

export interface WatchedImport {
  /** Milliseconds. */
  readonly ms: number
  /** Bytes above rest that all processes held at most, and those of the page. */
  readonly above: number
  readonly aboveInPage: number
}

/** Imports a picked folder into the open app. @throws Error with what the import was refused for. */
export async function watchImport(page: Page, picked: string): Promise<WatchedImport> {
  const input = await page.evaluateHandle(() => globalThis.leakscope!.fileInput(true))
  await input.setInputFiles(picked)
  await page.evaluate(() => globalThis.leakscope!.shards())
  const watch = watchMemory()
  const { ms, result } = await input.evaluate(async (element) => {
    const start = performance.now()
    const imported = await globalThis.leakscope!.importShard(element)
    return { ms: performance.now() - start, result: imported }
  })
  const { above, aboveInPage } = watch.stop()
  if ('error' in result) throw new Error(result.error.message)
  return { ms, above, aboveInPage }
}
