/** What `switchyard list` tells of, in one import; see run-parts.ts. */
export { nearest, oneOf } from '../bench/experiment/nearest.ts'
export { groupNumbers } from '../sim/measure/numbers.ts'
export { schedulerNumbers } from '../sim/measure/scheduler-numbers.ts'
export { frameworkKinds, systems } from '../systems/catalogue.ts'
export * as namedPolicies from '../systems/generic/named-policies.ts'
