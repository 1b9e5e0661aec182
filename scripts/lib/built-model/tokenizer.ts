/** @file The tokenizer that a GGUF describes, as a hub's tokenizer.json. */
import { LeakscopeError } from '../../../src/domain/errors.ts'
import type { Gguf, GgufValue } from './gguf.ts'

/** llama.cpp's number for tokens that no text makes. */
const CONTROL = 3

/**
 * Merging of byte pairs as llama.cpp's `smollm` does it: digits one by one, then GPT-2's words.
 * @param renamed New names of control tokens, by their old ones: unused ones stand for a picture.
 * @throws LeakscopeError `model-corrupt` for a tokenizer of another kind.
 */
export function tokenizerOf({ metadata }: Gguf, renamed: Readonly<Record<string, string>>) {
  const [kind, split] = [metadata.get('tokenizer.ggml.model'), metadata.get('tokenizer.ggml.pre')]
  if (kind !== 'gpt2' || split !== 'smollm')
    throw new LeakscopeError(
      'model-corrupt',
      `The GGUF file has a tokenizer of the kind ${String(kind)}, ${String(split)}`,
    )
  const types = list(metadata.get('tokenizer.ggml.token_type'))
  const tokens = strings(metadata.get('tokenizer.ggml.tokens')).map((token, i) =>
    types[i] === CONTROL ? (renamed[token] ?? token) : token,
  )
  const level = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true }
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: tokens.flatMap((content, id) =>
      types[id] === CONTROL
        ? [{ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true }]
        : [],
    ),
    normalizer: null,
    pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'Digits', individual_digits: true }, level] },
    post_processor: null,
    decoder: { ...level, add_prefix_space: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges: strings(metadata.get('tokenizer.ggml.merges')).map((merge) => merge.split(' ')),
    },
  }
}

function list(value: GgufValue | undefined): readonly GgufValue[] {
  return Array.isArray(value) ? (value as readonly GgufValue[]) : []
}

function strings(value: GgufValue | undefined): string[] {
  return list(value).map(String)
}
