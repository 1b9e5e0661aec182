/** @file What a model's configuration files say: config.json, its text_config, generation_config.json. */
import type { RepositoryFacts, RepositoryFile } from '../../src/domain/repository.ts'

/**
 * Positions that the decoder was made for; null where the configuration does not say.
 * @param config config.json
 */
export function contextOf(config: Readonly<Record<string, unknown>>): number | null {
  const text = (config['text_config'] ?? config) as Readonly<Record<string, unknown>>
  const positions = text['max_position_embeddings']
  return typeof positions === 'number' ? positions : null
}

/**
 * Whether some layer sees no further back than a window.
 * @param config config.json
 */
export function slides(config: Readonly<Record<string, unknown>>): boolean {
  const text = (config['text_config'] ?? config) as Readonly<Record<string, unknown>>
  const { sliding_window: window, use_sliding_window: used, layer_types: layers } = text
  if (Array.isArray(layers)) return layers.includes('sliding_attention')
  return typeof window === 'number' && used !== false
}

/** `model_type` of config.json; null where it names none. */
export function modelTypeOf(config: Readonly<Record<string, unknown>>): string | null {
  const { model_type: type } = config
  return typeof type === 'string' ? type : null
}

/** What the names of a model's files are read with. @param config config.json */
export function factsOf(files: readonly RepositoryFile[], config: Readonly<Record<string, unknown>>): RepositoryFacts {
  const [architecture] = Array.isArray(config['architectures']) ? (config['architectures'] as readonly unknown[]) : []
  return {
    files,
    architecture: typeof architecture === 'string' ? architecture : null,
    encoderDecoder: config['is_encoder_decoder'] === true,
  }
}

/**
 * The value of the first that has one; null where none has. An empty list is none.
 * @param configs generation_config.json, config.json, its text_config
 */
export function firstOf(configs: readonly unknown[], name: string): unknown {
  for (const config of configs) {
    const value = (config as Record<string, unknown> | null | undefined)?.[name] ?? null
    if (value !== null && !(Array.isArray(value) && value.length === 0)) return value
  }
  return null
}

/** Token ids that end an answer; empty where no configuration names one. @param configs as of `firstOf`. */
export function endIds(configs: readonly unknown[]): ReadonlySet<number> {
  const ids = firstOf(configs, 'eos_token_id')
  return new Set(typeof ids === 'number' ? [ids] : Array.isArray(ids) ? (ids as number[]) : [])
}
