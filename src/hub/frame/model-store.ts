import { callerOn } from '../../../workers/port.ts'
import type { ModelWriterVerbs } from '../../../workers/model-store/types.ts'

const CALL_MS = 60_000
/** A file that is there in part is hashed from the disk. */
const FINISH_MS = 600_000

/** The model writer as the frame sees it: verbs over a port. */
export function modelWriterOn(port: MessagePort): ModelWriterVerbs {
  const call = callerOn(port, (verb) => (verb === 'finish' ? FINISH_MS : CALL_MS))
  return {
    models: () => call('models', []),
    begin: (manifest) => call('begin', [manifest]),
    append: (path, at, bytes) => call('append', [path, at, bytes], [bytes]),
    finish: (path) => call('finish', [path]),
    release: () => call('release', []),
    remove: (id) => call('remove', [id]),
  }
}
