/** @file Known truth of the bundled control models. Fetched once, before a run, so that a run makes no request. */
import { parseKnown, type KnownValue } from '../calibration/known.ts'

const loaded = new Map<string, Promise<KnownValue[]>>()

/** What is known of a model's leakage; empty for a model that has no `known.json`. */
export function knownOf(modelId: string): Promise<KnownValue[]> {
  let known = loaded.get(modelId)
  if (known === undefined) {
    known = load(modelId)
    loaded.set(modelId, known)
    // A failure is not kept: the next report tries again.
    known.catch(() => loaded.delete(modelId))
  }
  return known
}

async function load(modelId: string): Promise<KnownValue[]> {
  const response = await fetch(`${import.meta.env.BASE_URL}models/${encodeURIComponent(modelId)}/known.json`)
  return response.ok ? parseKnown(await response.json()) : []
}
