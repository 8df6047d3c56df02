import { SwitchyardError } from '../../sim/errors.ts'
import type { MixSpec, Part, WorkloadSetting } from '../spec.ts'
import { mean, meanRounded, meanRoundedUp } from './mean.ts'

/**
 * Thousandths of a core that a part holds on average once it has settled, if every task starts at once and none fails.
 * For parts that arrive, this is Little's law: arrivals per µs × tasks × duration × cores (all drawn independently).
 */
export function demandCpuMilli(part: Part): number {
  switch (part.kind) {
    case 'services':
      return part.count * meanRoundedUp(part.instances) * meanRounded(part.cpuMilli)
    case 'jobs':
      return workOf(part) / mean(part.interarrival)
    case 'pipelines':
      // Layers and their widths are drawn independently, so the mean number of stages is the product of the means.
      return (meanRoundedUp(part.layers) * meanRoundedUp(part.width) * workOf(part)) / mean(part.interarrival)
  }
}

/** Mean work of one job, in thousandths of a core × µs. */
function workOf(part: Exclude<Part, { kind: 'services' }>): number {
  return meanRoundedUp(part.tasks) * meanRounded(part.duration) * meanRounded(part.cpuMilli)
}

/**
 * The factor on all inter-arrival times that makes the mix offer `spec.load` of the cluster's cores; 1 without a load.
 *
 * Means are those of the distributions, not of what a seed happens to draw: all seeds share one arrival rate.
 *
 * @throws SwitchyardError if services alone hold the load, or if nothing arrives that could be scaled.
 */
export function gapFactor(spec: MixSpec, setting: WorkloadSetting): number {
  if (spec.load === undefined) return 1
  let held = 0
  let arriving = 0
  for (const part of spec.parts) {
    if (part.kind === 'services') held += demandCpuMilli(part)
    else arriving += demandCpuMilli(part)
  }
  if (arriving === 0) {
    throw new SwitchyardError(
      `workload.load: found ${spec.load}, but all parts are services, whose load is fixed. Leave load out, or add jobs or pipelines.`,
    )
  }
  const wanted = spec.load * setting.cpuMilli
  if (held >= wanted) {
    throw new SwitchyardError(
      `workload.load: services alone hold ${cores(held)} of ${cores(setting.cpuMilli)} cores (${share(held, setting)}), ` +
        `which leaves nothing for the other parts at a load of ${spec.load}. ` +
        `Ask for a load above ${share(held, setting)}, or for fewer services.`,
    )
  }
  return arriving / (wanted - held)
}

function cores(cpuMilli: number): string {
  return String(Math.round(cpuMilli / 100) / 10)
}

function share(cpuMilli: number, setting: WorkloadSetting): string {
  return String(Math.round((1000 * cpuMilli) / setting.cpuMilli) / 1000)
}
