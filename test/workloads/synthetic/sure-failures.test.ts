import { describe, expect, it } from 'vitest'
import { DAY, MINUTE, SECOND } from '../../../sim/engine/time.ts'
import { EVERY_LAUNCH, JobBatch } from '../../../sim/world/batch.ts'
import type { FailsSpec, Part } from '../../../workloads/spec.ts'
import { openMix } from '../../../workloads/synthetic/mix.ts'
import { constant, exponential, jobs, pipelines } from './parts.ts'

function read(parts: readonly Part[]) {
  const workload = openMix({ kind: 'mix', parts, until: DAY }, { seed: 'oak', cpuMilli: 1 })
  const batch = new JobBatch(10_000)
  workload.read(batch)
  const rows = Array.from({ length: batch.count }, (_, row) => ({
    launches: batch.failingLaunches[row]!,
    after: batch.failsAfter[row]!,
    duration: batch.duration[row]!,
  }))
  return { rows, drawn: workload.streams!.drawn }
}

const fails: FailsSpec = { share: 0.25, after: constant(20 * SECOND) }

describe('failures that come in any case', () => {
  it('meet their share of the jobs, at every launch', () => {
    const { rows } = read([{ ...jobs, fails }])
    const failing = rows.filter(({ launches }) => launches > 0)
    // 8639 jobs: a quarter is 2160 ± 40.
    expect(Math.abs(failing.length - 8639 / 4)).toBeLessThan(5 * 40)
    expect(new Set(failing.map(({ launches }) => launches))).toEqual(new Set([EVERY_LAUNCH]))
    expect(new Set(failing.map(({ after }) => after))).toEqual(new Set([20 * SECOND]))
    expect(rows.filter(({ launches }) => launches === 0).every(({ after }) => after === Infinity)).toBe(true)
  })

  it('change nothing else that is drawn', () => {
    const part = { ...pipelines, duration: exponential(MINUTE) }
    const durations = (rows: ReturnType<typeof read>['rows']) => rows.map(({ duration }) => duration)
    expect(durations(read([{ ...part, fails }]).rows)).toEqual(durations(read([part]).rows))
  })

  it('come just before the end of a task that would be done earlier, and draw nothing where all fail alike', () => {
    const { rows, drawn } = read([{ ...jobs, fails: { share: 1, after: constant(DAY), launches: 2 } }])
    expect(rows[0]).toEqual({ launches: 2, after: MINUTE - 1, duration: MINUTE })
    expect(drawn).toEqual([])
  })

  it('have faults', () => {
    const wrong = { ...jobs, fails: { share: 1.5, after: constant(-1), launches: 0 } }
    expect(() => read([wrong])).toThrow(
      [
        'workload.parts[0].fails.after: found the value -1, expected a number of at least 0.',
        'workload.parts[0].fails.share: found 1.5, expected a share from 0 to 1.',
        'workload.parts[0].fails.launches: found 0, expected a whole number of at least 1.',
      ].join('\n'),
    )
  })
})
