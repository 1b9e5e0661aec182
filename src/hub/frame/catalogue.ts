/**
 * @file Models of the hub that people mean to run at home. Sizes and problems are what their repositories and
 * trackers said when they were read (2026-11-21). Nobody here could load the real weights: each line says what was run
 * in their place, and the frame shows what the hub itself says before anything is fetched.
 */

export interface CatalogueModel {
  readonly repository: string
  /** Looked up and pinned to its commit when the model is looked at. */
  readonly revision: string
  /** `model_type` of its configuration. */
  readonly type: string
  readonly processor: string
  /**
   * Whether an adapter of the engine is meant for that type (workers/model/adapters); a test compares the two.
   */
  readonly supported: boolean
  /**
   * What was run here: a tiny random instance of a `model_type` (e2e/fixtures/models/families), and the day. Null:
   * nothing.
   */
  readonly ran: { readonly type: string; readonly on: string } | null
  readonly sizes: string
  /** Of the repository's card where it was seen; null: not seen, the hub tells. */
  readonly licence: string | null
  readonly problems: readonly string[]
}

export const CATALOGUE: readonly CatalogueModel[] = [
  {
    repository: 'HuggingFaceTB/SmolVLM-256M-Instruct',
    revision: 'main',
    type: 'idefics3',
    processor: 'Idefics3Processor',
    supported: true,
    ran: { type: 'idefics3', on: '2026-11-25' },
    sizes:
      'decoder q4 87 MB, q8 138 MB, fp16 271 MB, fp32 541 MB; embeddings 57 to 114 MB; vision about 190 MB in 16 bits',
    licence: null,
    problems: ['A large picture is split into tiles, which multiplies the cost of each'],
  },
  {
    repository: 'HuggingFaceTB/SmolVLM-500M-Instruct',
    revision: 'main',
    type: 'idefics3',
    processor: 'Idefics3Processor',
    supported: true,
    ran: { type: 'idefics3', on: '2026-11-25' },
    sizes: 'the same files as the 256M, larger',
    licence: null,
    problems: ['A large picture is split into tiles, which multiplies the cost of each'],
  },
  {
    repository: 'HuggingFaceTB/SmolVLM2-256M-Video-Instruct',
    revision: 'main',
    type: 'smolvlm',
    processor: 'SmolVLMProcessor',
    supported: true,
    ran: { type: 'idefics3', on: '2026-11-25' },
    sizes: 'decoder q4 87 MB, q8 138 MB, fp16 271 MB, fp32 541 MB; embeddings 28 to 114 MB',
    licence: null,
    problems: ['Pictures only; video is not supported'],
  },
  {
    repository: 'HuggingFaceTB/SmolVLM2-500M-Video-Instruct',
    revision: 'main',
    type: 'smolvlm',
    processor: 'SmolVLMProcessor',
    supported: true,
    ran: { type: 'idefics3', on: '2026-11-25' },
    sizes: 'the same files as the 256M, larger',
    licence: null,
    problems: ['Pictures only; video is not supported'],
  },
  {
    repository: 'HuggingFaceTB/SmolVLM-Instruct',
    revision: 'main',
    type: 'idefics3',
    processor: 'Idefics3Processor',
    supported: true,
    ran: { type: 'idefics3', on: '2026-11-25' },
    sizes: '2.2 billion parameters: decoder q4 1.07 GB, q8 1.72 GB; embeddings 201 to 403 MB',
    licence: null,
    problems: ['Near the limit of a 4 GB graphics card, and of WebAssembly’s 4 GiB'],
  },
  {
    repository: 'onnx-community/FastVLM-0.5B-ONNX',
    revision: 'main',
    type: 'llava_qwen2',
    processor: 'LlavaProcessor',
    supported: true,
    ran: { type: 'llava_onevision', on: '2026-11-30' },
    sizes: 'decoder q4 317 MB, q4f16 282 MB, q8 503 MB; embeddings 136 to 544 MB; vision q4 505 MB, q4f16 253 MB',
    licence: 'apple-amlr',
    problems: ['The vision part hardly shrinks under 4 bits'],
  },
  {
    repository: 'onnx-community/granite-docling-258M-ONNX',
    revision: 'main',
    type: 'idefics3',
    processor: 'Idefics3Processor',
    supported: true,
    ran: { type: 'idefics3', on: '2026-11-25' },
    sizes: 'about those of SmolVLM-256M',
    licence: null,
    problems: ['Turns documents into DocTags; it does not answer questions'],
  },
  {
    repository: 'onnx-community/LFM2-VL-450M-ONNX',
    revision: 'main',
    type: 'lfm2_vl',
    processor: 'Lfm2VlProcessor',
    supported: true,
    ran: { type: 'lfm2_vl', on: '2026-11-30' },
    sizes: 'not seen',
    licence: null,
    problems: ['q8 is not supported on WebGPU'],
  },
  {
    repository: 'onnx-community/Florence-2-base-ft',
    revision: 'main',
    type: 'florence2',
    processor: 'Florence2Processor',
    supported: true,
    ran: { type: 'florence2', on: '2026-11-25' },
    sizes: 'q4f16: 224 MB in all',
    licence: null,
    problems: ['Task words instead of chat', 'The encoder suffers much from few bits'],
  },
  {
    repository: 'onnx-community/Qwen2-VL-2B-Instruct',
    revision: 'main',
    type: 'qwen2_vl',
    processor: 'Qwen2VLProcessor',
    supported: true,
    ran: { type: 'qwen2_vl', on: '2026-11-25' },
    sizes: 'many GB in 16 bits; take q4f16',
    licence: null,
    problems: ['Two pictures are taken for two frames of a video'],
  },
  {
    repository: 'onnx-community/Qwen3.5-0.8B-ONNX',
    revision: 'main',
    type: 'qwen3_5',
    processor: 'Qwen3VLProcessor',
    supported: true,
    ran: { type: 'qwen3_5', on: '2026-11-30' },
    sizes: 'q4f16: about 650 MB in all',
    licence: null,
    problems: ['This export reads a prompt token by token in its recurrent layers; the one that ends in -OPT does not'],
  },
  {
    repository: 'onnx-community/gemma-3-4b-it-ONNX',
    revision: 'main',
    type: 'gemma3',
    processor: 'Gemma3Processor',
    supported: true,
    ran: { type: 'gemma3', on: '2026-11-30' },
    sizes: 'over 3 GB',
    licence: null,
    problems: ['A decoder that is not told which tokens are the picture’s lets them see only those before them'],
  },
]
