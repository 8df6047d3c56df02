/**
 * Parts of a workload that begin by the clock or by the calendar: cron jobs, and pipelines that are written down.
 */
import * as z from 'zod'
import { durationDistribution, numberDistribution } from './distributions.ts'
import { LateMap } from './late-map.ts'
import { className, common, fails, usual } from './part-schema.ts'
import { duration, text, whole } from './quantities.ts'

/** Runs by the clock or by the calendar. */
const clock = {
  at: () => duration({ zero: true }).optional().describe('When the first run begins; left out: at 0 s.'),
  every: () =>
    duration()
      .optional()
      .describe('From then on, one run each time; left out: a single run. No load changes it.'),
  schedule: () =>
    text('a cron expression')
      .optional()
      .describe(
        'In place of at and every: a cron expression such as "*/5 * * * *" or "0 2 * * MON-FRI", by the calendar.',
      ),
  zone: () =>
    text('a time zone')
      .optional()
      .describe('Time zone of the schedule, such as Europe/Berlin; left out: UTC.'),
  runs: () => whole(1).optional().describe('So many runs at most; left out: until submissions end.'),
}

export const cron = new LateMap(
  {
    class: () => className('cron'),
    ...clock,
    concurrency: () =>
      z
        .enum(['allow', 'forbid', 'replace'])
        .default('allow')
        .describe(
          'A run that is due while the one before is going on: begins beside it, is skipped, or takes its place.',
        ),
    tasks: () => numberDistribution().prefault(1).describe('Tasks of a run, rounded up.'),
    duration: () => durationDistribution().describe('How long one task runs.'),
    fails: () =>
      fails().optional().describe('Failures that come in any case, beside those by the mean time.'),
    gang: () => z.boolean().default(false).describe('All tasks of a run start together or not at all.'),
    ...common,
  },
  ['class', 'concurrency', 'tasks', 'duration', 'gang', ...usual],
  'cron',
)

export const pipelineFiles = new LateMap(
  {
    file: () =>
      text('the path of a pipeline').describe(
        'A pipeline (YAML or JSON), or a workflow in WfFormat, from the folder of the experiment.',
      ),
    class: () => className('pipeline'),
    ...clock,
    interarrival: () =>
      durationDistribution()
        .optional()
        .describe('In place of at and every: time between two runs; with load: only its proportion counts.'),
    'mean-time-to-failure': () =>
      duration({ never: true })
        .prefault('never')
        .describe('Mean time between failures of a running task of stages whose file does not say it.'),
    priority: common.priority,
  },
  ['file', 'class', 'mean-time-to-failure', 'priority'],
  'pipeline-files',
)
