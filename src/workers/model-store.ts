import { LeakscopeError } from '../domain/errors.ts'
import type { ModelWriterVerbs, ModelWriterApi } from '../../workers/model-store/types.ts'
import { transfer } from '../../workers/rpc.ts'
import { WorkerClient, type WorkerLimits } from './client.ts'

export interface ModelWriterLimits extends WorkerLimits {
  /** Of `finish`, which may have to hash a file again from the disk, all of it. */
  readonly finishMs: number
}

/** Its calls write a few megabytes each, or hash a file in pieces between which it answers. */
export const MODEL_WRITER_LIMITS: ModelWriterLimits = {
  startMs: 30_000,
  silentMs: 30_000,
  stuckMs: 60_000,
  finishMs: 600_000,
}

/**
 * The page's side of one model writer, which holds the open model and is therefore not replaced
 * when it dies.
 */
export interface ModelWriter extends Pick<ModelWriterVerbs, 'begin' | 'append' | 'finish' | 'release'> {
  start(): Promise<void>
  /**
   * Hands a port to the model writer; see `ModelWriterApi.serve`. Never resolves: it rejects when the model
   * writer is lost.
   */
  serve(port: MessagePort): Promise<never>
  probeEgress(url: string): Promise<'blocked' | 'reached'>
  end(): void
}

export function createModelWriter(limits: ModelWriterLimits = MODEL_WRITER_LIMITS): ModelWriter {
  const client = new WorkerClient<ModelWriterApi>({
    name: 'model-store',
    spawn: () =>
      new Worker(new URL('../../workers/model-store/worker.ts', import.meta.url), {
        type: 'module',
        name: 'model-store',
      }),
    limits,
    once: true,
    // Whatever it does between two answers is short but for waiting for the disk.
    silent: (seconds) =>
      new LeakscopeError(
        'timeout',
        `The browser’s storage did not answer the model writer for ${seconds} s, as when it is emptied in the middle of a copy or its disk hangs; the copy was ended, and can be started again.`,
      ),
  })
  return {
    start: () => client.start(),
    begin: (manifest) => client.call((remote) => remote.begin(manifest)),
    append: (path, at, bytes) => client.call((remote) => remote.append(path, at, transfer(bytes, [bytes]))),
    finish: (path) => client.call((remote) => remote.finish(path), { stuckMs: () => limits.finishMs }),
    release: () => client.call((remote) => remote.release()),
    serve: (port) =>
      client.call(
        async (remote) => {
          await remote.serve(transfer(port, [port]))
          return new Promise<never>(() => undefined)
        },
        { stuckMs: () => Infinity },
      ),
    probeEgress: (url) => client.call((remote) => remote.probeEgress(url)),
    end: () => client.end(new LeakscopeError('aborted', 'The model writer was ended')),
  }
}
