/** @file The screens that the first load leaves out. */
import { lazy } from 'react'
import { screensAreLoadedBy } from './fetch-ahead.ts'

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

screensAreLoadedBy(() =>
  Promise.all([...Object.values(load).map((screen) => screen()), import('../report/export/html.tsx')]),
)
