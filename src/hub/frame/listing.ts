/**
 * @file What a repository of the hub holds, read from its API; answers of a server are checked like any other
 * input.
 */
import * as v from 'valibot'
import { LeakscopeError } from '../../domain/errors.ts'
import type { StoredFile } from '../../storage/models/types.ts'

/** A repository at one commit. */
export interface Listing {
  readonly repository: string
  /** The commit: 40 hex digits. */
  readonly revision: string
  /** As its card says; null when it says none. */
  readonly licence: string | null
  /** `model_type` of its configuration; null where the hub does not say. */
  readonly type: string | null
  /** The first of `architectures` in its configuration; null where the hub does not say. */
  readonly architecture: string | null
  /** Whether the hub hands out its files to known accounts only. */
  readonly gated: boolean
  readonly files: readonly StoredFile[]
}

const REPOSITORY = /^[\w][\w.-]{0,95}(\/[\w][\w.-]{0,95})?$/
const MAX_PAGES = 20

const commit = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/))
const infoSchema = v.object({
  sha: commit,
  cardData: v.optional(v.nullable(v.object({ license: v.optional(v.unknown()) }))),
  tags: v.optional(v.array(v.unknown())),
  config: v.optional(
    v.nullable(v.object({ model_type: v.optional(v.unknown()), architectures: v.optional(v.unknown()) })),
  ),
  gated: v.optional(v.unknown()),
})
const treeSchema = v.array(
  v.object({
    type: v.string(),
    path: v.string(),
    size: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    oid: v.string(),
    lfs: v.optional(v.nullable(v.object({ oid: v.string(), size: v.number() }))),
  }),
)

