/**
 * What `switchyard pack` works with, loaded when it runs and not for `--help`.
 */
export { goalsOf } from '../answers/capacity/goals-of.ts'
export { gathered } from '../answers/gathered.ts'
export { packingDocument, writePacking } from '../answers/packing/files.ts'
export { packingsOf } from '../answers/packing/packing.ts'
export { packingSentences } from '../answers/packing/packing-text.ts'
export { Runs } from '../answers/runs.ts'
export { readExperiment } from '../bench/experiment/read.ts'
export { defaultWorkers } from '../bench/run/pool.ts'
