import { PAGE } from './page.ts'
import type { Context2D } from './draw.ts'
import { seeded } from './seeded.ts'

const SKIN = ['#f6d7c3', '#e8b896', '#c98f65', '#9c6644', '#6b4226'] as const
const HAIR = ['#1a1a1a', '#4a2c17', '#8a5a2b', '#c9a227', '#b03a2e', '#7d7d7d'] as const
const BACK = ['#dbe9f6', '#e6f2e1', '#fbe8d3', '#ece4f4', '#f7e1e1', '#e3e3e3'] as const
const EYES = ['#1f3a93', '#1e824c', '#5b3a1e', '#222222'] as const

/** A face of plain shapes, all of it from the seed: nobody's likeness. */
export function drawAvatar(context: Context2D, avatarSeed: string): void {
  const rng = seeded(`avatar/${avatarSeed}`)
  const disc = (x: number, y: number, r: number, colour: string) => {
    context.fillStyle = colour
    context.beginPath()
    context.arc(x, y, r, 0, 2 * Math.PI)
    context.fill()
  }
  const middle = PAGE / 2
  const face = rng.int(180, 230)
  const hair = rng.pick(HAIR)
  context.fillStyle = rng.pick(BACK)
  context.fillRect(0, 0, PAGE, PAGE)
  disc(middle, middle - rng.int(30, 90), face + rng.int(10, 45), hair)
  if (rng.chance(0.5)) context.fillRect(middle - face - 20, middle - 40, 2 * face + 40, rng.int(120, 300))
  disc(middle, middle + 20, face, rng.pick(SKIN))
  const apart = rng.int(60, 100)
  const eye = rng.int(16, 30)
  const colour = rng.pick(EYES)
  for (const side of [-1, 1]) {
    disc(middle + side * apart, middle - 20, eye, '#ffffff')
    disc(middle + side * apart, middle - 20, eye * 0.6, colour)
  }
  context.strokeStyle = hair
  context.lineWidth = 8
  if (rng.chance(0.4))
    for (const side of [-1, 1]) {
      context.beginPath()
      context.arc(middle + side * apart, middle - 20, eye + 16, 0, 2 * Math.PI)
      context.stroke()
    }
  context.lineWidth = rng.int(8, 16)
  context.strokeStyle = rng.pick(['#a93226', '#7b241c', '#c0796b'])
  context.beginPath()
  context.arc(
    middle,
    middle + 80 + rng.int(-10, 20),
    rng.int(40, 80),
    rng.chance(0.7) ? 0.2 * Math.PI : 1.2 * Math.PI,
    rng.chance(0.7) ? 0.8 * Math.PI : 1.8 * Math.PI,
  )
  context.stroke()
}
