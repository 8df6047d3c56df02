/** What follows from a bad end, by option; news travels in no time. */
import { describe, expect, it } from 'vitest'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import { framework, monolithic, systemOf } from '../../support/small-system.ts'
import { type Staging, stagedRun } from '../../support/staged-run.ts'
import { machinesOf, numbersOf } from '../../support/watched-run.ts'

type Changes = Parameters<typeof framework>[1]

/** One job of a task of 100 s, on two machines of one core, that fails 1 s after each of its starts unless told otherwise. */
function run(changes: Changes, staging: Staging = {}, failsAfter: number | undefined = 1) {
  const system = systemOf(monolithic(), { frameworks: [framework('batch', { takes: ['*'], ...changes })] })
  const job = { submit: 0, run: 100, ...(failsAfter !== undefined && { failsAfter }) }
  return stagedRun(system, machinesOf(2, 1), [job], staging)
}

const startsAt = ({ log }: { readonly log: readonly string[] }) =>
  log.filter(line => line.includes('starts')).map(line => Number.parseFloat(line))

describe('a task that fails', () => {
  it('is launched again as often as there are retries, each after the pause', async () => {
    const done = await run({ onFailure: 'retry', retries: 2, backoff: 10 * SECOND })
    expect(startsAt(done)).toEqual([0, 11, 22])
    expect(done.ends).toEqual(['23 s: job 0 has failed (job 0 at 23 s: its tasks failed 3 times)'])
  })

  it('is not launched again under `cancel`, however many retries there are', async () => {
    const done = await run({ onFailure: 'cancel', retries: 5 })
    expect(startsAt(done)).toEqual([0])
    expect(done.ends).toEqual(['1 s: job 0 has failed (job 0 at 1 s: a task failed)'])
  })

  it('is launched again for ever under `relaunch`, each time after the pause', async () => {
    const done = await run({ onFailure: 'relaunch', backoff: 30 * SECOND }, { until: 100 * SECOND })
    expect(startsAt(done)).toEqual([0, 31, 62, 93])
    expect(done.ends).toEqual([])
  })
})

describe('a task that is lost', () => {
  it.each(['retry', 'relaunch'] as const)(
    'is launched again under `%s`, and is no failure',
    async onFailure => {
      const done = await run(
        { onFailure, retries: 0, backoff: 2 * SECOND },
        { script: { 5: stage => stage.machineDown(0) } },
        NEVER,
      )
      expect(startsAt(done)).toEqual([0, 7])
      expect(done.ends).toEqual(['107 s: job 0 is finished'])
      expect(numbersOf(done.result)).toMatchObject({ tasks_lost: 1, tasks_failed: 0 })
    },
  )

  it('ends its job under `cancel`', async () => {
    const done = await run({ onFailure: 'cancel' }, { script: { 5: stage => stage.machineDown(0) } }, NEVER)
    expect(done.ends).toEqual(['5 s: job 0 has failed (job 0 at 5 s: a task was lost)'])
  })
})
