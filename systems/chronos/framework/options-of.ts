/**
 * From a Chronos as an experiment writes it down to what its parts are told.
 */
import { parseInstant } from '../../calendar/instant-text.ts'
import { ONE } from '../../mesos/quantities.ts'
import { ownClass } from '../../own-jobs.ts'
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
  return {
    flags,
    retries: taskRetries,
    repeated: spec.repeated.map((each, i) => repeatedJobOf(each, i, taskRetries, flags, startsAt)),
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
  const { name, repeat, parents = [], timezone = '', concurrent = false, cpuMilli, memoryMiB } = spec
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
      retries,
      needs: { cpus: cpuMilli, mem: memoryMiB * ONE, disk: 0 },
      constraints: [],
      softError: false,
      highPriority: false,
      disabled: false,
      concurrent,
    },
  }
}
