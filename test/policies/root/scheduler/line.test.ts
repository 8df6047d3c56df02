/** Blocked heads and those that pass them, by hand. */
import { describe, expect, it } from 'vitest'
import { systems } from '../../../../systems/catalogue.ts'
import type { SystemSpec } from '../../../../systems/generic/spec.ts'
import { machinesOf, watchedRun, workloadOf } from '../../../support/watched-run.ts'

describe('EASY under a share', () => {
  it('keeps the shadow of each line apart', async () => {
    // 10 cores, two frameworks. 'a': job 0 holds 8 until 100 (a0), job 1 (a1) needs 4, its shadow is 100, its spare 10 − 4 = 6.
    // 'b': job 2 (b1) needs 10, its shadow is 100, its spare 0. At 3 comes job 3 of 'a', 1 core for 500, which fits beside a1
    // and starts; by the shadow of b1, which was told last, it would have to wait. b1 then waits until 503: a shadow holds in
    // its own line. Job 4 of 'b' ends long before that, and starts at 4.
    const easy = systems['batch-easy']!
    const [batch] = easy.frameworks
    const system: SystemSpec = {
      ...easy,
      name: 'easy under drf',
      root: { ...easy.root, share: 'drf' },
      frameworks: [
        { ...batch!, name: 'a', takes: ['a'] },
        { ...batch!, name: 'b', takes: ['b'] },
      ],
    }
    const jobs = [
      { submit: 0, cores: 8, run: 100, jobClass: 0 },
      { submit: 1, cores: 4, run: 10, jobClass: 0 },
      { submit: 2, cores: 10, run: 10, jobClass: 1 },
      { submit: 3, cores: 1, run: 500, jobClass: 0 },
      { submit: 4, cores: 1, run: 20, jobClass: 1 },
    ]
    const { starts } = await watchedRun(system, machinesOf(1, 10, 0), workloadOf(jobs, ['a', 'b']))
    expect([...starts].sort(([a], [b]) => a - b)).toEqual([
      [0, [0]],
      [1, [100]],
      [2, [503]],
      [3, [3]],
      [4, [4]],
    ])
  })
})

describe('a job that the sums let pass and no machine has room for', () => {
  it.each(['easy', 'easy-shortest-first'])('is tried once, under %s', async order => {
    // Two machines of 3 cores with 1 free each. The head needs 3: its shadow is 100. A job of 2 that ends by then may pass by
    // the sums, 2 free, but fits on neither machine; without a mark it would be tried again for ever at this instant.
    const easy = systems['batch-easy']!
    const [batch] = easy.frameworks
    for (const share of ['fifo', 'drf'] as const) {
      const system: SystemSpec = {
        ...easy,
        name: 'easy on two machines',
        root: { ...easy.root, order, share },
        frameworks: [
          { ...batch!, name: 'a', takes: ['a'] },
          { ...batch!, name: 'b', takes: ['b'] },
        ],
      }
      const jobs = [
        { submit: 0, cores: 2, run: 100, jobClass: 0 },
        { submit: 0, cores: 2, run: 100, jobClass: 1 },
        { submit: 1, cores: 3, run: 10, jobClass: 0 },
        { submit: 1, cores: 3, run: 10, jobClass: 1 },
        { submit: 2, cores: 2, run: 20, jobClass: 0 },
        { submit: 2, cores: 2, run: 20, jobClass: 1 },
      ]
      const { starts } = await watchedRun(system, machinesOf(2, 3, 0), workloadOf(jobs, ['a', 'b']))
      expect([...starts].sort(([a], [b]) => a - b).map(([, [start]]) => start)).toEqual([
        0, 0, 100, 100, 110, 110,
      ])
    }
  })
})

describe('a job whose tasks need not start together', () => {
  it.each([
    [false, [2, 52]],
    [true, [100, 100]],
  ])('passes task by task, a gang whole (%s)', async (gang, expected) => {
    // 10 cores. Job 0 holds 8 until 100; the head needs 4, so its shadow is 100 and 6 cores are spare then. Job 2 has two tasks
    // of 2 cores for 50 s: one fits now, at 2, and the other when that has ended, at 52. Together they fit at 100.
    const easy: SystemSpec = { ...systems['batch-easy']!, name: 'batch-easy' }
    const jobs = [
      { submit: 0, cores: 8, run: 100 },
      { submit: 1, cores: 4, run: 10 },
      { submit: 2, cores: 2, tasks: 2, run: 50, gang },
    ]
    const { starts } = await watchedRun(easy, machinesOf(1, 10, 0), workloadOf(jobs))
    expect([starts.get(1), starts.get(2)]).toEqual([[100], expected])
  })
})
