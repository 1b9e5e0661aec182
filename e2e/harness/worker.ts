// The product's model worker, its GPU watched. In this order, and not with a dynamic import: what the page
// sends meanwhile would be lost.
import './watch-gpu.ts'
import '../../workers/model/worker.ts'
