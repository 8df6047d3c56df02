import { SwitchyardError } from '../../sim/errors.ts'
import type { JobsPart, MixSpec, PipelinesPart, ServicesPart, WorkloadSetting } from '../spec.ts'
import { mean, meanRounded, meanRoundedUp } from './mean.ts'

/**
 * Thousandths of a core that a part holds on average at the rate it is written with, if every task starts at once and
 * none fails: arrivals per µs × tasks × duration × cores (Little's law; all four are drawn independently).
 */
export function demandCpuMilli(part: JobsPart | PipelinesPart): number {
  return tasksRunning(part) * meanRounded(part.cpuMilli)
}

/** The same for memory, in mebibytes. Rounding of amounts that are drawn near 0 is left out. */
export function demandMemoryMiB(part: JobsPart | PipelinesPart): number {
  return tasksRunning(part) * mean(part.memoryMiB)
}

/** What the services of a part hold on average, before they are drawn. */
export function heldOnAverage(part: ServicesPart): { cpuMilli: number; memoryMiB: number } {
  const tasks = part.count * meanRoundedUp(part.instances)
  return { cpuMilli: tasks * meanRounded(part.cpuMilli), memoryMiB: tasks * mean(part.memoryMiB) }
}

/** Mean number of tasks that run at once: arrivals per µs × tasks × duration. */
function tasksRunning(part: JobsPart | PipelinesPart): number {
  // Layers and their widths are drawn independently, so the mean number of stages is the product of the means.
  const jobs = part.kind === 'jobs' ? 1 : meanRoundedUp(part.layers) * meanRoundedUp(part.width)
  return (jobs * meanRoundedUp(part.tasks) * meanRounded(part.duration)) / mean(part.interarrival)
}

/**
 * The factor on all inter-arrival times that makes the mix offer `spec.load` of the cores that it is a share of; 1 without
 * a load.
 *
 * Services count with what they were drawn to hold, which stays as it is for the whole run; the other parts with the
 * means of their distributions, to which a run converges.
 *
 * @param held Thousandths of a core that the services of the mix hold.
 * @throws SwitchyardError if services alone hold the load, or if nothing arrives that could be scaled.
 */
export function gapFactor(spec: MixSpec, held: number, setting: WorkloadSetting): number {
  if (spec.load === undefined) return 1
  let arriving = 0
  for (const part of spec.parts) if (part.kind !== 'services') arriving += demandCpuMilli(part)
  if (arriving === 0) {
    throw new SwitchyardError(
      `workload.load: found ${spec.load}, but all parts are services, whose load is fixed. Leave load out, or add jobs or pipelines.`,
    )
  }
  const cpuMilli = spec.loadOfCpuMilli ?? setting.cpuMilli
  const wanted = spec.load * cpuMilli
  if (held >= wanted) {
    const heldShare = shown(held / cpuMilli)
    throw new SwitchyardError(
      `workload.load: services alone hold ${shown(held / 1000)} of ${shown(cpuMilli / 1000)} cores (${heldShare}), ` +
        `which leaves nothing for the other parts at a load of ${spec.load}. Ask for a load above ${heldShare}, or for fewer services.`,
    )
  }
  return arriving / (wanted - held)
}

/** Three decimals at most. */
function shown(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}
