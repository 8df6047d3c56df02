/**
 * One pipeline of five stages whose third fails, by hand, under every answer to a failure. It is read from a file, as users
 * write it, and runs where nobody waits for a core, a decision or a message.
 *
 *     min   0        60   90       150  180
 *     extract ████████                      2 cores   2 core-hours
 *     clean           ████                  1         0.5
 *     train               ██████████        4         4
 *     audit               ██████████        1         1
 *     publish                       █████   1         0.5
 *
 * Without a failure it takes 180 min and 8 core-hours. A launch of train that fails does so after 15 min, at minute 105 the
 * first time, and has then held 1 core-hour. By then extract, clean and a quarter of audit are done: 2.75 core-hours.
 */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { drive } from '../../../bench/drive.ts'
import { readPipelineFile } from '../../../bench/pipeline-file/pipeline-file.ts'
import { HOUR, MINUTE, NEVER, type Time } from '../../../sim/engine/time.ts'
import type { SystemSpec } from '../../../systems/generic/spec.ts'
import { Simulation } from '../../../systems/simulation.ts'
import { openMix } from '../../../workloads/synthetic/mix.ts'
import { folderWith } from '../../bench/experiment/given.ts'
import { machinesOf, numbersOf } from '../../support/watched-run.ts'
import { pipelinesOn } from '../../theory/one-pipeline.ts'

const file = (fails: string) => `stages:
  - { name: extract, duration: 1 h, cpu: 2 }
  - { name: clean, parents: extract, duration: 30 min }
  - { name: train, parents: clean, duration: 1 h, cpu: 4${fails === '' ? '' : `, fails: ${fails}`} }
  - { name: audit, parents: clean, duration: 1 h }
  - { name: publish, parents: [train, audit], duration: 30 min }
`
const permanent = '{ after: 15 min }'
const transient = '{ after: 15 min, launches: 1 }'

interface Answer {
  readonly onFailure: 'relaunch' | 'retry' | 'cancel'
  readonly retries?: number
  readonly cancels?: 'dependents' | 'pipeline' | 'nothing'
}

function system({ onFailure, retries = 0, cancels = 'dependents' }: Answer): SystemSpec {
  const base = pipelinesOn('fifo')
  const framework = { ...base.frameworks[0]!, onFailure, retries, backoff: 6 * MINUTE, cancels }
  return { ...base, frameworks: [framework] } as SystemSpec
}

/** The core-hours and counts of the run that are not 0, and when the last task ended, in minutes. */
async function outcome(fails: string, answer: Answer, until: Time = NEVER) {
  const folder = folderWith({ 'five.yaml': file(fails) })
  const { stages, remarks } = await readPipelineFile(join(folder, 'five.yaml'))
  const part = {
    kind: 'pipeline-files',
    jobClass: 'pipeline',
    file: 'five.yaml',
    stages,
    runs: { kind: 'fixed', first: 0, every: NEVER },
    meanTimeToFailure: NEVER,
    priority: 0,
    remarks,
  } as const
  const spec = {
    system: system(answer),
    seed: 'oak',
    warmup: 0,
    until,
    slices: 10,
    check: true,
    hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER },
  }
  const workload = openMix({ kind: 'mix', parts: [part], until }, { seed: 'oak', cpuMilli: 8000 })
  const numbers = numbersOf(await drive(new Simulation(spec, machinesOf(1, 8), workload)))
  const named = {
    end: numbers['makespan_s']! / 60,
    work: numbers['core_hours_work'],
    done: numbers['core_hours_done'],
    unfinished: numbers['core_hours_unfinished'],
    lostBefore: numbers['core_hours_lost_before'],
    lostAfter: numbers['core_hours_lost_after'],
    repeated: numbers['core_hours_repeated'],
    saved: numbers['core_hours_saved'],
    failed: numbers['pipelines_failed'],
    cancelled: numbers['tasks_cancelled'],
    doomed: numbers['tasks_doomed'],
  }
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== 0 && value !== null))
}

