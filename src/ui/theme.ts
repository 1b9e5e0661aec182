/** @file Light, dark, or as the system says; and the styles that the app and its reports share. */
import { reportCss, tokenCss } from '../report/view/style.ts'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'leakscope.theme'

/** Adopted through the CSSOM: the page's policy allows no inline style element. */
export function adoptStyles(): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(tokenCss + reportCss)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}

export function storedTheme(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'system'
  } catch {
    return 'system'
  }
}

export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // Storage may be blocked; the choice then lasts as long as the page.
  }
}
