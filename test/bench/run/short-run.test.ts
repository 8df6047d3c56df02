import { execFileSync } from 'node:child_process'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { RunSpec } from '../../../bench/plan.ts'
import { RunPool } from '../../../bench/run/pool.ts'
import { optimizations, shortRun } from '../../../bench/run/short-run.ts'
import { HOUR } from '../../../sim/engine/time.ts'
import { scratchFiles, swfSpec } from '../../workloads/traces/logs.ts'
import { smallPlan } from './small-plan.ts'

const writeLog = scratchFiles()

const { spec } = smallPlan(['oak']).runs[0]!

describe('a short run', () => {
  it('sets flags that this Node has, and sets them back to what they were', () => {
    const help = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' })
    expect(optimizations.length).toBe(5)
    for (const { little, asUsual } of optimizations) {
      expect(help).toContain(`default: ${asUsual}\n`)
      expect(little.replace(/^--no-/, '--').replace(/=.*/, '')).toBe(asUsual.replace(/=.*/, ''))
      expect(little).not.toBe(asUsual)
    }
  })

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

  it('may replay a log of few bytes, and not one of many', async () => {
    const pool = new RunPool(1)
    onTestFinished(() => pool.stop())
    const file = (line: string, times: number) =>
      writeLog(['; MaxProcs: 32', ...Array(times).fill(line)].join('\n'))
    const replay = (path: string) => ({ ...spec, workload: swfSpec(path) })
    const job = (processors: number) =>
      `1 0 -1 10 ${processors} -1 -1 ${processors} 10 -1 1 -1 -1 -1 -1 -1 -1 -1`
    const few = replay(file(job(1), 100))
    const here = await shortRun(few)
    expect(here).toHaveProperty('resultJson')
    expect(await pool.run(few)).toEqual(here)
    // 46 bytes with the line's end: 22,800 are more than a mebibyte.
    expect(await shortRun(replay(file(job(1), 22_800)))).toBeUndefined()
    // 20,010 tasks in fewer bytes.
    expect(await shortRun(replay(file(job(10), 2001)))).toBeUndefined()
  })

  it('is left to a worker when it has many tasks or a policy file', async () => {
    // A job of 2.5 tasks every 2 s for 10 hours: 45,000 tasks, nine times the limit.
    const mix = spec.workload as Extract<RunSpec['workload'], { kind: 'mix' }>
    const long = { ...spec, until: 10 * HOUR, workload: { ...mix, until: 10 * HOUR } }
    expect(await shortRun(long)).toBeUndefined()
    // Nothing of it is made here: its system is never looked at.
    const unmade = {
      ...long,
      get system(): never {
        throw new Error('the run was begun')
      },
    }
    expect(await shortRun(unmade)).toBeUndefined()
    expect(
      await shortRun({
        ...spec,
        get system() {
          return unmade.system
        },
      }),
    ).toHaveProperty('fault')
    expect(await shortRun({ ...spec, policyFiles: { 'p.ts': { hash: '', code: '' } } })).toBeUndefined()
  })
})
