/** @file Screens, and what else the first load leaves out. */
import { lazy } from 'react'
import { screensAreLoadedBy } from './fetch-ahead.ts'

const load = {
  plan: () => import('./plan/PlanScreen.tsx'),
  run: () => import('./run/RunScreen.tsx'),
  report: () => import('./report/ReportScreen.tsx'),
  samples: () => import('./samples/SamplesScreen.tsx'),
  runs: () => import('./runs/RunsScreen.tsx'),
  compare: () => import('./compare/CompareScreen.tsx'),
  glossary: () => import('./shell/GlossaryDialog.tsx'),
}

export const PlanScreen = lazy(load.plan)
export const RunScreen = lazy(load.run)
export const ReportScreen = lazy(load.report)
export const SamplesScreen = lazy(load.samples)
export const RunsScreen = lazy(load.runs)
export const CompareScreen = lazy(load.compare)
export const GlossaryDialog = lazy(load.glossary)

screensAreLoadedBy(() =>
  Promise.all([...Object.values(load).map((screen) => screen()), import('../report/export/html.tsx')]),
)
