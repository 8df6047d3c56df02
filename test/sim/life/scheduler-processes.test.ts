/**
 * The death and return of schedulers that are processes beside the cluster, and of roots, second by second.
 */
import { describe, expect, it } from 'vitest'
import { NEVER, SECOND, seconds } from '../../../sim/engine/time.ts'
import type { ProcessSpec } from '../../../systems/generic/spec.ts'
import { framework, monolithic, sharedState, systemOf, thinking } from '../../support/small-system.ts'
import { stagedRun } from '../../support/staged-run.ts'
import { machinesOf } from '../../support/watched-run.ts'

const process: ProcessSpec = {
  failures: [seconds(20)],
  meanTimeToFailure: NEVER,
  restart: 15 * SECOND,
  reconciliation: 5 * SECOND,
  failoverTimeout: NEVER,
}

const recoveryOf = (run: Awaited<ReturnType<typeof stagedRun>>, scope: string, name: string) => {
  const { numbers } = run.result.rows.find(row => row.scope === scope && row.name === name)!
  return [numbers['scheduler_deaths'], numbers['recovery_mean_s'], numbers['recovery_max_s']]
}

describe('a scheduler that is a process', () => {
  it('leaves its tasks alone when it dies, and hears what it missed when it is back', async () => {
    // It dies at 20 and decides again at 20 + 15 + 5 = 40. Job 0 runs 10–70 all along. Job 1 runs 12–32 and fails meanwhile at 30:
    // the framework hears of it at 40 and launches it again, beside job 2, which arrived at 25.
    const own = framework('own', { onFailure: 'retry', retries: 1, process })
    const run = await stagedRun(
      systemOf(monolithic(), { frameworks: [own] }),
      machinesOf(1, 4),
      [
        { submit: 10, run: 60 },
        { submit: 12, run: 20 },
        { submit: 25, run: 5 },
      ],
      { classes: ['own'], script: { 30: stage => stage.failTask(1) } },
    )
    expect(run.log.map(line => line.replace(/ on.*/, ''))).toEqual([
      '10 s: job 0 starts',
      '12 s: job 1 starts',
      '30 s: job 1 fails',
      '40 s: job 1 starts',
      '40 s: job 2 starts',
      '45 s: job 2 finishes',
      '60 s: job 1 finishes',
      '70 s: job 0 finishes',
    ])
    expect(recoveryOf(run, 'scheduler', 'own')).toEqual([1, 20, 20])
    expect(recoveryOf(run, 'all', '')).toEqual([1, 20, 20])
  })

  it('is removed with all that it runs when it is away for longer than its failover timeout', async () => {
    // Removed at 20 + 10: job 0 is killed. Job 1 arrives while it is away and waits for the next scheduler.
    const own = framework('own', { process: { ...process, failoverTimeout: 10 * SECOND } })
    const run = await stagedRun(
      systemOf(monolithic(), { frameworks: [own] }),
      machinesOf(1, 4),
      [
        { submit: 10, run: 60 },
        { submit: 25, run: 5 },
      ],
      { classes: ['own'] },
    )
    expect(run.log.map(line => line.replace(/ on.*/, ''))).toEqual([
      '10 s: job 0 starts',
      '30 s: job 0 is killed',
      '40 s: job 1 starts',
      '45 s: job 1 finishes',
    ])
  })

  it('is not removed by the timer of an absence that is over', async () => {
    // Away from 20 to 40 and from 45 to 65, and removed when it is away for 30 s: the timer of the first absence goes off at 50, that of
    // the second would at 75. Job 0 runs all along.
    const failures = [seconds(20), seconds(45)]
    const own = framework('own', { process: { ...process, failures, failoverTimeout: 30 * SECOND } })
    const run = await stagedRun(
      systemOf(monolithic(), { frameworks: [own] }),
      machinesOf(1, 4),
      [{ submit: 10, run: 60 }],
      { classes: ['own'] },
    )
    expect(run.log).toEqual(['10 s: job 0 starts on machine 0', '70 s: job 0 finishes on machine 0'])
  })

  it('does not die by what was drawn for an earlier life', async () => {
    // It is killed every 100 s and is back 20 s later, 360 times. By chance it dies once in 1,000 s besides: of 360 lives of 80 s that are
    // about 29, give or take 5, and one in five of those is still away when it was to be killed. Deaths drawn for lives that were cut
    // short would come on top, one for nearly every life.
    const failures = Array.from({ length: 360 }, (_, i) => seconds(100 * (i + 1)))
    const own = framework('own', { process: { ...process, failures, meanTimeToFailure: 1000 * SECOND } })
    const run = await stagedRun(
      systemOf(monolithic(), { frameworks: [own] }),
      machinesOf(1, 1),
      [{ submit: 0, run: 1 }],
      { classes: ['own'], until: seconds(36_050) },
    )
    const [deaths] = recoveryOf(run, 'scheduler', 'own')
    expect(deaths).toBeGreaterThan(360 - 10)
    expect(deaths).toBeLessThan(360 + 29 + 5 * 5)
  })

  it('dies by chance again and again, by a stream of its own', async () => {
    const own = framework('own', { process: { ...process, failures: [], meanTimeToFailure: 60 * SECOND } })
    const run = await stagedRun(
      systemOf(monolithic(), { frameworks: [own] }),
      machinesOf(1, 1),
      [{ submit: 0, run: 1 }],
      { classes: ['own'], until: seconds(36_000) },
    )
    // 36,000 s of lives of 60 s on average and 20 s away after each: about 450, give or take 16 (the renewal's deviation).
    const [deaths, mean] = recoveryOf(run, 'scheduler', 'own')
    expect(deaths).toBeGreaterThan(450 - 5 * 16)
    expect(deaths).toBeLessThan(450 + 5 * 16)
    expect(mean).toBeCloseTo(20, 0)
    expect(run.result.drawn).toContain('process/own')
  })

  it('that is away already does not die', async () => {
    // The second death would be at 30, while it is away until 40; the third, at 50, is one.
    const failures = [seconds(20), seconds(30), seconds(50)]
    const own = framework('own', { process: { ...process, failures } })
    const run = await stagedRun(
      systemOf(monolithic(), { frameworks: [own] }),
      machinesOf(1, 1),
      [{ submit: 0, run: 1 }],
      { classes: ['own'], until: seconds(100) },
    )
    expect(recoveryOf(run, 'scheduler', 'own')).toEqual([2, 20, 20])
  })
})

