import type { Page } from '@playwright/test'

const FORMATS = ['A4', 'Letter'] as const

/** How many pages what is shown takes on paper, by format. */
export async function pagesOnPaper(page: Page): Promise<Record<(typeof FORMATS)[number], number>> {
  const count = async (format: (typeof FORMATS)[number]): Promise<[typeof format, number]> => {
    const pdf = await page.pdf({ format })
    // One object of this type for each page; `/Pages` is their list.
    return [format, pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0]
  }
  const counts = [await count('A4'), await count('Letter')]
  return Object.fromEntries(counts) as Record<(typeof FORMATS)[number], number>
}
