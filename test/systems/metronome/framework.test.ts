import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { HostingSpec } from '../../../systems/generic/spec.ts'
import type { MarathonSpec } from '../../../systems/marathon/spec.ts'
import type { CronJobSpec, MetronomeSpec } from '../../../systems/metronome/spec.ts'
import { agents } from '../../support/marathon-run.ts'
import { metronomeOf } from '../../support/metronome-run.ts'
import { type Stage, type StagedRun, stagedRun } from '../../support/staged-run.ts'
import { numbersOf, type WrittenJob } from '../../support/watched-run.ts'

// In 0.1 a launch takes 4 ms: the revive, the offer, the answer and the launch travel 1 ms each. At head, whose Marathon is Marathon at
// head, offers come with the next allocation, at a full second, and a task runs 3 ms after it; but whether offers are wanted is looked at
// every 5 s at most, twice where nothing was for so long. An end is known 2 ms later.

/** What happens, without machines. */
const story = ({ log, ends }: StagedRun) => [...log.map(line => line.replace(/ on machine \d+/, '')), ...ends]

/** Five stages one after the other, each a task of 30 s. */
const chain: readonly WrittenJob[] = [0, 1, 2, 3, 4].map(stage => ({
  submit: 10,
  run: 30,
  pipeline: 1,
  ...(stage > 0 && { parents: [stage - 1] }),
}))

const failThirdAt = (...times: number[]) =>
  Object.fromEntries(times.map(at => [at, (stage: Stage) => stage.failTask(2)]))

describe('a pipeline of five stages under Metronome', () => {
  test('is discontinued where a stage fails', async () => {
    // Stages one and two take 30 s, and up to a second until an allocation; the third starts at 73.003 s and fails at 80 s. Two stages of
    // 30 s are saved.
    const run = await stagedRun(metronomeOf('metronome-head'), agents(2), chain, { script: failThirdAt(80) })
    expect(story(run)).toEqual([
      '11.003 s: job 0 starts',
      '41.003 s: job 0 finishes',
      '42.003 s: job 1 starts',
      '72.003 s: job 1 finishes',
      '73.003 s: job 2 starts',
      '80 s: job 2 fails',
      '41.005 s: job 0 is finished',
      '72.005 s: job 1 is finished',
      '80.002 s: job 3 is cancelled (job 2 at 80 s: a run failed)',
      '80.002 s: job 4 is cancelled (job 2 at 80 s: a run failed)',
      '80.002 s: job 2 has failed (job 2 at 80 s: a run failed)',
    ])
    const numbers = numbersOf(run.result)
    // Three's 6.997 s came to nothing with the 60 s before it; the 60 s of four and five were never begun.
    expect(numbers['core_hours_saved']).toBeCloseTo(60 / 3600, 9)
    expect(numbers['tasks_doomed']).toBe(0)
  })

  test('goes on after a failure that passes when its runs restart', async () => {
    const restarts = metronomeOf('metronome-head', { restart: 'on-failure' })
    const run = await stagedRun(restarts, agents(2), chain, { script: failThirdAt(80) })
    // It starts again at 81.003 s, is over at 111.003 s, and two more follow. Known to have ended at 80.002 s.
    expect(run.log.at(-1)).toMatch(/^175\.003 s: job 4 finishes/)
    expect(run.ends.filter(end => end.endsWith('is finished'))).toHaveLength(5)
  })

  test('is given up when a failure stays and the run is too old', async () => {
    // The run of the third stage begins at 72.005 s; at 80 s it is 7.995 s old, at 85 s it is over 10 s old.
    const restarts = metronomeOf('metronome-head', { restart: 'on-failure', activeDeadline: 10 * SECOND })
    const run = await stagedRun(restarts, agents(2), chain, { script: failThirdAt(80, 85) })
    expect(run.log.filter(line => line.includes('job 2 starts'))).toHaveLength(2)
    expect(run.ends.at(-1)).toBe('85.002 s: job 2 has failed (job 2 at 85 s: a run failed)')
  })

  test('is not what 0.1 can run', async () => {
    await expect(stagedRun(metronomeOf('metronome-0.1'), agents(2), chain)).rejects.toThrow(
      "Job 0 is a stage of a pipeline, but framework 'metronome' is a Metronome: 0.1 has no dependencies between jobs",
    )
  })

  test('joins what both parents have done', async () => {
    // 0 and 1 take 30 s and 60 s; 2 waits for both.
    const join: WrittenJob[] = [
      { submit: 10, run: 30, pipeline: 1 },
      { submit: 10, run: 60, pipeline: 1 },
      { submit: 10, run: 10, pipeline: 1, parents: [0, 1] },
    ]
    const run = await stagedRun(metronomeOf('metronome-head'), agents(2), join)
    expect(story(run)).toContain('72.003 s: job 2 starts')
  })
})

describe('a job with several tasks under Metronome', () => {
  test('is as many runs, and is over when one of them has failed', async () => {
    const run = await stagedRun(
      metronomeOf('metronome-head'),
      agents(2),
      [{ submit: 10, run: 30, tasks: 3 }],
      {
        script: { 20: stage => stage.failTask(0) },
      },
    )
    expect(run.log.filter(line => line.includes('starts'))).toHaveLength(3)
    expect(run.log.filter(line => line.includes('is killed'))).toHaveLength(2)
    expect(run.ends).toEqual(['20.005 s: job 0 has failed (job 0 at 20 s: a run failed)'])
  })
})

const everyMinute: CronJobSpec = {
  cron: '* * * * *',
  cpuMilli: 1000,
  memoryMiB: 100,
  duration: 150 * SECOND,
}

