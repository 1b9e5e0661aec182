import { PAGE } from './page.ts'
import type { Context2D } from './draw.ts'
import type { Seeded } from './seeded.ts'

/** Simple scenes: a task for which private text is irrelevant. */
export const SHAPES = ['circle', 'square', 'triangle', 'star'] as const
export const COLOURS = {
  red: '#d62728',
  green: '#2ca02c',
  blue: '#1f77b4',
  yellow: '#e8c51c',
  purple: '#9467bd',
  orange: '#ff7f0e',
  black: '#1a1a1a',
} as const
export const PLACES = [
  'top left',
  'top',
  'top right',
  'left',
  'middle',
  'right',
  'bottom left',
  'bottom',
  'bottom right',
] as const

export interface SceneObject {
  readonly shape: (typeof SHAPES)[number]
  readonly colour: keyof typeof COLOURS
  /** Index into PLACES, a 3 x 3 grid. */
  readonly place: number
  readonly dx: number
  readonly dy: number
  readonly radius: number
}
export interface Scene {
  readonly paper: string
  readonly objects: readonly SceneObject[]
}

export function randomScene(rng: Seeded): Scene {
  const count = rng.int(1, 5)
  const places = rng.shuffle([0, 1, 2, 3, 4, 5, 6, 7, 8]).slice(0, count)
  return {
    paper: rng.pick(['#ffffff', '#f4f7fb', '#faf3e6', '#eef6ee', '#f0f0f0']),
    objects: places.map((place) => ({
      shape: rng.pick(SHAPES),
      colour: rng.pick(Object.keys(COLOURS) as (keyof typeof COLOURS)[]),
      place,
      dx: rng.int(-24, 24),
      dy: rng.int(-24, 24),
      radius: rng.int(56, 92),
    })),
  }
}

export function drawScene(context: Context2D, scene: Scene): void {
  context.fillStyle = scene.paper
  context.fillRect(0, 0, PAGE, PAGE)
  const cell = PAGE / 3
  for (const object of scene.objects) {
    const x = ((object.place % 3) + 0.5) * cell + object.dx
    const y = (Math.floor(object.place / 3) + 0.5) * cell + object.dy
    const r = object.radius
    context.fillStyle = COLOURS[object.colour]
    if (object.shape === 'square') {
      context.fillRect(x - r * 0.85, y - r * 0.85, r * 1.7, r * 1.7)
      continue
    }
    context.beginPath()
    if (object.shape === 'circle') context.arc(x, y, r, 0, 2 * Math.PI)
    else {
      const points = object.shape === 'triangle' ? 3 : 10
      for (let i = 0; i < points; i++) {
        const reach = object.shape === 'star' && i % 2 === 1 ? r * 0.42 : r
        const angle = -Math.PI / 2 + (i * 2 * Math.PI) / points
        const [px, py] = [x + reach * Math.cos(angle), y + reach * Math.sin(angle)]
        if (i === 0) context.moveTo(px, py)
        else context.lineTo(px, py)
      }
      context.closePath()
    }
    context.fill()
  }
}
