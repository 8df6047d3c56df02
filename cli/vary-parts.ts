/**
 * What `switchyard vary` works with, loaded when it runs and not for `--help`.
 */
export { Runs } from '../answers/runs.ts'
export { sensitivityDocument, writeSensitivity } from '../answers/sensitivity/files.ts'
export { sensitivityRequest } from '../answers/sensitivity/request.ts'
export { sensitivityOf } from '../answers/sensitivity/sensitivity.ts'
export { sensitivityText } from '../answers/sensitivity/sensitivity-text.ts'
export { defaultWorkers } from '../bench/run/pool.ts'
