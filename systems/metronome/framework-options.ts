/**
 * What an experiment can set of a Metronome.
 */
import type { FrameworkSpec } from '../generic/spec.ts'
import { marathonOptions } from '../marathon/framework-options.ts'
import type { OptionsOf } from '../options.ts'
import { ownTaskOptions } from '../own-jobs.ts'
import type { MetronomeSpec } from './spec.ts'

export const metronomeOptions: OptionsOf<Omit<MetronomeSpec, 'jobs'>, FrameworkSpec> = {
  restart: {
    is: 'word',
    of: ['never', 'on-failure'],
    about: 'Metronome: a failed task ends its run, or another is launched (restart.policy).',
  },
  activeDeadline: {
    is: 'duration',
    never: true,
    about: 'Metronome: no other task is launched when the run is so old (restart.activeDeadlineSeconds).',
  },
  // Of the Marathon inside it.
  declineOfferDuration: marathonOptions.declineOfferDuration,
  maxInstancesPerOffer: marathonOptions.maxInstancesPerOffer,
  startsAt: {
    is: 'text',
    expected: 'a date and time such as 2016-10-13T00:00:00Z',
    about: 'The date and time at which the run begins, for what goes by the clock.',
  },
  schedules: {
    is: 'list',
    of: {
      is: 'map',
      of: {
        cron: {
          is: 'text',
          expected: 'a cron expression such as "0 2 * * *"',
          about: 'Minute, hour, day of the month, month, day of the week and, if wanted, year.',
        },
        timezone: {
          is: 'text',
          expected: 'a zone of the IANA database such as Europe/Berlin',
          optional: true,
          about: 'On whose walls; UTC if it does not say.',
        },
        concurrency: {
          is: 'word',
          of: ['allow', 'forbid', 'replace'],
          optional: true,
          about:
            'Whether a run is started beside another of the job (concurrencyPolicy). 0.1 accepts it and starts one at every trigger.',
        },
        startingDeadline: {
          is: 'duration',
          optional: true,
          about:
            'A run that has no task at work so long after its trigger is given up; 900 s if it does not say. Not in 0.1.',
        },
        ...ownTaskOptions,
      },
    },
    expected: 'jobs by the clock such as [{ cron: "0 2 * * *", cpu: 1, memory: 1 GiB, duration: 10 min }]',
    about: 'Metronome: jobs that run by the clock, beside those of the workload. A list.',
  },
}
