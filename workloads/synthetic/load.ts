import { NEVER, type Time } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type {
  CronPart,
  DistributionSpec,
  JobsPart,
  MixSpec,
  Part,
  PipelinesPart,
  ServicesPart,
  WorkloadSetting,
  WrittenPipelinePart,
} from '../spec.ts'
import { mean, meanRounded, meanRoundedUp } from './mean.ts'
import { fixedRuns } from './run-times.ts'

/** Thousandths of a core and mebibytes that are held on average. */
export interface Demand {
  readonly cpuMilli: number
  readonly memoryMiB: number
}

type DrawnPart = JobsPart | PipelinesPart
type EndingPart = DrawnPart | WrittenPipelinePart | CronPart

/**
 * What a part holds on average at the rate it is written with, if every task starts at once and none fails: arrivals per µs ×
 * tasks × duration × amount (Little's law; all four are drawn independently). Rounding of memory that is drawn near 0 is left
 * out.
 *
 * @param until End of submissions: what runs by the clock counts with all of its runs until then, over this time.
 */
export function demandOf(part: EndingPart, until: Time): Demand {
  if (part.kind === 'pipeline-files') return demandOfWritten(part, until)
  const running = tasksRunning(part, until)
  return { cpuMilli: running * meanRounded(part.cpuMilli), memoryMiB: running * mean(part.memoryMiB) }
}

/** What the services of a part hold on average, before they are drawn. */
export function heldOnAverage(part: ServicesPart): Demand {
  const tasks = part.count * meanRoundedUp(part.instances)
  return { cpuMilli: tasks * meanRounded(part.cpuMilli), memoryMiB: tasks * mean(part.memoryMiB) }
}

/** Does a load change how often it arrives? Services, and what runs by the clock, stay as they are written. */
export function isScaled(part: Part): part is EndingPart {
  if (part.kind === 'pipeline-files') return part.runs.kind === 'drawn'
  return part.kind !== 'services' && part.kind !== 'cron'
}

/** Mean number of tasks that run at once: arrivals per µs × tasks × duration. */
function tasksRunning(part: DrawnPart | CronPart, until: Time): number {
  const work = meanRoundedUp(part.tasks) * meanRounded(part.duration)
  if (part.kind === 'cron') return (fixedRuns(part.runs, until) * work) / until
  // Layers and their widths are drawn independently, so the mean number of stages is the product of the means.
  const jobs = part.kind === 'jobs' ? 1 : meanRoundedUp(part.layers) * meanRoundedUp(part.width)
  return (jobs * work) / mean(part.interarrival)
}

function demandOfWritten({ stages, runs }: WrittenPipelinePart, until: Time): Demand {
  const rate = runs.kind === 'drawn' ? 1 / mean(runs.interarrival) : fixedRuns(runs, until) / until
  let cpuMilli = 0
  let memoryMiB = 0
  for (const stage of stages) {
    const held = rate * meanRoundedUp(stage.tasks) * meanDuration(stage.duration)
    cpuMilli += held * meanRounded(stage.cpuMilli)
    memoryMiB += held * mean(stage.memoryMiB)
  }
  return { cpuMilli, memoryMiB }
}

/** Mean duration of a task of a stage, µs; a recorded task may have no length. */
export function meanDuration(duration: DistributionSpec): number {
  return duration.kind === 'constant' && duration.value === 0 ? 0 : meanRounded(duration)
}

/**
 * The factor on all inter-arrival times that makes the mix offer `spec.load` of the cores that it is a share of; 1 without
 * a load.
 *
 * Services count with what they were drawn to hold, which stays as it is for the whole run, and so does what runs by the clock;
 * the other parts count with the means of their distributions, to which a run converges.
 *
 * @param services Thousandths of a core that the services of the mix hold.
 * @throws SwitchyardError if what is fixed alone holds the load, or if nothing arrives that could be scaled.
 */
export function gapFactor(spec: MixSpec, services: number, setting: WorkloadSetting): number {
  if (spec.load === undefined) return 1
  let arriving = 0
  let held = services
  for (const part of spec.parts) {
    if (part.kind === 'services') continue
    const { cpuMilli } = demandOf(part, spec.until)
    if (isScaled(part)) arriving += cpuMilli
    else held += cpuMilli
  }
  const fixed = held > services ? 'services and what runs by the clock' : 'services'
  const fewer = held > services ? 'less of them' : 'fewer services'
  if (arriving === 0) {
    throw new SwitchyardError(
      `workload.load: found ${spec.load}, but all parts are ${fixed}, whose load is fixed. Leave load out, or add jobs or pipelines.`,
    )
  }
  const cpuMilli = spec.loadOfCpuMilli ?? setting.cpuMilli
  const wanted = spec.load * cpuMilli
  if (held >= wanted) {
    const heldShare = shown(held / cpuMilli)
    throw new SwitchyardError(
      `workload.load: ${fixed} alone hold ${shown(held / 1000)} of ${shown(cpuMilli / 1000)} cores (${heldShare}), ` +
        `which leaves nothing for the other parts at a load of ${spec.load}. Ask for a load above ${heldShare}, or for ${fewer}.`,
    )
  }
  return arriving / (wanted - held)
}

/** Can the demand of a mix be said without reading it? Not where submissions end with the last run. */
export function hasRate(spec: MixSpec): boolean {
  return spec.until !== NEVER
}

/** Three decimals at most. */
function shown(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}
