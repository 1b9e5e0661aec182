/** @file What the tests of all browsers need of one: a single tab of a fresh profile, driven alike in each. */

export interface Browser {
  readonly name: BrowserName
  readonly version: string
  /** Opens an address and waits until it has loaded. */
  goto(url: string): Promise<void>
  /** The string that an expression is, or that its promise becomes, in the page. */
  text(expression: string): Promise<string>
  /** As a user does: pressed in its middle, after scrolling to it. */
  click(selector: string): Promise<void>
  /** Picks files for an `<input type="file">`. */
  setFiles(selector: string, paths: readonly string[]): Promise<void>
  close(): Promise<void>
}

export const BROWSERS = ['chromium', 'firefox', 'webkit'] as const
export type BrowserName = (typeof BROWSERS)[number]

/** One tab, with what tests do in it. */
export class Tab {
  readonly browser: Browser

  constructor(browser: Browser) {
    this.browser = browser
  }

  /**
   * Opens the app and waits until it can be driven and knows how it is protected. A reload for the service
   * worker's sake lies within.
   */
  async open(url: string): Promise<void> {
    await this.browser.goto(url)
    await this.until(
      'the app has started',
      () => document.documentElement.dataset['protection'] !== undefined && 'leakscope' in globalThis,
    )
  }

  /** Runs a function in the page. Its argument and its value cross as JSON. */
  async evaluate<A, T>(work: (argument: A) => T | Promise<T>, argument?: A): Promise<T> {
    // tsx wraps named functions in a call of `__name`, which a page does not have.
    const text = await this.browser.text(`(async () => {
      const __name = (named) => named
      return JSON.stringify({ value: await (${work.toString()})(${JSON.stringify(argument)}) })
    })()`)
    return (JSON.parse(text) as { value: T }).value
  }

  /** Waits until a function of the page gives something. A page that is being replaced is asked again. */
  async until<A, T>(
    what: string,
    look: (argument: A) => T | Promise<T>,
    argument?: A,
    limit = 60_000,
  ): Promise<NonNullable<T>> {
    const end = Date.now() + limit
    for (let failure: unknown = null; ;) {
      try {
        const found = await this.evaluate(look, argument)
        if (found !== null && found !== undefined && found !== false) return found
        failure = null
      } catch (error) {
        failure = error
      }
      if (Date.now() > end) {
        const screen = await this.evaluate(
          () => (document.querySelector('dialog[open]') ?? document.body).textContent,
        ).catch(String)
        throw new Error(`Not within ${limit / 1000} s: ${what}. The screen says: ${screen.slice(0, 2000)}`, {
          cause: failure ?? undefined,
        })
      }
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }

  /** Presses the button or link of this name, once there is one that can be pressed. */
  async press(name: string | RegExp): Promise<void> {
    const pattern = typeof name === 'string' ? `^${escaped(name)}$` : name.source
    await this.until(`a button ${String(name)}`, mark, { pattern, selector: 'button:enabled, a' })
    await this.browser.click('[data-pressed]')
  }

  /** Ticks the box, or picks files, whose label says this. */
  async tick(label: RegExp): Promise<void> {
    await this.until(`a box ${String(label)}`, mark, { pattern: label.source, selector: 'label:has(input:enabled)' })
    await this.browser.click('[data-pressed] input')
  }

  async pickFiles(label: RegExp, paths: readonly string[]): Promise<void> {
    await this.until(`an input ${String(label)}`, mark, { pattern: label.source, selector: 'label:has(input:enabled)' })
    await this.browser.setFiles('[data-pressed] input', paths)
  }

  /** Waits for words on the screen. */
  async sees(words: RegExp, limit?: number): Promise<void> {
    await this.until(
      `the words ${String(words)}`,
      (source: string) => new RegExp(source).test(document.body.innerText),
      words.source,
      limit,
    )
  }
}

/** In the page: marks the one element that is meant, for the driver to find. */
function mark({ pattern, selector }: { pattern: string; selector: string }): boolean {
  for (const marked of document.querySelectorAll('[data-pressed]')) marked.removeAttribute('data-pressed')
  const named = new RegExp(pattern)
  const scope = document.querySelector('dialog[open]') ?? document
  const found = [...scope.querySelectorAll<HTMLElement>(selector)].find((element) =>
    named.test(element.ariaLabel ?? element.textContent.trim()),
  )
  found?.setAttribute('data-pressed', '')
  return found !== undefined
}

function escaped(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
}