describe('a pipeline of five stages', () => {
  it('takes what its stages take while none fails', async () => {
    expect(await outcome('', { onFailure: 'cancel' })).toEqual({ end: 180, work: 8, done: 8 })
  })
})

describe('a permanent failure of its third', () => {
  it('that is discontinued loses what was done, and what runs beside it', async () => {
    // audit runs on to 150 for nothing, 0.75 core-hours; publish never runs.
    expect(await outcome(permanent, { onFailure: 'cancel' })).toEqual({
      end: 150,
      work: 4.5,
      lostBefore: 3.75,
      lostAfter: 0.75,
      saved: 0.5,
      failed: 1,
      cancelled: 1,
    })
  })

  it('that takes the whole pipeline with it saves the rest of what runs beside it', async () => {
    // audit is killed at 105, with 0.75 core-hours to go.
    expect(await outcome(permanent, { onFailure: 'cancel', cancels: 'pipeline' })).toEqual({
      end: 105,
      work: 3.75,
      lostBefore: 3.75,
      saved: 1.25,
      failed: 1,
      cancelled: 1,
    })
  })

  it('that takes nothing with it lets publish wait for ever', async () => {
    expect(await outcome(permanent, { onFailure: 'cancel', cancels: 'nothing' }, 6 * HOUR)).toEqual({
      // Publish has not come to an end, so the pipeline lasts as long as the run.
      end: 360,
      work: 4.5,
      lostBefore: 3.75,
      lostAfter: 0.75,
      failed: 1,
    })
  })

  it('is tried again in vain, up to the limit', async () => {
    // 90 to 105, 111 to 126, 132 to 147: the third is one more than two retries. Two core-hours were repeated; extract, clean,
    // the last try and 57 min of audit are lost, and then its last 3 min.
    const found = await outcome(permanent, { onFailure: 'retry', retries: 2 })
    expect(found).toEqual({
      end: 150,
      work: expect.closeTo(6.5, 9),
      lostBefore: expect.closeTo(4.45, 9),
      lostAfter: expect.closeTo(0.05, 9),
      repeated: 2,
      saved: 0.5,
      failed: 1,
      cancelled: 1,
    })
  })

  it('is tried again for ever where it is always relaunched', async () => {
    // One try every 21 min from minute 90: by minute 360 there were 13, the last from 342 to 357. Twelve were repeated, and the
    // last may yet be; extract, clean and audit are done, 3.5 core-hours.
    expect(await outcome(permanent, { onFailure: 'relaunch' }, 6 * HOUR)).toEqual({
      end: 360,
      work: 16.5,
      done: 3.5,
      unfinished: 1,
      repeated: 12,
    })
  })
})

describe('a transient failure of its third', () => {
  it('costs one try where it is relaunched, or tried again within the limit', async () => {
    // 111 to 171 instead of 90 to 150, and publish to 201.
    const once = { end: 201, work: 9, done: 8, repeated: 1 }
    expect(await outcome(transient, { onFailure: 'relaunch' })).toEqual(once)
    expect(await outcome(transient, { onFailure: 'retry', retries: 1 })).toEqual(once)
  })

  it('costs the pipeline where it is discontinued, as if it were permanent', async () => {
    expect(await outcome(transient, { onFailure: 'cancel' })).toEqual(
      await outcome(permanent, { onFailure: 'cancel' }),
    )
  })

  it('that outlasts the limit costs the tries, and the pipeline', async () => {
    // 90 to 105 and 111 to 126, when 36 min of audit are done and 24 are to come.
    const twice = '{ after: 15 min, launches: 2 }'
    expect(await outcome(twice, { onFailure: 'retry', retries: 1 })).toEqual({
      end: 150,
      work: expect.closeTo(5.5, 9),
      lostBefore: expect.closeTo(4.1, 9),
      lostAfter: expect.closeTo(0.4, 9),
      repeated: 1,
      saved: 0.5,
      failed: 1,
      cancelled: 1,
    })
  })
})
