/**
 * Bytes of a text in zlib's format, of its UTF-8 (Carlini et al. 2021). Compressors differ by bytes: compare
 * within one browser.
 */
export async function zlibSize(text: string): Promise<number> {
  const compressed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate'))
  return (await new Response(compressed).arrayBuffer()).byteLength
}
