/**
 * What `switchyard best` works with, loaded when it runs and not for `--help`.
 */
export { gathered } from '../answers/gathered.ts'
export { Runs } from '../answers/runs.ts'
export { bestOf, comparedPlan } from '../answers/selection/best.ts'
export { bestSentences, bestText } from '../answers/selection/best-text.ts'
export { readIndifference } from '../answers/selection/indifference.ts'
export { defaultWorkers } from '../bench/run/pool.ts'
