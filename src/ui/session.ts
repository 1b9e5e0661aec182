import { createContext, use } from 'react'
import type { Session } from '../run/index.ts'

export const SessionContext = createContext<Session | null>(null)

/** The app's session. Only below `App`. */
export function useSession(): Session {
  const session = use(SessionContext)
  if (session === null) throw new Error('useSession outside of the session')
  return session
}
