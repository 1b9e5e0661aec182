/** Windows over `length` tokens of at most `size` each, half open, sharing a quarter, the last one ending with the text; as the app and training/evaluate_detector.py cut them. */
export function windowsOf(length: number, size: number): { start: number; end: number }[] {
  if (length <= size) return [{ start: 0, end: length }]
  const step = Math.floor(size * 0.75)
  return Array.from({ length: Math.ceil((length - size) / step) + 1 }, (_, i) => {
    const start = Math.min(i * step, length - size)
    return { start, end: start + size }
  })
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
