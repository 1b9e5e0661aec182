/**
 * @file In the place of `src/engine` in a build made for tests alone (build.ts): the real engine, with a
 * fault between it and the runner. Which one stands in the page: `<meta name="fault" content="...">`.
 */
import type { Engine, EngineFactory } from '../../../src/engine/contract.ts'
import { DEFAULT_DEPENDENCIES, openEngine, type ModelSource } from '../../../src/engine/index.ts'
import type { Fault } from './faults.ts'

export * from '../../../src/engine/index.ts'

/** Stands before the real one, whose name it has. */
export function engineFactory(find: (id: string) => Promise<ModelSource>): EngineFactory {
  return async ({ model, ...request }) => {
    const fault = document.querySelector<HTMLMetaElement>('meta[name=fault]')?.content as Fault | undefined
    const source = await find(model)
    const given = fault === 'wrong chat template' ? await withOtherTemplate(source) : source
    const engine = await openEngine(given, request, DEFAULT_DEPENDENCIES)
    if (fault === 'last token dropped') return withoutLastToken(engine)
    return fault === 'images swapped' ? withImagesSwapped(engine) : engine
  }
}

/** Each answer loses the token before its end. */
function withoutLastToken(engine: Engine): Engine {
  return {
    ...engine,
    async generate(...request) {
      const generation = await engine.generate(...request)
      const shown = generation.tokens ?? []
      const last = shown.findLastIndex(({ text }) => text !== '')
      const tokens = shown.filter((_, at) => at !== last)
      return { ...generation, tokens, text: tokens.map(({ text }) => text).join('') }
    },
  }
}

/** Each question is asked of the picture before its own. */
function withImagesSwapped(engine: Engine): Engine {
  let before: Blob | null = null
  return {
    ...engine,
    open(image) {
      const other = before ?? image
      before = image
      return engine.open(other)
    },
  }
}

const CHATML =
  "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{% for part in message['content'] %}{% if part['type'] == 'image' %}<image>{% else %}{{ part['text'] }}{% endif %}{% endfor %}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"

/**
 * Another family's template. Golden tokens would give it away before the first sample, so they are taken out
 * as well.
 */
async function withOtherTemplate(source: ModelSource): Promise<ModelSource> {
  const files = source.files.map(async (file) => {
    if (file.path !== 'tokenizer_config.json') return file
    const text = typeof file.from === 'string' ? await (await fetch(file.from)).text() : await file.from.text()
    const from = new Blob([JSON.stringify({ ...(JSON.parse(text) as object), chat_template: CHATML })])
    return { ...file, from, bytes: from.size, sha256: null }
  })
  return { ...source, files: await Promise.all(files), golden: null }
}
