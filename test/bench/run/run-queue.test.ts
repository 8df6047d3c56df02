import { describe, expect, it } from 'vitest'
import { distinctRecords } from '../../../bench/run/exact-records.ts'
import { drawsJobs, RunQueue } from '../../../bench/run/run-queue.ts'
import type { SwfSpec } from '../../../workloads/spec.ts'
import { resultOf } from '../../reports/example-results.ts'
import { smallPlan } from './small-plan.ts'

const trace = { kind: 'swf', file: 'x.swf' } as SwfSpec
/** Two systems and three seeds, on a log. */
const items = smallPlan(['a', 'b', 'c']).runs.map(run => ({
  run: { ...run, spec: { ...run.spec, workload: trace } },
}))

describe('runs of one point', () => {
  it('wait for the first of them, and are spared where nothing was drawn in it', async () => {
    const queue = new RunQueue(items, new Map())
    const first = (await queue.take())!.run
    const second = (await queue.take())!.run
    expect([first.id, second.id]).toEqual(['monolithic-a', 'shared-state-a'])
    const third = queue.take()
    queue.done(first, { drawn: [] })
    expect(queue.spared).toBe(2)
    queue.done(second, { drawn: ['place/batch'] })
    expect((await third)!.run.id).toBe('shared-state-b')
    expect((await queue.take())!.run.id).toBe('shared-state-c')
    expect(await queue.take()).toBeUndefined()
    expect(queue.spared).toBe(2)
  })

  it('are all run where one fails, so that every fault is told', async () => {
    const queue = new RunQueue(items.slice(0, 3), new Map())
    queue.done((await queue.take())!.run, undefined)
    expect((await queue.take())!.run.id).toBe('monolithic-b')
    expect(queue.spared).toBe(0)
  })

  it('are not waited for where their jobs are drawn', async () => {
    const drawn = smallPlan(['a', 'b']).runs.map(run => ({ run }))
    const queue = new RunQueue(drawn, new Map())
    for (const { run } of drawn) expect((await queue.take())!.run).toBe(run)
    expect(drawsJobs(trace)).toBe(false)
    expect(drawsJobs({ ...trace, resample: 'weeks' })).toBe(true)
  })

  it('are known from runs that were kept', async () => {
    const known = new Map([[JSON.stringify({ system: 'monolithic' }), { ...resultOf({}), drawn: [] }]])
    const queue = new RunQueue(items, known)
    expect(queue.spared).toBe(3)
    expect((await queue.take())!.run.id).toBe('shared-state-a')
  })

  it('let go of those who wait when the sweep is stopped', async () => {
    const queue = new RunQueue(items.slice(0, 3), new Map())
    await queue.take()
    const waiting = queue.take()
    queue.stop()
    expect(await waiting).toBeUndefined()
  })
})

describe('records of runs that are the same', () => {
  it('are one, under the name of the first seed, whichever was run', () => {
    const planned = items.map(({ run: { id, axes, spec } }) => ({ id, axes, seed: spec.seed }))
    const exact = { ...planned[2]!, result: { ...resultOf({}), drawn: [] } }
    const others = planned.slice(3).map(each => ({ ...each, result: { ...resultOf({}), drawn: ['x'] } }))
    const records = distinctRecords(planned, [exact, ...others])
    expect(records.map(({ id }) => id)).toEqual([
      'monolithic-a',
      'shared-state-a',
      'shared-state-b',
      'shared-state-c',
    ])
    expect(records[0]!.seed).toBe('a')
  })
})
