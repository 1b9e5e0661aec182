/**
 * @file The product's model worker, the time inside `session.run` added up. The import order matters:
 * sessions are patched first.
 */
import './time-sessions.ts'
import '../../../workers/model/worker.ts'
