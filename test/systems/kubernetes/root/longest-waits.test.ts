/**
 * What a run says of the pods that waited longest. The scheduler decides and binds at once, and messages take no time.
 */
import { expect, it } from 'vitest'
import { SECOND } from '../../../../sim/engine/time.ts'
import { kubernetesOf, nodes } from '../../../support/kubernetes-run.ts'
import { stagedRun } from '../../../support/staged-run.ts'

/**
 * One node of 4 cores. A has 3 of them from 0 to 100 s. The two pods of B ask for 3 each: the first gets them at 100 s, the second at
 * 130 s. C asks for 4 and would be next, but the run ends at 150 s.
 */
it('names the one of each job that waited longest, with reasons, and what was free when it was placed', async () => {
  const { result } = await stagedRun(
    kubernetesOf(),
    nodes(1),
    [
      { id: 0, submit: 0, run: 100, cores: 3 },
      { id: 1, submit: 1, run: 30, cores: 3, tasks: 2 },
      { id: 2, submit: 2, run: 30, cores: 4 },
    ],
    { until: 150 * SECOND },
  )
  const fit = { by: 'NodeResourcesFit', reasons: ['Insufficient cpu'], machines: 1, such: ['node-0'] }
  const told = result.waits!.map(({ of, sinceS, untilS, end, machine, rejectedBy }) => ({
    ...{ of, sinceS, untilS, end, machine, rejectedBy },
  }))
  expect(told).toEqual([
    { of: 'default/controllers-2-0-0', sinceS: 2, untilS: 150, end: 'waits', machine: '', rejectedBy: [fit] },
    {
      of: 'default/controllers-1-0-1',
      sinceS: 1,
      untilS: 130,
      end: 'placed',
      machine: 'node-0',
      rejectedBy: [fit],
    },
  ])
  const [, placed] = result.waits!
  expect(placed!.choice).toEqual({ machines: 1, best: [{ name: 'node-0', total: 0, by: {} }] })
  expect(placed!.message).toBe(
    '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
  )
})

/**
 * Three nodes of 4 cores are full until 50 s. Then one pod that has waited since 1 s finds all of them empty: LeastAllocated 75 % of cpu
 * free, its memory of 8 GiB as it is written; all score the same, and the first is taken.
 */
it('has the scores of the nodes that could take it', async () => {
  const { result } = await stagedRun(
    kubernetesOf(),
    nodes(3),
    [
      { id: 0, submit: 0, run: 50, cores: 4, tasks: 3 },
      { id: 1, submit: 1, run: 5 },
    ],
    { until: 100 * SECOND },
  )
  const [wait] = result.waits!
  expect([wait!.of, wait!.end, wait!.choice?.machines]).toEqual(['default/controllers-1-0-0', 'placed', 3])
  const { best } = wait!.choice!
  for (const { total, by } of best) expect(Object.values(by).reduce((sum, each) => sum + each, 0)).toBe(total)
  expect(best.map(({ name, total }) => [name, total === best[0]!.total])).toEqual([
    ['node-0', true],
    ['node-1', true],
    ['node-2', true],
  ])
  expect(best[0]!.by['TaintToleration']).toBe(300)
})

it('leaves out pods from before the measured window, and those that were placed at once', async () => {
  const { result } = await stagedRun(
    kubernetesOf(),
    nodes(1),
    [
      { id: 0, submit: 0, run: 40, cores: 4 },
      { id: 1, submit: 1, run: 30, cores: 4 },
    ],
    { until: 200 * SECOND, warmup: 10 * SECOND },
  )
  expect(result.waits).toBeUndefined()
})
