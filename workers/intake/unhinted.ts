/** So large that rounding the width of a letter to a whole pixel is nothing. */
const ENLARGED = 16
const SIZE = /\d+(?:\.\d+)?(?=px)/
/** Share by which widths may differ without letters having been put on whole pixels. */
const TOLERANCE = 0.005

/**
 * The same context, whose text is as wide as its font says. WebKitGTK rounds every letter of small text to
 * whole pixels (hinting), which makes other pictures than the control models were trained on (50 of 60 values
 * read, elsewhere 55). There, text is drawn large and scaled down; a context that does not round is left as
 * it is.
 * @param font A font that is loaded.
 */
export function unhinted(context: OffscreenCanvasRenderingContext2D, font: string): OffscreenCanvasRenderingContext2D {
  if (!isHinted(context, font)) return context
  const native = Object.getOwnPropertyDescriptor(OffscreenCanvasRenderingContext2D.prototype, 'font')
  if (native === undefined) return context
  const measureText = context.measureText.bind(context)
  const fillText = context.fillText.bind(context)
  return Object.defineProperties(context, {
    font: {
      get: () => String(native.get?.call(context)),
      set(wanted: string) {
        native.set?.call(
          context,
          wanted.replace(SIZE, (size) => String(Number(size) * ENLARGED)),
        )
      },
    },
    measureText: { value: (text: string) => ({ width: measureText(text).width / ENLARGED }) },
    fillText: {
      value(text: string, x: number, y: number) {
        context.save()
        context.scale(1 / ENLARGED, 1 / ENLARGED)
        fillText(text, x * ENLARGED, y * ENLARGED)
        context.restore()
      },
    },
  })
}

function isHinted(context: OffscreenCanvasRenderingContext2D, font: string): boolean {
  const width = (size: number): number => {
    context.font = `${size}px "${font}"`
    return context.measureText('john.miller82@example.org 312-45-6789').width
  }
  return Math.abs((width(14) * ENLARGED) / width(14 * ENLARGED) - 1) > TOLERANCE
}
