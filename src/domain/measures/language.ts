import { simplify } from './prose.ts'

/**
 * The commonest words of the languages in Latin letters, as `simplify` writes them. A dozen tell a sentence;
 * n-grams (franc) need a paragraph.
 */
const WORDS: Readonly<Record<string, string>> = {
  en: 'the a an is are was of and to in on it this that there with for not no yes i you he she they what how can at from by has have do does be or as',
  de: 'der die das ein eine einen einem ist sind und nicht kein keine es im in auf mit von zu den dem des ich sie er wir auch man sich wie hier gibt zur zum am bei aus fur uber oder wird ja nein',
  fr: "le la les un une des est sont et ne pas il elle je vous nous dans sur avec pour de du d'un d'une l'image c'est n'est au aux que qui ce cette y oui non en par se on",
  es: 'el la los las un una es son y no hay en con por para de del se que lo su al como mas pero si esta este yo muy sobre ni o',
  pt: 'o a os as um uma e sao nao ha no na nos nas em com por para de do da dos das se que sua seu ao como mas sim esta este isso eu muito ou pelo pela',
  it: "il lo la gli un uno una e sono non c'e ci in con per di del della dei delle che si al alla nel nella su come ma questo questa mi io anche o l'immagine da",
  tr: 'bir ve bu var yok degil ile icin da de mi ne ben siz cok gibi daha olan olarak evet hayir resimde gorselde burada ama veya her en kadar sonra once',
}
const LISTS = Object.entries(WORDS).map(([language, words]) => [language, new Set(words.split(' '))] as const)

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\u3040-\u30ff]/g],
  ['ko', /[\uac00-\ud7a3]/g],
  ['zh', /[\u4e00-\u9fff]/g],
  ['ru', /[\u0400-\u04ff]/g],
  ['ar', /[\u0600-\u06ff]/g],
  ['hi', /[\u0900-\u097f]/g],
]

/** Words with letters that no other of the languages has. */
const TURKISH = /\p{L}*[ğışĞŞİ]\p{L}*/gu

/**
 * Language of a text by its script or its commonest words, of those that the phrases know; null where it
 * cannot be told.
 */
export function languageOf(text: string): string | null {
  const simple = simplify(text.slice(0, 2000))
  const letters = simple.match(/[a-z]/g)?.length ?? 0
  for (const [language, script] of SCRIPTS) {
    const signs = simple.match(script)?.length ?? 0
    if (signs > 0 && signs * 3 > letters && (language !== 'ja' || signs > 1)) return language
  }
  const words = simple.match(/[a-z]+(?:'[a-z]+)?/g) ?? []
  const signed = (text.slice(0, 2000).match(TURKISH) ?? []).length
  const counted = LISTS.map(
    ([language, list]) =>
      [language, words.filter((word) => list.has(word)).length + (language === 'tr' ? signed : 0)] as const,
  )
  const [best, second] = counted.toSorted(([, a], [, b]) => b - a) as [
    readonly [string, number],
    readonly [string, number],
  ]
  return best[1] > 0 && best[1] > second[1] ? best[0] : null
}