/** @throws LeakscopeError `bad-config` with what a repository id looks like. */
export function checkRepository(text: string): string {
  const repository = text
    .trim()
    .replace(/^https?:\/\/[^/]+\//, '')
    .replace(/\/+$/, '')
  if (REPOSITORY.test(repository) && !repository.includes('..')) return repository
  throw new LeakscopeError(
    'bad-config',
    `"${text.slice(0, 80)}" is not a repository: give it as owner/name, e.g. HuggingFaceTB/SmolVLM-256M-Instruct`,
  )
}

/**
 * Asks the hub for the commit behind a revision, and for the commit's files with their sizes and hashes.
 * @param revision branch, tag or commit.
 * @throws LeakscopeError `gated`, `not-found`, `rate-limited`, `network`; `model-corrupt` when the answer is
 *   none of a hub.
 */
export async function readListing(
  endpoint: string,
  repository: string,
  revision: string,
  signal?: AbortSignal,
): Promise<Listing> {
  const api = `${endpoint}/api/models/${repository}`
  const info = v.safeParse(infoSchema, await json(`${api}/revision/${encodeURIComponent(revision)}`, signal))
  if (!info.success) throw unreadable(endpoint)
  const { sha, cardData, tags, config, gated } = info.output
  const files: StoredFile[] = []
  let next: string | null = `${api}/tree/${sha}?recursive=true`
  for (let page = 0; next !== null && page < MAX_PAGES; page++) {
    const response: Response = await get(next, { signal })
    const tree = v.safeParse(treeSchema, await response.json().catch(() => null))
    if (!tree.success) throw unreadable(endpoint)
    for (const entry of tree.output) {
      if (entry.type !== 'file') continue
      files.push({
        path: entry.path,
        bytes: entry.lfs?.size ?? entry.size ?? 0,
        hash: entry.lfs ? { kind: 'sha256', hex: entry.lfs.oid } : { kind: 'git-sha1', hex: entry.oid },
      })
    }
    next = nextPage(response.headers.get('Link'), endpoint)
  }
  const tagged = tags?.find((tag): tag is string => typeof tag === 'string' && tag.startsWith('license:'))
  const stated = typeof cardData?.license === 'string' ? cardData.license : (tagged?.slice('license:'.length) ?? null)
  const type = typeof config?.model_type === 'string' ? config.model_type.slice(0, 100) : null
  const [first] = Array.isArray(config?.architectures) ? (config.architectures as readonly unknown[]) : []
  const architecture = typeof first === 'string' ? first.slice(0, 100) : null
  // `false`, or how access is granted.
  const closed = typeof gated === 'string' || gated === true
  return { repository, revision: sha, licence: stated?.slice(0, 100) ?? null, type, architecture, gated: closed, files }
}

/** A small file of the repository, parsed. */
export async function readJson(
  endpoint: string,
  listing: Listing,
  path: string,
  signal?: AbortSignal,
): Promise<unknown> {
  return json(fileUrl(endpoint, listing, path), signal)
}

export function fileUrl(endpoint: string, { repository, revision }: Listing, path: string): string {
  return `${endpoint}/${repository}/resolve/${revision}/${path.split('/').map(encodeURIComponent).join('/')}`
}

/**
 * Fetches from the hub; every refusal becomes one line that says what it means and what to do.
 * @param from first byte wanted; the header that asks for it is one that needs no preflight.
 */
export async function get(
  url: string,
  { signal, from = 0 }: { readonly signal?: AbortSignal | undefined; readonly from?: number } = {},
): Promise<Response> {
  const violations = watchViolations()
  let response: Response
  try {
    response = await fetch(url, {
      ...(from > 0 ? { headers: { Range: `bytes=${from}-` } } : {}),
      ...(signal === undefined ? {} : { signal }),
      cache: 'no-store',
      credentials: 'omit',
    })
  } catch (error) {
    if (signal?.aborted === true) throw new LeakscopeError('aborted', 'The download was paused')
    const forbidden = await violations.blocked()
    throw new LeakscopeError(
      'network',
      forbidden
        ? `The hub redirects to a host that this page may not reach; the browser does not say which. See where ${new URL(url).pathname} leads, then start Leakscope with --hub-endpoint and --hub-cdn of that host`
        : `${new URL(url).host} could not be reached, or cut the connection. What is here so far is kept; resume when it is back`,
      { cause: error },
    )
  } finally {
    violations.end()
  }
  if (response.ok) return response
  await response.body?.cancel()
  throw refusal(url, response)
}

/** Seconds that the hub asks to wait, kept with the error: `Retry-After` in seconds or as a date. */
export class RateLimited extends LeakscopeError {
  readonly retryAfter: number
  constructor(retryAfter: number) {
    super(
      'rate-limited',
      `The hub asks to wait ${retryAfter} s (429, too many requests). What is here so far is kept; resume then`,
    )
    this.retryAfter = retryAfter
  }
}

function refusal(url: string, { status, headers }: Response): LeakscopeError {
  const where = new URL(url).pathname
  if (status === 401 || status === 403) {
    return new LeakscopeError(
      'gated',
      `The hub refuses ${where} (${status}): the repository is private, gated or does not exist. Leakscope keeps no account: download it with the hub's own tools, then pick the folder under Prepare`,
    )
  }
  if (status === 404) {
    return new LeakscopeError(
      'not-found',
      `The hub does not have ${where} (404). Check the repository's name and the revision`,
    )
  }
  if (status === 429) return new RateLimited(secondsOf(headers.get('Retry-After')))
  return new LeakscopeError(
    'network',
    `The hub answered ${status} for ${where}. What is here so far is kept; try again later`,
  )
}

/** @param header Null where the server does not say, or does not show it to other origins. */
export function secondsOf(header: string | null, now: number = Date.now()): number {
  if (header === null) return 60
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now) / 1000
  return Number.isFinite(seconds) ? Math.min(Math.max(1, Math.ceil(seconds)), 3600) : 60
}

/** A page of the hub's own, never of another host: the address comes from the answer. */
export function nextPage(link: string | null, endpoint: string): string | null {
  const next = /<([^>]+)>\s*;\s*rel="?next"?/.exec(link ?? '')?.[1]
  if (next === undefined || !URL.canParse(next, endpoint)) return null
  const url = new URL(next, endpoint)
  return url.origin === new URL(endpoint).origin ? url.href : null
}

async function json(url: string, signal: AbortSignal | undefined): Promise<unknown> {
  const response = await get(url, { signal })
  return response.json().catch(() => null)
}

function unreadable(endpoint: string): LeakscopeError {
  return new LeakscopeError(
    'model-corrupt',
    `${new URL(endpoint).host} did not answer as a model hub does. Is the address of the mirror right?`,
  )
}

/**
 * Whether the page's own policy forbade something during a request: the request itself fails without saying
 * why. For a redirect the event names the address asked for, never the one that it led to.
 */
function watchViolations(): { blocked(): Promise<boolean>; end(): void } {
  let found = false
  const listen = ({ effectiveDirective }: SecurityPolicyViolationEvent) => {
    found ||= effectiveDirective === 'connect-src'
  }
  document.addEventListener('securitypolicyviolation', listen)
  return {
    async blocked() {
      // The event is a task of its own, after the rejection.
      await new Promise((resolve) => setTimeout(resolve, 50))
      return found
    },
    end: () => setTimeout(() => document.removeEventListener('securitypolicyviolation', listen), 100),
  }
}
