import { describe, expect, it } from 'vitest'
import { CONTENT_SECURITY_POLICY, DOCUMENT_POLICY, headersOf, HUB, hubAt, hubPolicy } from './policy.mjs'

describe('the hub page', () => {
  it('the frame alone may reach the hub, and has no origin of ours', () => {
    const policy = hubPolicy({
      ...hubAt('https://mirror.example/hf/', ['https://cdn.example/x']),
      scripts: ['sha256-a'],
    })
    expect(policy).toContain('sandbox allow-scripts allow-forms;')
    expect(policy).not.toContain('allow-same-origin')
    expect(policy).toContain('connect-src https://mirror.example https://cdn.example;')
    expect(policy).toContain("script-src 'sha256-a'")
    expect(policy).not.toContain("'self'; ")
    for (const file of ['index.html', '', 'door.html', 'assets/hub.html', 'assets/worker.js']) {
      const { 'Content-Security-Policy': other } = headersOf(file, HUB) as Record<string, string>
      expect(other).toContain("connect-src 'self';")
      expect(other).not.toContain('huggingface')
    }
    expect(headersOf('index.html', HUB)).toMatchObject({ 'Content-Security-Policy': DOCUMENT_POLICY })
    expect(DOCUMENT_POLICY.startsWith(CONTENT_SECURITY_POLICY)).toBe(true)
    expect(CONTENT_SECURITY_POLICY).not.toContain('frame-src')
  })

  it('takes a mirror by its address, and nothing that could widen a policy', () => {
    expect(hubAt('http://127.0.0.1:8080')).toEqual({ endpoint: 'http://127.0.0.1:8080', hosts: [] })
    expect(hubAt('https://m.example/hf/')).toEqual({ endpoint: 'https://m.example/hf', hosts: [] })
    for (const bad of ['mirror', 'ftp://x', 'https://u:p@x', 'https://x/?a=1', "https://x/; script-src 'self'/?q"]) {
      expect(() => hubAt(bad)).toThrow(/--hub-endpoint .*must be an address such as/)
    }
    expect(() => hubAt('https://m.example', ['*'])).toThrow(/--hub-cdn \*/)
    expect(hubPolicy(hubAt("https://x/a;b 'self'"))).toContain('connect-src https://x;')
  })
})
