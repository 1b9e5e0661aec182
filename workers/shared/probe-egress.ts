/**
 * For the egress tests: tries to reach another origin from inside this worker. Whether a policy forbade it is told
 * by what listens there: WebKit fires no `securitypolicyviolation` in workers.
 * @returns what the browser did
 */
export async function probeEgress(url: string): Promise<'blocked' | 'reached'> {
  try {
    // `no-cors`, so that another server's lack of CORS headers is not taken for the policy's work.
    await fetch(url, { mode: 'no-cors', cache: 'no-store' })
    return 'reached'
  } catch {
    return 'blocked'
  }
}
