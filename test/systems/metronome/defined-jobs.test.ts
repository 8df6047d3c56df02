/** Jobs of definition files in a simulation: timelines by hand. */
import { describe, expect, test } from 'vitest'
import { MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import type { DefinedJob } from '../../../systems/definition-file/defined-job.ts'
import type { Job } from '../../../systems/metronome/job.ts'
import { agents } from '../../support/marathon-run.ts'
import { metronomeOf } from '../../support/metronome-run.ts'
import { type Stage, stagedRun } from '../../support/staged-run.ts'

// Offers come with the next allocation, at a full second, and a task runs 3 ms after it. An end is known 2 ms later.

const defined = (
  seconds: number,
  definition: Readonly<Record<string, unknown>> & { readonly id: Job['id'] },
): DefinedJob => ({
  name: definition.id,
  definition: { run: { cmd: 'x', cpus: 1, mem: 32, disk: 0 }, ...definition },
  duration: { kind: 'constant', value: seconds * SECOND },
  meanTimeToFailure: NEVER,
})

/** Every ten minutes of the run a minute of work, and half a minute of what depends on it. */
const extract = { id: 'extract', schedules: [{ id: 'default', cron: '*/10 * * * *' }] }
const report = { id: 'report', dependencies: [{ id: 'extract' }] }
const pipeline = [defined(60, extract), defined(30, report)]

async function story(jobs: readonly DefinedJob[], script: Record<number, (stage: Stage) => void> = {}) {
  const run = await stagedRun(metronomeOf('metronome-head', { jobs }), agents(2), [], {
    classes: jobs.map(({ name }) => name),
    until: 29 * MINUTE,
    script,
  })
  return run.log.map(line => line.replace(/ on machine \d+/, ''))
}

describe('a pipeline of Metronome whose root is a cron job', () => {
  test('runs again with each run of its root', async () => {
    expect(await story(pipeline)).toEqual([
      '601.003 s: job 1 starts',
      '661.003 s: job 1 finishes',
      '662.003 s: job 2 starts',
      '692.003 s: job 2 finishes',
      '1201.003 s: job 3 starts',
      '1261.003 s: job 3 finishes',
      '1262.003 s: job 4 starts',
      '1292.003 s: job 4 finishes',
    ])
  })

  test('is discontinued by a root that fails, and goes on with the next', async () => {
    expect(await story(pipeline, { 630: stage => stage.failTask(1) })).toEqual([
      '601.003 s: job 1 starts',
      '630 s: job 1 fails',
      '1201.003 s: job 2 starts',
      '1261.003 s: job 2 finishes',
      '1262.003 s: job 3 starts',
      '1292.003 s: job 3 finishes',
    ])
  })

  test('rests for good where a dependent job failed: it has been started since its last success', async () => {
    expect(await story(pipeline, { 670: stage => stage.failTask(2) })).toEqual([
      '601.003 s: job 1 starts',
      '661.003 s: job 1 finishes',
      '662.003 s: job 2 starts',
      '670 s: job 2 fails',
      '1201.003 s: job 3 starts',
      '1261.003 s: job 3 finishes',
    ])
  })

  test('goes on where the run of its root restarts, as its file says', async () => {
    const run = { cmd: 'x', cpus: 1, mem: 32, disk: 0, restart: { policy: 'ON_FAILURE' } }
    const restarts = [defined(60, { ...extract, run }), defined(30, report)]
    // Known at 630.002 s and launched with the next allocation.
    expect((await story(restarts, { 630: stage => stage.failTask(1) })).slice(0, 5)).toEqual([
      '601.003 s: job 1 starts',
      '630 s: job 1 fails',
      '631.003 s: job 1 starts',
      '691.003 s: job 1 finishes',
      '692.003 s: job 2 starts',
    ])
  })
})

test('a job without a schedule runs once, at the beginning', async () => {
  const log = await story([defined(60, { id: 'once' })])
  expect(log).toHaveLength(2)
  expect(Number.parseFloat(log[0]!)).toBeLessThan(2)
})

test('a schedule that forbids skips what is due beside another run', async () => {
  // Runs of 15 min from minute 10 on: that of minute 20 is skipped, where it is allowed it starts.
  const long = (concurrencyPolicy: string) =>
    defined(900, { id: 'long', schedules: [{ id: 'd', cron: '*/10 * * * *', concurrencyPolicy }] })
  const starts = async (policy: string) =>
    (await story([long(policy)])).filter(line => line.endsWith('starts')).map(Number.parseFloat)
  expect(await starts('FORBID')).toEqual([601.003])
  expect(await starts('ALLOW')).toEqual([601.003, 1201.003])
})
