/**
 * What an experiment can set of a Chronos.
 */
import type { FrameworkSpec } from '../generic/spec.ts'
import { marathonOptions } from '../marathon/framework-options.ts'
import { metronomeOptions } from '../metronome/framework-options.ts'
import type { OptionsOf } from '../options.ts'
import { ownTaskOptions } from '../own-jobs.ts'
import type { Chronos3Spec, Chronos24Spec } from './spec.ts'

export const chronos3Options: OptionsOf<Omit<Chronos3Spec, 'jobs'>, FrameworkSpec> = {
  taskRetries: { is: 'whole', least: 0, about: 'Chronos: attempts after the first, of every job (retries).' },
  failureRetry: {
    is: 'duration',
    zero: true,
    about: 'Chronos: pause before another attempt is queued (--failure_retry).',
  },
  declineOfferDuration: marathonOptions.declineOfferDuration,
  minReviveOffersInterval: marathonOptions.minReviveOffersInterval,
  reviveForNewJobs: {
    is: 'boolean',
    about: 'Chronos: offers are asked for when a task is queued (--revive_offers_for_new_jobs).',
  },
  startsAt: metronomeOptions.startsAt,
  repeated: {
    is: 'list',
    of: {
      is: 'map',
      of: {
        name: {
          is: 'text',
          expected: 'the name of a job',
          optional: true,
          about: 'By which parents names it.',
        },
        repeat: {
          is: 'text',
          expected: 'repetitions, start and period such as R/2016-10-13T02:00:00Z/P1D',
          optional: true,
          about: 'How often, from when, and how far apart, in ISO 8601.',
        },
        parents: {
          is: 'list',
          of: { is: 'text', expected: 'the name of a job' },
          least: 1,
          optional: true,
          about: 'In place of repeat: jobs of this list, before this one, after which it runs.',
        },
        timezone: {
          is: 'text',
          expected: 'a zone of the IANA database such as Europe/Berlin',
          optional: true,
          about: 'Takes the place of the zone that the start names.',
        },
        concurrent: {
          is: 'boolean',
          optional: true,
          about:
            'Chronos 3: a task may start beside another of the job; else it is dropped, as always in 2.4.',
        },
        retries: {
          is: 'whole',
          least: 0,
          optional: true,
          about: 'Attempts after the first; task-retries if it does not say.',
        },
        softError: {
          is: 'boolean',
          optional: true,
          about: 'A last failure of it counts as a success for the jobs that depend on it (softError).',
        },
        ...ownTaskOptions,
      },
    },
    expected:
      'jobs by the clock such as [{ repeat: R/2016-10-13T02:00:00Z/P1D, cpu: 1, memory: 1 GiB, duration: 10 min }]',
    about: 'Chronos: jobs that run by the clock, beside those of the workload. A list.',
  },
}

export const chronos24Options: OptionsOf<Omit<Chronos24Spec, 'jobs'>, FrameworkSpec> = {
  ...chronos3Options,
  scheduleHorizon: {
    is: 'duration',
    about: 'Chronos 2.4: how often schedules are looked at, and how far ahead (--schedule_horizon).',
  },
  taskEpsilon: {
    is: 'duration',
    zero: true,
    about: 'Chronos 2.4: a task that is as late as this is skipped (--task_epsilon).',
  },
}
