/**
 * @file What the hub page tells its frame when it opens: all that ever flows from the side with storage to the
 * side with the network.
 */

export interface FrameMachine {
  readonly webgpu: boolean
  readonly float16: boolean
  /** Bytes that the browser would still store; null where it does not say. */
  readonly free: number | null
}

/** Sent with one port, the model writer's. */
export interface FrameInit {
  readonly kind: 'leakscope-hub'
  readonly endpoint: string
  readonly theme: 'system' | 'light' | 'dark'
  readonly machine: FrameMachine
}

/** From the frame: it listens, or the user is done. */
export type FrameMessage = 'leakscope-hub-ready' | 'leakscope-hub-close'
