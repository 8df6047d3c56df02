/**
 * What `switchyard why` works with, loaded when it runs and not for `--help`, in one import.
 */
import type { RunSpec } from '../bench/plan.ts'

export { askedRun } from '../answers/explain/asked-run.ts'
export { readDuration } from '../bench/experiment/units.ts'
export { explainRun } from '../bench/why.ts'
export { printable } from '../reports/printable.ts'
export { whyText } from './why-text.ts'

export const rootKindOf = (spec: RunSpec): string => spec.system.root.kind
