/**
 * @file `verify.html`, which lies in every bundle: whoever has a browser checks an audit with it, without a network
 * and with nothing installed. What files say is shown as text.
 */
import { verifyBundle, type Verdict } from './verify.ts'

const [file, signer, plan] = ['file', 'signer', 'plan'].map(
  (id) => document.getElementById(id) as HTMLInputElement,
) as [HTMLInputElement, HTMLInputElement, HTMLInputElement]
const [list, state] = ['list', 'state'].map((id) => document.getElementById(id)!) as [HTMLElement, HTMLElement]

const WORD: Readonly<Record<string, string>> = { true: 'ok', false: 'WRONG', null: 'not told here' }

for (const input of [file, signer, plan]) input.addEventListener('change', () => void look())

async function look(): Promise<void> {
  const [picked] = file.files ?? []
  if (picked === undefined) return
  list.replaceChildren()
  state.textContent = 'Looking; thousands of answers take a minute'
  // Drawn before the thread is busy.
  await new Promise((resolve) => setTimeout(resolve, 50))
  const bytes = new Uint8Array(await picked.arrayBuffer())
  show(await verifyBundle(bytes, { signer: told(signer), plan: told(plan) }))
}

function told(input: HTMLInputElement): string | undefined {
  const hash = input.value.trim().toLowerCase()
  return hash === '' ? undefined : hash
}

function show({ checks, conclusion, notes }: Verdict): void {
  state.textContent = conclusion
  const lines = checks.map((check) => `${WORD[String(check.passed)]}: ${check.what}: ${check.found}`)
  list.replaceChildren(
    ...[...lines, ...notes.map((note) => `note: ${note}`)].map((text) => {
      const item = document.createElement('li')
      item.textContent = text
      return item
    }),
  )
}
