/** @file The names by which a decoder's graph is fed. */

/** What `Decoder` feeds beside the caches (`past_*`). */
export const DECODER_INPUTS: ReadonlySet<string> = new Set([
  'inputs_embeds',
  'attention_mask',
  'position_ids',
  'token_type_ids',
  'per_layer_inputs',
  'num_logits_to_keep',
  'use_cache_branch',
  'encoder_hidden_states',
  'encoder_attention_mask',
])

/**
 * What a decoder is given as `name` at its next call; null for an output that is no part of its cache. Keys and
 * values are `present.N.key`; states of other layers `present_conv.N`, `present_recurrent.N`, `present_ssm.N`.
 */
export function pastOf(output: string): string | null {
  if (output.startsWith('present.')) return output.replace('present.', 'past_key_values.')
  return output.startsWith('present_') ? output.replace('present_', 'past_') : null
}
