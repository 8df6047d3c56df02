/**
 * How a framework is hosted, from the words of an experiment to those of the specification.
 */
import type { HostingSpec } from '../../systems/generic/spec.ts'
import type { FrameworkChanges } from './system-schema.ts'

export function hostingOf(hosting: NonNullable<FrameworkChanges['hosting']>): HostingSpec {
  return {
    hostedBy: hosting.by,
    cpuMilli: hosting.cpu,
    memoryMiB: hosting.memory,
    meanTimeToFailure: hosting['mean-time-to-failure'],
    reconciliation: hosting.reconciliation,
    failoverTimeout: hosting['failover-timeout'],
  }
}
