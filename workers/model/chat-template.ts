import { LeakscopeError } from '../../src/domain/errors.ts'
import type { ModelFiles } from '../shared/files.ts'

/**
 * The chat template in a file of its own: transformers.js reads only the one in tokenizer_config.json.
 * @throws LeakscopeError `model-incomplete` where there is none.
 */
export async function templateFile(files: ModelFiles): Promise<string> {
  if (files.has('chat_template.jinja')) return new TextDecoder().decode(await files.read('chat_template.jinja'))
  if (files.has('chat_template.json')) {
    const { chat_template: template } = await files.json('chat_template.json')
    if (typeof template === 'string') return template
  }
  throw new LeakscopeError(
    'model-incomplete',
    'The model has no chat template (tokenizer_config.json, chat_template.jinja)',
  )
}
