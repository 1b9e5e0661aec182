import { expose } from '../rpc.ts'
import { ModelWorker } from './model-worker.ts'

// ORT's threads may run this file again, under that name.
if (self.name !== 'em-pthread') {
  // A rejection that nobody awaits would leave a caller waiting for ever: made an error, it reaches the page's
  // `onerror`.
  self.addEventListener('unhandledrejection', ({ reason }) => {
    setTimeout(() => {
      throw reason
    })
  })
  expose(new ModelWorker())
}
