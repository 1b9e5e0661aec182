import type { Page } from '@playwright/test'

/** Rows of each of the named stores of the app's database, read past the app. */
export function rowsOf<Store extends string>(page: Page, stores: readonly Store[]): Promise<Record<Store, number>> {
  return page.evaluate(async (names) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('leakscope')
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error!)
    })
    const count = (store: string) =>
      new Promise<number>((resolve, reject) => {
        const counted = database.transaction(store).objectStore(store).count()
        counted.onsuccess = () => resolve(counted.result)
        counted.onerror = () => reject(counted.error!)
      })
    const counts = await Promise.all(names.map(async (name) => [name, await count(name)] as const))
    database.close()
    return Object.fromEntries(counts) as Record<Store, number>
  }, stores)
}

/** All that one store of the app's database holds, read past the app. */
export function valuesOf<Value>(page: Page, store: string): Promise<Value[]> {
  return page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('leakscope')
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error!)
    })
    const values = await new Promise<unknown[]>((resolve, reject) => {
      const reading = database.transaction(name).objectStore(name).getAll()
      reading.onsuccess = () => resolve(reading.result as unknown[])
      reading.onerror = () => reject(reading.error!)
    })
    database.close()
    return values
  }, store) as Promise<Value[]>
}
