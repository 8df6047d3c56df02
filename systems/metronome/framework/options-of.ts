/**
 * From a Metronome as an experiment writes it down to what its parts are told.
 */
import { NEVER } from '../../../sim/engine/time.ts'
import { parseInstant } from '../../calendar/instant-text.ts'
import { UTC, zoneOf } from '../../calendar/zone.ts'
import { type DefinedJob, SOUND, writtenRun } from '../../definition-file/defined-job.ts'
import { head as headMarathon, marathon13 } from '../../marathon/flags.ts'
import { ONE } from '../../mesos/quantities.ts'
import { ownClass } from '../../own-jobs.ts'
import { parseCron } from '../cron.ts'
import { readJobs } from '../definition-file.ts'
import { type Flags, head, metronome01 } from '../era.ts'
import type { Restart } from '../job.ts'
import { type Schedule, STARTING_DEADLINE } from '../schedule.ts'
import type { CronJobSpec, MetronomeSpec } from '../spec.ts'
import type { CronJob } from './cron-jobs.ts'
import { type MetronomeOptions, PLAIN_RUN } from './definition-of-job.ts'

export const flagsOf = (kind: MetronomeSpec['kind']): Flags =>
  kind === 'metronome-head' ? head : metronome01

/** @throws SwitchyardError for what `checkMetronome` finds wrong. */
export function optionsOf(spec: MetronomeSpec): MetronomeOptions {
  const { kind, restart, activeDeadline, declineOfferDuration, maxInstancesPerOffer, takes } = spec
  const flags = flagsOf(kind)
  const policy: Restart = {
    policy: restart === 'never' ? 'NEVER' : 'ON_FAILURE',
    activeDeadline: activeDeadline === NEVER ? null : activeDeadline,
  }
  return {
    flags,
    marathon: {
      ...(flags.era === 'head' ? headMarathon : marathon13),
      declineOfferDuration,
      maxInstancesPerOffer,
    },
    restart: policy,
    cronJobs: [
      ...spec.schedules.map((each, i) => cronJobOf(each, i, policy, flags)),
      ...definedJobs(spec.jobs ?? [], flags),
    ],
    startsAt: parseInstant(spec.startsAt, 'starts-at'),
    jobClass: cluster => ownClass(takes, cluster),
  }
}

function cronJobOf(spec: CronJobSpec, index: number, restart: Restart, flags: Flags): CronJob {
  const needs = { cpus: spec.cpuMilli, mem: spec.memoryMiB * ONE, disk: 0, gpus: 0 }
  return {
    spec,
    definition: {
      id: `cron-${index}`,
      run: { ...PLAIN_RUN, needs, restart },
      schedule: scheduleOf(spec, flags),
      dependencies: [],
    },
  }
}

function scheduleOf({ cron, timezone, concurrency, startingDeadline }: CronJobSpec, flags: Flags): Schedule {
  const usual = flags.era === 'head' ? 'ALLOW' : 'FORBID'
  return {
    id: 'default',
    cron: parseCron(cron, 'cron'),
    zone: timezone === undefined ? UTC : zoneOf(timezone, 'timezone'),
    startingDeadline: startingDeadline ?? STARTING_DEADLINE,
    concurrencyPolicy: concurrency === undefined ? usual : policies[concurrency],
    enabled: true,
  }
}

/** Agents offer neither disk nor accelerators to jobs: what a definition asks of them is left out. */
function definedJobs(jobs: readonly DefinedJob[], flags: Flags): CronJob[] {
  const files = [{ value: jobs.map(({ definition }) => definition), report: SOUND }]
  return readJobs(files, flags).map(job => {
    const run = { ...job.run, needs: { ...job.run.needs, disk: 0, gpus: 0 } }
    return { definition: { ...job, run }, spec: writtenRun(jobs, job.id, run.needs) }
  })
}

const policies = { allow: 'ALLOW', forbid: 'FORBID', replace: 'REPLACE' } as const
