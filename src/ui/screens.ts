/** @file The screens that the first load leaves out. */
import { lazy } from 'react'

const load = {
  plan: () => import('./plan/PlanScreen.tsx'),
  run: () => import('./run/RunScreen.tsx'),
  report: () => import('./report/ReportScreen.tsx'),
  samples: () => import('./samples/SamplesScreen.tsx'),
}

export const PlanScreen = lazy(load.plan)
export const RunScreen = lazy(load.run)
export const ReportScreen = lazy(load.report)
export const SamplesScreen = lazy(load.samples)

/** Fetches every screen, so that none needs a request while a run is under way. */
export async function loadAllScreens(): Promise<void> {
  await Promise.all([...Object.values(load).map((screen) => screen()), import('../report/html.tsx')])
}
