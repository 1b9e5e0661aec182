/**
 * @file `verify.html`, which lies in every bundle: whoever has a browser checks an audit with it, without a network
 * and with nothing installed. What files say is shown as text.
 */
import { verifyBundle, type Verdict } from './verify.ts'

const [file, signer, list, state] = ['file', 'signer', 'list', 'state'].map((id) => document.getElementById(id)!) as [
  HTMLInputElement,
  HTMLInputElement,
  HTMLElement,
  HTMLElement,
]

file.addEventListener('change', () => void look())
signer.addEventListener('change', () => void look())

async function look(): Promise<void> {
  const [picked] = file.files ?? []
  if (picked === undefined) return
  list.replaceChildren()
  state.textContent = 'Looking; thousands of answers take a minute'
  // Drawn before the thread is busy.
  await new Promise((resolve) => setTimeout(resolve, 50))
  const key = signer.value.trim().toLowerCase()
  show(await verifyBundle(new Uint8Array(await picked.arrayBuffer()), key === '' ? undefined : key))
}

function show({ checks, passed, notes }: Verdict): void {
  state.textContent = passed ? 'It says what its answers say' : 'It is not what it says'
  const lines = checks.map((check) => `${check.passed ? 'ok' : 'WRONG'}: ${check.what}: ${check.found}`)
  list.replaceChildren(
    ...[...lines, ...notes.map((note) => `note: ${note}`)].map((text) => {
      const item = document.createElement('li')
      item.textContent = text
      return item
    }),
  )
}
