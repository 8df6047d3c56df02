/**
 * The death and return of a hosted scheduler, second by second: a scheduler that runs registers and reconciles for 10 s
 * before its framework decides again.
 */
import { expect, it } from 'vitest'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import { framework, monolithic, systemOf } from '../../support/small-system.ts'
import { stagedRun } from '../../support/staged-run.ts'
import { machinesOf } from '../../support/watched-run.ts'

it('a scheduler that dies while it reconciles is not connected by the timer of its last life', async () => {
  // One machine of 2 cores; the host launches the scheduler again 1 s after its death. It starts at 0 and is connected at 10.
  // It dies at 20, starts at 21 and would be connected at 31; it dies at 25, starts at 26 and is connected at 36. Job 1 arrives
  // at 30. At 31 the scheduler reconciles, and the timer of the life that ended at 25 must not connect it.
  const host = framework('host', { onFailure: 'relaunch', backoff: SECOND })
  const guest = framework('guest', {
    hosting: {
      hostedBy: 'host',
      cpuMilli: 1000,
      memoryMiB: 0,
      meanTimeToFailure: NEVER,
      reconciliation: 10 * SECOND,
      failoverTimeout: NEVER,
    },
  })
  const run = await stagedRun(
    systemOf(monolithic(), { frameworks: [host, guest] }),
    machinesOf(1, 2),
    [
      { submit: 12, run: 1, jobClass: 1 },
      { submit: 30, run: 1, jobClass: 1 },
    ],
    {
      classes: ['host', 'guest', 'scheduler'],
      until: 60 * SECOND,
      script: { 20: stage => stage.failScheduler('guest'), 25: stage => stage.failScheduler('guest') },
    },
  )
  expect(run.log.map(line => line.replace(/ on.*/, ''))).toEqual([
    '0 s: scheduler of guest starts',
    '12 s: job 0 starts',
    '13 s: job 0 finishes',
    '20 s: scheduler of guest fails',
    '21 s: scheduler of guest starts',
    '25 s: scheduler of guest fails',
    '26 s: scheduler of guest starts',
    '36 s: job 1 starts',
    '37 s: job 1 finishes',
  ])
})

it('a scheduler that died and was not launched again yet stays away when the timer of its last life goes off', async () => {
  // The host launches it again only 20 s after its death. It starts at 0 and would be connected at 10; it dies at 5, starts at
  // 25 and is connected at 35. Job 0 arrives at 8. At 10, when the timer of the first life goes off, the scheduler does not
  // even run.
  const host = framework('host', { onFailure: 'relaunch', backoff: 20 * SECOND })
  const guest = framework('guest', {
    hosting: {
      hostedBy: 'host',
      cpuMilli: 1000,
      memoryMiB: 0,
      meanTimeToFailure: NEVER,
      reconciliation: 10 * SECOND,
      failoverTimeout: NEVER,
    },
  })
  const run = await stagedRun(
    systemOf(monolithic(), { frameworks: [host, guest] }),
    machinesOf(1, 2),
    [{ submit: 8, run: 1, jobClass: 1 }],
    {
      classes: ['host', 'guest', 'scheduler'],
      until: 80 * SECOND,
      script: { 5: stage => stage.failScheduler('guest') },
    },
  )
  expect(run.log.map(line => line.replace(/ on.*/, ''))).toEqual([
    '0 s: scheduler of guest starts',
    '5 s: scheduler of guest fails',
    '25 s: scheduler of guest starts',
    '35 s: job 0 starts',
    '36 s: job 0 finishes',
  ])
})
