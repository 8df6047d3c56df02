import { HOUR, MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import type { DistributionSpec, JobsPart, PipelinesPart, ServicesPart } from '../../../workloads/spec.ts'

export const constant = (value: number): DistributionSpec => ({ kind: 'constant', value })
export const exponential = (mean: number): DistributionSpec => ({ kind: 'exponential', mean })
export const uniform = (low: number, high: number): DistributionSpec => ({ kind: 'uniform', low, high })
export const lognormal = (mean: number, cv: number): DistributionSpec => ({ kind: 'lognormal', mean, cv })

/** Every 10 s a job of 2 tasks, each 1 core and 512 MiB for a minute: 12 cores on average. */
export const jobs: JobsPart = {
  kind: 'jobs',
  jobClass: 'batch',
  interarrival: constant(10 * SECOND),
  tasks: constant(2),
  duration: constant(MINUTE),
  cpuMilli: constant(1000),
  memoryMiB: constant(512),
  meanTimeToFailure: NEVER,
  gang: false,
  priority: 0,
}

/** Three services of 2 instances, each 500 thousandths of a core: 3 cores. */
export const services: ServicesPart = {
  kind: 'services',
  jobClass: 'service',
  count: 3,
  within: 0,
  instances: constant(2),
  cpuMilli: constant(500),
  memoryMiB: constant(1024),
  meanTimeToFailure: NEVER,
  priority: 100,
}

/** Every hour a pipeline of 3 layers of 2 stages. */
export const pipelines: PipelinesPart = {
  kind: 'pipelines',
  jobClass: 'pipeline',
  interarrival: constant(HOUR),
  layers: constant(3),
  width: constant(2),
  parents: 2,
  tasks: constant(1),
  duration: constant(10 * MINUTE),
  cpuMilli: constant(2000),
  memoryMiB: constant(256),
  meanTimeToFailure: NEVER,
  priority: 50,
}
