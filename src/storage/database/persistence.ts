let asked: Promise<boolean | null> | null = null

/**
 * Asks the browser, once per page load, not to evict this origin's storage; call it from a user's action, as
 * some browsers show a question. Null where the browser has no such promise to give (workers, old browsers);
 * a refusal is no error.
 */
export function askForPersistence(): Promise<boolean | null> {
  asked ??= ask()
  return asked
}

async function ask(): Promise<boolean | null> {
  // Only windows have `persist`, and this project is typed for workers too.
  const storage = globalThis.navigator?.storage as (StorageManager & { persist?: () => Promise<boolean> }) | undefined
  if (storage?.persist === undefined) return null
  try {
    return (await storage.persisted()) || (await storage.persist())
  } catch {
    return null
  }
}