const starts = ({ log }: StagedRun) =>
  log.filter(line => line.includes('starts')).map(line => Number.parseFloat(line))

describe('a job by the clock that runs longer than its period', () => {
  const tenMinutes = (name: 'metronome-0.1' | 'metronome-head', concurrency: 'allow' | 'forbid') =>
    stagedRun(metronomeOf(name, { schedules: [{ ...everyMinute, concurrency }] }), agents(2), [], {
      until: 10 * MINUTE,
    })
  const everyStart = (after: number) => [60, 120, 180, 240, 300, 360, 420, 480, 540].map(at => at + after)

  test('starts at every trigger where that is allowed', async () => {
    expect(starts(await tenMinutes('metronome-head', 'allow'))).toEqual(everyStart(1.003))
  })

  test('starts at every third where that is forbidden', async () => {
    // 150 s are longer than two periods and shorter than three: of nine triggers six are skipped.
    const run = await tenMinutes('metronome-head', 'forbid')
    expect(starts(run)).toEqual([61.003, 241.003, 421.003])
    expect(run.result.reasons).toContainEqual({
      reason: 'a run was skipped beside another of its job',
      count: 6,
    })
  })

  test('starts at every trigger in 0.1, whatever is forbidden', async () => {
    expect(starts(await tenMinutes('metronome-0.1', 'forbid'))).toEqual(everyStart(0.004))
  })

  test('is given up when it does not start in time, but not in 0.1', async () => {
    // One core for runs of 150 s, 60 s to start: the run of minute 2 is given up at minute 3, that of minute 3 starts at 211 s.
    const scarce = (name: 'metronome-0.1' | 'metronome-head', more: Partial<CronJobSpec>) =>
      stagedRun(metronomeOf(name, { schedules: [{ ...everyMinute, ...more }] }), agents(1, 1), [], {
        until: 4 * MINUTE,
      })
    const run = await scarce('metronome-head', { startingDeadline: MINUTE })
    expect(run.ends).toEqual([
      '180 s: job 2 has failed (job 2 at 180 s: a run did not start in time)',
      '211.005 s: job 1 is finished',
    ])
    expect((await scarce('metronome-0.1', {})).ends).toEqual(['210.006 s: job 1 is finished'])
  })
})

describe('a daylight-saving day', () => {
  test('has 23 hours: what is left out comes an hour later by the wall, and every day is a day apart else', async () => {
    // Noon UTC on 2019-03-30 is 13:00 in Berlin. 02:30 of the 31st does not exist: 03:30 there, 13.5 h later; then 23 h later.
    const schedules = [{ ...everyMinute, cron: '30 2 * * *', timezone: 'Europe/Berlin', duration: SECOND }]
    const run = await stagedRun(
      metronomeOf('metronome-head', { schedules, startsAt: '2019-03-30T12:00:00Z' }),
      agents(1),
      [],
      { until: 3 * DAY },
    )
    expect(starts(run)).toEqual([13.5, 36.5, 60.5].map(hours => (hours * HOUR) / SECOND + 1.003))
  })
})

describe('a Metronome that Marathon hosts', () => {
  const hosting: HostingSpec = {
    hostedBy: 'marathon',
    cpuMilli: 1000,
    memoryMiB: 1024,
    meanTimeToFailure: NEVER,
    reconciliation: 15 * SECOND,
    failoverTimeout: 7 * DAY,
  }
  const marathon = systems['metronome-head']!.frameworks.find(
    ({ name }) => name === 'marathon',
  ) as MarathonSpec
  const hosted = (changes: Partial<MetronomeSpec>) =>
    metronomeOf('metronome-head', { hosting, ...changes }, [
      { ...marathon, takes: ['service'], killGrace: 0 },
    ])

  test('forgets on its death what parents have done: a join waits for ever, a chain goes on', async () => {
    // The join's first parent is done at 60 s, its second at 100 s; Metronome dies in between and is back before.
    const join: WrittenJob[] = [
      { submit: 25, run: 30, pipeline: 1 },
      { submit: 25, run: 90, pipeline: 1 },
      { submit: 25, run: 10, pipeline: 1, parents: [0, 1] },
      { submit: 25, run: 60, pipeline: 2 },
      { submit: 25, run: 10, pipeline: 2, parents: [3] },
    ]
    const run = await stagedRun(hosted({}), agents(3), join, {
      classes: ['batch', 'service'],
      until: 10 * MINUTE,
      script: { 70: stage => stage.failScheduler('metronome') },
    })
    const ended = run.ends.map(end => end.replace(/^[\d.]+ s: /, ''))
    expect(ended).toContain('job 4 is finished')
    expect(ended).toContain('job 1 is finished')
    expect(ended.filter(end => end.startsWith('job 2'))).toEqual([])
  })

  test('misses what fell due while it was away', async () => {
    const run = await stagedRun(
      hosted({ schedules: [{ ...everyMinute, duration: SECOND }] }),
      agents(2),
      [],
      {
        classes: ['batch', 'service'],
        until: 5 * MINUTE,
        script: { 110: stage => stage.failScheduler('metronome') },
      },
    )
    // Back after Marathon's back-off of 1 s and 15 s; then the next minute is planned, and waited for 60 s at least.
    const cron = starts(run).filter(at => at > 30)
    expect(cron[0]).toBeGreaterThan(60)
    expect(cron.filter(at => at > 110 && at < 126)).toHaveLength(1)
    expect(cron.filter(at => at > 126 && at < 180)).toEqual([])
  })
})
