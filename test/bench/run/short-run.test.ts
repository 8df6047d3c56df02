import { describe, expect, it, onTestFinished } from 'vitest'
import type { RunSpec } from '../../../bench/plan.ts'
import { RunPool } from '../../../bench/run/pool.ts'
import { shortRun } from '../../../bench/run/short-run.ts'
import { HOUR } from '../../../sim/engine/time.ts'
import { smallPlan } from './small-plan.ts'

const { spec } = smallPlan(['oak']).runs[0]!

describe('a short run', () => {
  it('gives the same bytes in the main thread as in a worker', async () => {
    const pool = new RunPool(1)
    onTestFinished(() => pool.stop())
    const here = await shortRun(spec)
    expect(here).toHaveProperty('resultJson')
    expect(await pool.run(spec)).toEqual(here)
  })

  it('is told a mistake in the same sentence', async () => {
    const pool = new RunPool(1)
    onTestFinished(() => pool.stop())
    // No workload asks for less than nothing.
    const mix = spec.workload as Extract<RunSpec['workload'], { kind: 'mix' }>
    const parts = mix.parts.map(part => ({ ...part, cpuMilli: { kind: 'constant', value: -1 } }))
    const wrong = { ...spec, workload: { ...mix, parts } } as RunSpec
    expect(await pool.run(wrong)).toEqual(await shortRun(wrong))
  })

  it('is left to a worker when it has many tasks, a policy file or a trace', async () => {
    // A job of 2.5 tasks every 2 s for 10 hours: 45,000 tasks, nine times the limit.
    const mix = spec.workload as Extract<RunSpec['workload'], { kind: 'mix' }>
    const long = { ...spec, until: 10 * HOUR, workload: { ...mix, until: 10 * HOUR } }
    expect(await shortRun(long)).toBeUndefined()
    expect(await shortRun({ ...spec, policyFiles: { 'p.ts': { hash: '', code: '' } } })).toBeUndefined()
    const workload = { kind: 'swf', path: 'log.swf' } as unknown as RunSpec['workload']
    expect(await shortRun({ ...spec, workload })).toBeUndefined()
  })
})
