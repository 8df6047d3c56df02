/**
 * The scheduler of a framework dies at 20 s, runs again after 20 s and decides again after 10 s more, at 50 s: worked by hand for a
 * framework that queues, in both eras, and for Marathon.
 */
import { describe, expect, test } from 'vitest'
import { MINUTE, NEVER, SECOND, type Time } from '../../../sim/engine/time.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { SystemSpec } from '../../../systems/generic/spec.ts'
import { type Staging, stagedRun } from '../../support/staged-run.ts'
import { numbersOf, type WrittenJob } from '../../support/watched-run.ts'

function system(name: string, mortal: string, failoverTimeout: Time): SystemSpec {
  const base = systems[name]!
  const process = {
    failures: [20 * SECOND],
    meanTimeToFailure: NEVER,
    restart: 20 * SECOND,
    reconciliation: 10 * SECOND,
    failoverTimeout,
  }
  const frameworks = base.frameworks.map(each => (each.name === mortal ? { ...each, process } : each))
  return { name, ...base, frameworks }
}

const run = (spec: SystemSpec, jobs: readonly WrittenJob[], staging: Staging = {}) =>
  stagedRun(spec, new Machines([4000, 4000], [8192, 8192]), jobs, { until: 5 * MINUTE, ...staging })

describe.each(['mesos-1.0', 'mesos-head'])('%s', name => {
  test('what it runs goes on; ends and jobs reach it when it is back', async () => {
    const { log, ends } = await run(system(name, 'batch', NEVER), [
      { submit: 0, run: 30 },
      { submit: 25, run: 10 },
    ])
    // It registers at 50 s, which has everything allocated at once: offer 1 ms, 105 ms of thought, answer 1 ms, launch 1 ms.
    expect(log.map(line => line.replace(/ on machine.*/, ''))).toEqual([
      '0.109 s: job 0 starts',
      '30.109 s: job 0 finishes',
      '50.108 s: job 1 starts',
      '60.108 s: job 1 finishes',
    ])
    // The end of job 0 waits for it; that of job 1 goes through the master, 1 + 1 ms.
    expect(ends).toEqual(['50 s: job 0 is finished', '60.11 s: job 1 is finished'])
  })

  test('longer away than its failover timeout, it is removed, and what it runs is killed', async () => {
    const { log, result } = await run(system(name, 'batch', 15 * SECOND), [{ submit: 0, run: 100 }])
    // Removed at 35 s; the kill takes 1 ms.
    expect(log).toEqual(['0.109 s: job 0 starts on machine 0', '35.001 s: job 0 is killed on machine 0'])
    expect(numbersOf(result)['tasks_killed']).toBe(1)
  })
})

test('Marathon replaces what was lost while it was away when it is back', async () => {
  const { log } = await run(
    system('dcos-1.8', 'marathon', NEVER),
    [{ submit: 0, run: NEVER, tasks: 1, cores: 4 }],
    { classes: ['service'], script: { 30: stage => stage.failTask(0) } },
  )
  // It hears of the failure at 50 s and waits for the back-off of 1 s: revive, offer, answer and launch take 1 ms each.
  expect(log.map(line => line.replace(/ on machine.*/, ''))).toEqual([
    '0.003 s: job 0 starts',
    '30 s: job 0 fails',
    '51.004 s: job 0 starts',
  ])
})
