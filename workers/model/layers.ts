/**
 * @file Finds what each block of a decoder adds up to, by the structure of its graph: names differ from
 * exporter to exporter.
 */
import { LeakscopeError } from '../../src/domain/errors.ts'
import type { Graph, Node } from './graph.ts'

export interface LayerOutputs {
  /** Tensor of each block's output, the first block first: the residual stream behind it, before any norm. */
  readonly names: readonly string[]
  /** Nodes to add to the graph for those that it leaves without a name. */
  readonly additions: readonly Node[]
}

/** A place where something is added to the residual stream. */
interface Sum {
  readonly node: Node
  /** Null where a fused norm keeps the sum to itself. */
  readonly name: string | null
}

const STREAM = 'inputs_embeds'
const PASSES_ON: ReadonlySet<string> = new Set(['Cast', 'Identity', 'Dropout'])
/** Both add `input` and `skip`, and give the normalised sum first and the sum itself fourth. */
const SKIP_NORMS: ReadonlySet<string> = new Set(['SkipSimplifiedLayerNormalization', 'SkipLayerNormalization'])
const SKIP_SUM = 3

/**
 * The residual stream begins at `inputs_embeds`; every addition with an operand in the stream carries it on
 * (biases, rotary embeddings and epsilons are added to other things). Keys of block i (`present.i.*`) are made
 * from the stream behind block i - 1, logits from the stream behind the last block.
 * @throws LeakscopeError `bad-config` for a graph that is built otherwise.
 */
export function layerOutputs(path: string, graph: Graph): LayerOutputs {
  const unknown = (why: string) =>
    new LeakscopeError(
      'bad-config',
      `The layers of ${path} cannot be told apart: ${why}. Choose another model for probes`,
    )
  // What each block keeps: keys, or the state of a convolution or recurrent layer. Its first output will do.
  const kept = new Map<number, string>()
  for (const name of graph.outputs) {
    const block = /^present(?:\.(\d+)\.(?:key|value)|_[a-z]+\.(\d+))$/.exec(name)
    const at = block?.[1] ?? block?.[2]
    if (at !== undefined && !kept.has(Number(at))) kept.set(Number(at), name)
  }
  const count = kept.size
  if (count === 0 || Math.max(...kept.keys()) !== count - 1)
    throw unknown('it has no outputs present.0.key, present.1.key, ...')

  const sums = residualSums(graph)
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)))
  const lastBehind = (output: string) => {
    const behind = ancestors(output, makers)
    return sums.findLastIndex(({ node }) => behind.has(node))
  }
  const ends = Array.from({ length: count }, (_, i) => lastBehind(kept.get(i + 1) ?? 'logits'))
  if (ends.some((end, i) => end <= (ends[i - 1] ?? -1))) throw unknown('no residual sums lie between their keys')

  const additions: Node[] = []
  const names = ends.map((end) => {
    const { node, name } = sums[end]!
    return name ?? addSum(node, additions)
  })
  return { names, additions }
}

function residualSums({ nodes }: Graph): Sum[] {
  const stream = new Set([STREAM])
  const sums: Sum[] = []
  for (const node of nodes) {
    const { operator, inputs, outputs } = node
    if (!inputs.slice(0, 2).some((name) => stream.has(name))) continue
    if (PASSES_ON.has(operator)) stream.add(outputs[0]!)
    const at = operator === 'Add' ? 0 : SKIP_NORMS.has(operator) ? SKIP_SUM : null
    if (at === null) continue
    const name = outputs[at] || null
    if (name !== null) stream.add(name)
    sums.push({ node, name })
  }
  return sums
}

function ancestors(output: string, makers: ReadonlyMap<string, Node>): ReadonlySet<Node> {
  const found = new Set<Node>()
  const open = [output]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const node = makers.get(name)
    if (node === undefined || found.has(node)) continue
    found.add(node)
    open.push(...node.inputs)
  }
  return found
}

/**
 * The sum inside a fused norm, once more: input, skip and, where there is one, the bias behind the norm's own
 * weights.
 */
function addSum({ operator, inputs, outputs }: Node, additions: Node[]): string {
  const bias = inputs[operator === 'SkipLayerNormalization' ? 4 : 3]
  const operands = bias ? [inputs[1]!, bias] : [inputs[1]!]
  return operands.reduce((sum, operand, i) => {
    const name = `${outputs[0]!}/leakscope_sum_${i}`
    additions.push({ operator: 'Add', inputs: [sum, operand], outputs: [name] })
    return name
  }, inputs[0]!)
}
