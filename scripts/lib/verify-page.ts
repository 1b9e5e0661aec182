/** @file `verify.html`: the code of `npm run verify` in one file that a browser opens from a folder. */
import { createHash } from 'node:crypto'
import { build } from 'esbuild'
import { ROOT } from '../install.mjs'

const STYLE =
  'body{font:1rem/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}li{overflow-wrap:anywhere}input{display:block}'

/** The whole page; the same bytes for the same sources. */
export async function verifyPage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['src/verify/page.ts'],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    logLevel: 'error',
  })
  // Inside a script nothing may end it.
  const script = outputFiles[0]!.text.replaceAll('</script', String.raw`<\/script`)
  const policy = `default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(STYLE)}'; base-uri 'none'; form-action 'none'`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Verify an audit</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Verify an audit</h1>
<p>Makes every score and every number of an audit again from its answers, here, without a network.</p>
<label>Audit, a ZIP file <input type="file" id="file"></label>
<label>SHA-256 of the key that it must be signed with, if you know it <input id="signer" size="64"></label>
<label>SHA-256 of its plan, if the auditor told it before the first answer <input id="plan" size="64"></label>
<p id="state" role="status"></p>
<ul id="list"></ul>
<script>${script}</script>
</body>
</html>
`
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