describe('a hosted scheduler', () => {
  it('dies at given moments, and its host launches it again', async () => {
    // It starts at 0 and is connected at 5; its task fails at 20, is launched again after 1 s, and is connected at 26. Job 0 came at 22.
    const host = framework('host', { onFailure: 'relaunch', backoff: SECOND })
    const hosting = {
      hostedBy: 'host',
      cpuMilli: 1000,
      memoryMiB: 0,
      meanTimeToFailure: NEVER,
      failures: [seconds(20), seconds(200)],
      reconciliation: 5 * SECOND,
      failoverTimeout: NEVER,
    }
    const run = await stagedRun(
      systemOf(monolithic(), { frameworks: [host, framework('guest', { hosting })] }),
      machinesOf(1, 2),
      [{ submit: 22, run: 1, jobClass: 1 }],
      { classes: ['host', 'guest', 'scheduler'], until: seconds(100) },
    )
    expect(run.log.map(line => line.replace(/ on.*/, ''))).toEqual([
      '0 s: scheduler of guest starts',
      '20 s: scheduler of guest fails',
      '21 s: scheduler of guest starts',
      '26 s: job 0 starts',
      '27 s: job 0 finishes',
    ])
    expect(recoveryOf(run, 'scheduler', 'guest')).toEqual([1, 6, 6])
  })
})

describe('a root that dies', () => {
  const jobs = [
    { submit: 0, run: 100 },
    { submit: 19, run: 5 },
    { submit: 22, run: 5 },
  ]
  const failing = { failures: [seconds(20)], failover: 10 * SECOND }

  it('decides nothing while it is away, and thinks anew about what it had in hand (monolithic)', async () => {
    // Thinks 2 s a job. Job 0 starts at 2. Job 1 is thought about from 19, would start at 21, and starts at 30 + 2; job 2 at 34.
    const run = await stagedRun(systemOf(monolithic({ ...thinking(2), ...failing })), machinesOf(1, 4), jobs)
    expect(run.log.filter(line => line.includes('starts'))).toEqual([
      '2 s: job 0 starts on machine 0',
      '32 s: job 1 starts on machine 0',
      '34 s: job 2 starts on machine 0',
    ])
    // From 20 to the launch at 32. The second that it thought before it died is in no number: 2 + 2 + 2 of thinking are.
    expect(recoveryOf(run, 'scheduler', 'root')).toEqual([1, 12, 12])
    expect(run.result.rows[0]!.numbers['busy_useful_s']).toBe(6)
    expect(run.result.rows[0]!.numbers['decisions']).toBe(3)
  })

  it('decides as soon as it is back when it comes back before a decision would have been made', async () => {
    // Thinks 20 s. Job 0 starts at 20. Job 1 is in hand from 20, the death at 25 spoils it, and it starts at 26 + 20 = 46, not at 40.
    const run = await stagedRun(
      systemOf(monolithic({ ...thinking(20), failures: [seconds(25)], failover: SECOND })),
      machinesOf(1, 4),
      jobs.slice(0, 2),
    )
    expect(run.log.filter(line => line.includes('starts'))).toEqual([
      '20 s: job 0 starts on machine 0',
      '46 s: job 1 starts on machine 0',
    ])
  })

  it('keeps commits waiting and gives no snapshots while the state is away (shared state)', async () => {
    // Job 1 is thought about from 19 to 21 and committed when the state is back at 30; job 2, seen at 30, is committed at 32.
    const run = await stagedRun(systemOf(sharedState({ ...thinking(2), ...failing })), machinesOf(1, 4), jobs)
    expect(run.log.filter(line => line.includes('starts'))).toEqual([
      '2 s: job 0 starts on machine 0',
      '30 s: job 1 starts on machine 0',
      '32 s: job 2 starts on machine 0',
    ])
    expect(recoveryOf(run, 'scheduler', 'root')).toEqual([1, 10, 10])
  })
})
