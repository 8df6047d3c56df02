/**
 * From a Chronos as an experiment writes it down to what its parts are told.
 */
import { parseInstant } from '../../calendar/instant-text.ts'
import { type DefinedJob, SOUND, writtenRun } from '../../definition-file/defined-job.ts'
import { ONE } from '../../mesos/quantities.ts'
import { ownClass } from '../../own-jobs.ts'
import { readJobs } from '../definition-file.ts'
import { chronos3, chronos24, type Flags } from '../era.ts'
import { parseRepeat } from '../repeat.ts'
import type { ChronosSpec, RepeatedJobSpec } from '../spec.ts'
import type { ChronosOptions } from './options.ts'
import type { RepeatedJob } from './repeated-jobs.ts'

/** @throws SwitchyardError for what `checkChronos` finds wrong. */
export function optionsOf(spec: ChronosSpec): ChronosOptions {
  const { failureRetry, declineOfferDuration, minReviveOffersInterval, reviveForNewJobs } = spec
  const { taskRetries, takes } = spec
  const flags: Flags = {
    ...(spec.kind === 'chronos-3'
      ? chronos3
      : { ...chronos24, scheduleHorizon: spec.scheduleHorizon, taskEpsilon: spec.taskEpsilon }),
    failureRetryDelay: failureRetry,
    declineOfferDuration,
    minReviveOffersInterval,
    reviveOffersForNewJobs: reviveForNewJobs,
  }
  const startsAt = parseInstant(spec.startsAt, 'starts-at')
  const repeated = spec.repeated.map((each, i) => repeatedJobOf(each, i, taskRetries, flags, startsAt))
  return {
    flags,
    retries: taskRetries,
    repeated: [...repeated, ...definedJobs(spec.jobs ?? [], flags, startsAt)],
    startsAt,
    jobClass: cluster => ownClass(takes, cluster),
  }
}

function repeatedJobOf(
  spec: RepeatedJobSpec,
  index: number,
  retries: number,
  flags: Flags,
  startsAt: number,
): RepeatedJob {
  const { name, repeat, parents = [], timezone = '', cpuMilli, memoryMiB } = spec
  return {
    spec,
    definition: {
      name: name ?? `clock-${index}`,
      command: '',
      arguments: [],
      runs:
        repeat === undefined
          ? { by: 'parents', parents }
          : { by: 'schedule', repeat: parseRepeat(repeat, timezone, startsAt, 'repeat') },
      epsilon: flags.taskEpsilon,
      retries: spec.retries ?? retries,
      needs: { cpus: cpuMilli, mem: memoryMiB * ONE, disk: 0 },
      constraints: [],
      softError: spec.softError ?? false,
      highPriority: false,
      disabled: false,
      concurrent: spec.concurrent ?? false,
    },
  }
}

/** Agents offer no disk to jobs: what a definition asks of it is left out. */
function definedJobs(jobs: readonly DefinedJob[], flags: Flags, startsAt: number): RepeatedJob[] {
  const files = [{ value: jobs.map(({ definition }) => definition), report: SOUND }]
  return readJobs(files, startsAt, flags).map(job => {
    const definition = { ...job, needs: { ...job.needs, disk: 0 } }
    return { definition, spec: writtenRun(jobs, job.name, definition.needs) }
  })
}
