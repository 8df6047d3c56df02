/**
 * What a pipeline of five stages costs whose third stage fails, under each framework and each kind of failure: work lost, done again
 * and saved, worked by hand.
 *
 * Each stage is a task of one core for 30 s, and the first is submitted at 10 s. Under Chronos a launch takes 4 ms and word of an end
 * 2 ms, so stages start at 10.004, 40.010 and 70.016 s. The third fails at 80 s, after 9.984 s. Metronome at head asks for offers without
 * an allocation, and Mesos makes the next at a full second: 3 ms after it stages start, at 11.003, 42.003 and 73.003 s. The third fails at
 * 80 s, after 6.997 s.
 */
import { describe, expect, test } from 'vitest'
import { SECOND } from '../../sim/engine/time.ts'
import { systems } from '../../systems/catalogue.ts'
import type { ChronosSpec } from '../../systems/chronos/spec.ts'
import type { SystemSpec } from '../../systems/generic/spec.ts'
import { agents } from '../support/marathon-run.ts'
import { metronomeOf } from '../support/metronome-run.ts'
import { type Stage, stagedRun } from '../support/staged-run.ts'
import { numbersOf, type WrittenJob } from '../support/watched-run.ts'

const chain: readonly WrittenJob[] = [0, 1, 2, 3, 4].map(stage => ({
  submit: 10,
  run: 30,
  pipeline: 1,
  ...(stage > 0 && { parents: [stage - 1] }),
}))

function chronosOf(name: 'chronos-2.4' | 'chronos-3'): SystemSpec {
  const base = systems[name]!
  const chronos = base.frameworks.find(framework => framework.name === 'chronos') as ChronosSpec
  const alone: ChronosSpec = { ...chronos, takes: ['*'], killGrace: 0, reviveForNewJobs: true }
  return { name, ...base, frameworks: [alone] }
}

/** Core-seconds, and whether the pipeline was finished, where the third stage fails at these moments. */
async function accounts(system: SystemSpec, ...failsAt: number[]) {
  const script = Object.fromEntries(failsAt.map(at => [at, (stage: Stage) => stage.failTask(2)]))
  const { result } = await stagedRun(system, agents(2), chain, { script })
  const numbers = numbersOf(result)
  const seconds = (name: string) => Number((numbers[`core_hours_${name}`]! * 3600).toFixed(6))
  return {
    done: seconds('done'),
    lost: seconds('lost'),
    repeated: seconds('repeated'),
    saved: seconds('saved'),
    finished: numbers['pipelines_finished'],
  }
}

describe('Metronome that triggers the next stage', () => {
  test('discontinues at the first failure, whether it would pass or not', async () => {
    // Lost: 30 + 30 + 6.997; saved: stages four and five.
    const discontinued = { done: 0, lost: 66.997, repeated: 0, saved: 60, finished: 0 }
    expect(await accounts(metronomeOf('metronome-head'), 80)).toEqual(discontinued)
  })

  test('goes on over a failure that passes where runs restart', async () => {
    const restarts = metronomeOf('metronome-head', { restart: 'on-failure' })
    expect(await accounts(restarts, 80)).toEqual({
      done: 150,
      lost: 0,
      repeated: 6.997,
      saved: 0,
      finished: 1,
    })
  })

  test('is discontinued by a failure that stays when its run is too old', async () => {
    // After the look at 72.005 s, when the third stage began to wait, one is granted each 5 s. That at 77.005 s tells that no offers are
    // wanted, that at 82.005 s that they are again: the second attempt starts at 83.003 s and fails at 85 s, after 1.997 s. The run
    // is more than 10 s old then.
    const restarts = metronomeOf('metronome-head', { restart: 'on-failure', activeDeadline: 10 * SECOND })
    expect(await accounts(restarts, 80, 85)).toEqual({
      done: 0,
      lost: 61.997,
      repeated: 6.997,
      saved: 60,
      finished: 0,
    })
  })
})

describe.each(['chronos-2.4', 'chronos-3'] as const)('%s', name => {
  test('relaunches after a failure that passes', async () => {
    expect(await accounts(chronosOf(name), 80)).toEqual({
      done: 150,
      lost: 0,
      repeated: 9.984,
      saved: 0,
      finished: 1,
    })
  })

  test('relaunches twice after a failure that stays, and so does more for nothing', async () => {
    // Attempts start at 70.016, 140.006 and 210.006 s: a minute and 6 ms after each failure. The last is lost, with the 60 s before.
    expect(await accounts(chronosOf(name), 80, 150, 220)).toEqual({
      done: 0,
      lost: 69.994,
      repeated: 9.984 + 9.994,
      saved: 60,
      finished: 0,
    })
  })
})
