import type { HostingSpec, ProcessSpec } from '../../systems/generic/spec.ts'
import type { FrameworkChanges } from './system-schema.ts'

/** How a framework is hosted, from what the experiment says. */
export function hostingOf(hosting: NonNullable<FrameworkChanges['hosting']>): HostingSpec {
  return {
    hostedBy: hosting.by,
    cpuMilli: hosting.cpu,
    memoryMiB: hosting.memory,
    meanTimeToFailure: hosting['mean-time-to-failure'],
    failures: hosting.failures,
    reconciliation: hosting.reconciliation,
    failoverTimeout: hosting['failover-timeout'],
  }
}

/** How the process dies that is a framework's scheduler, from what the experiment says. */
export function processOf(process: NonNullable<FrameworkChanges['process']>): ProcessSpec {
  return {
    failures: process.failures,
    meanTimeToFailure: process['mean-time-to-failure'],
    restart: process.restart,
    reconciliation: process.reconciliation,
    failoverTimeout: process['failover-timeout'],
  }
}
