import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { ModelListing, Session } from '../../run/index.ts'
import { SessionContext } from '../session.ts'
import { ModelCard } from './ModelCard.tsx'
import { Ways } from './Ways.tsx'

const nothing = () => undefined
const waysOf = (built: string | null) =>
  renderToStaticMarkup(<Ways built={built} ready starting={false} onDemo={nothing} onBuilt={nothing} />)

test('where a real language model was built, it is offered beside the demo, by its name', () => {
  const html = waysOf('SmolLM2 135M Instruct, reading')
  expect(html).toMatch(/<button[^>]*>Audit a real language model<\/button>/)
  expect(html).toContain('The same questions to SmolLM2 135M Instruct, reading')
  expect(html.indexOf('Run the demo audit')).toBeLessThan(html.indexOf('Audit a real language model'))
  expect(waysOf(null)).not.toContain('real language model')
})

test('where none was built, one line says how to get it', () => {
  const session = { builtInObstacle: async () => null } as unknown as Session
  const cardOf = (source: ModelListing['source']) => {
    const model = { id: 'one', name: 'One', bytes: 1, hashes: {}, dtypes: {}, source } satisfies ModelListing
    const models = { state: 'ready', value: { list: [model] }, error: null } as const
    return renderToStaticMarkup(
      <SessionContext value={session}>
        <ModelCard models={models} onAdded={nothing} />
      </SessionContext>,
    )
  }
  expect(cardOf('bundled')).toContain('npm run model -- smollm2-reader')
  expect(cardOf('built')).not.toContain('npm run model -- smollm2-reader')
  expect(cardOf('built')).toContain('One')
})
