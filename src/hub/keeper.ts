import { callerOn } from '../../workers/port.ts'
import type { KeeperVerbs } from '../../workers/keeper/types.ts'

/** The keeper as the frame sees it: verbs over a port. */
export function keeperOn(port: MessagePort): KeeperVerbs {
  const call = callerOn(port)
  return {
    models: () => call('models', []),
    begin: (manifest) => call('begin', [manifest]),
    append: (path, at, bytes) => call('append', [path, at, bytes], [bytes]),
    finish: (path) => call('finish', [path]),
    release: () => call('release', []),
    remove: (id) => call('remove', [id]),
  }
}
