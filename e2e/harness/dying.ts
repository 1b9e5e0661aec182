/** @file A model's worker that ends while a chat template is rendered, as one does that has no memory left. */
import type { LoadProgress } from '../../workers/model/types.ts'
import { expose } from '../../workers/rpc.ts'

expose({
  load: async (_spec: unknown, onProgress: (progress: LoadProgress) => Promise<void>) => {
    await onProgress({ loadedBytes: 1, totalBytes: 1, stage: 'template' })
    self.close()
    return new Promise(() => undefined)
  },
})
