/**
 * What `switchyard plan` works with, loaded when it runs and not for `--help`.
 */
export { answerText } from '../answers/capacity/answer-text.ts'
export { capacityOf } from '../answers/capacity/capacity.ts'
export { capacityDocument, writeCapacity } from '../answers/capacity/files.ts'
export { capacityRequest, checkedWords } from '../answers/capacity/request.ts'
export { Runs } from '../answers/runs.ts'
export { defaultWorkers } from '../bench/run/pool.ts'
