import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND } from '../../../sim/engine/time.ts'
import { JobBatch } from '../../../sim/world/batch.ts'
import type { PipelinesPart } from '../../../workloads/spec.ts'
import { openMix } from '../../../workloads/synthetic/mix.ts'
import { constant, exponential, pipelines, uniform } from './parts.ts'
import { type Row, readAll } from './rows.ts'

const read = (part: PipelinesPart, seed = 'oak', until = DAY) =>
  readAll(openMix({ kind: 'mix', parts: [part], until }, { seed, cpuMilli: 1 }))

/** Layer of every row: 0 without parents, else one below its first parent. */
function layersOf(rows: readonly Row[]): number[] {
  const layers: number[] = []
  for (const row of rows) layers.push(row.parents.length === 0 ? 0 : layers[row.parents[0]!]! + 1)
  return layers
}

describe('random layered pipelines', () => {
  it('with one stage a layer are chains', async () => {
    const rows = await read({ ...pipelines, width: constant(1), parents: 1 }, 'oak', HOUR + 1)
    expect(rows.map(row => row.parents)).toEqual([[], [0], [1]])
  })

  it('with all of two stages as parents join fully, when both are drawn', async () => {
    const rows = await read({ ...pipelines, layers: constant(2) })
    const parents = rows.filter(row => row.parents.length > 0).map(row => row.parents.length)
    // 23 pipelines in a day (the 24th would come at its end), of 2 stages with parents each; 1 or 2, as likely.
    expect(parents).toHaveLength(46)
    expect(new Set(parents)).toEqual(new Set([1, 2]))
  })

  it('have parents before children, in the layer above, different, and no more than asked for', async () => {
    const part = fc.record({
      layers: fc.integer({ min: 1, max: 6 }),
      width: fc.integer({ min: 1, max: 8 }),
      parents: fc.integer({ min: 1, max: 10 }),
      seed: fc.string({ maxLength: 5 }),
    })
    await fc.assert(
      fc.asyncProperty(part, async ({ layers, width, parents, seed }) => {
        const spec = { ...pipelines, layers: uniform(0, layers), width: uniform(0, width), parents }
        const rows = await read(spec, seed)
        const layer = layersOf(rows)
        rows.forEach((row, i) => {
          expect(row.parents.length).toBeLessThanOrEqual(parents)
          expect(new Set(row.parents).size).toBe(row.parents.length)
          for (const parent of row.parents) {
            expect(parent).toBeLessThan(i)
            expect(rows[parent]!.pipeline).toBe(row.pipeline)
            expect(rows[parent]!.submit).toBe(row.submit)
            expect(layer[parent]).toBe(layer[i]! - 1)
          }
        })
      }),
      { seed: 1, numRuns: 50 },
    )
  })

  it('stand in consecutive rows, each with a number of its own', async () => {
    const rows = await read({ ...pipelines, layers: exponential(2), width: exponential(3) })
    const changes = rows.filter((row, i) => i === 0 || row.pipeline !== rows[i - 1]!.pipeline)
    expect(changes.map(row => row.pipeline)).toEqual(Array.from({ length: 23 }, (_, i) => i + 1))
    expect(rows.map(row => row.id)).toEqual(rows.map((_, i) => i + 1))
  })

  it('choose every parent and every number of parents equally often', async () => {
    const spec = {
      ...pipelines,
      interarrival: constant(10 * SECOND),
      layers: constant(2),
      width: constant(4),
      parents: 3,
    }
    const rows = await read(spec)
    const numbers = [0, 0, 0]
    const choices = [0, 0, 0, 0]
    rows.forEach((row, i) => {
      if (row.parents.length === 0) return
      numbers[row.parents.length - 1]!++
      // The four stages above stand in the four rows before the four of this layer.
      const first = i - (i % 8)
      for (const parent of row.parents) choices[parent - first]!++
    })
    // 8639 pipelines with 4 children each: a third of 34556 is 11519 ± 88; twice that many parents, a quarter is 17278 ± 114.
    const children = 8639 * 4
    for (const found of numbers) expect(Math.abs(found - children / 3)).toBeLessThan(5 * 88)
    for (const found of choices) expect(Math.abs(found - children / 2)).toBeLessThan(5 * 114)
  })

  it('larger than a batch are read whole, by a batch that grows', async () => {
    const workload = openMix(
      { kind: 'mix', parts: [{ ...pipelines, interarrival: constant(MINUTE) }], until: DAY },
      { seed: 'oak', cpuMilli: 1 },
    )
    const batch = new JobBatch(5)
    expect(await workload.read(batch)).toBe(6)
    expect([batch.capacity, batch.count, batch.tasks.length]).toEqual([6, 6, 6])
  })

  it('larger than memory are refused', () => {
    const part = { ...pipelines, layers: constant(1_000_001), width: constant(1) }
    const workload = openMix({ kind: 'mix', parts: [part], until: DAY }, { seed: 'oak', cpuMilli: 1 })
    expect(() => workload.read(new JobBatch())).toThrow(
      'A pipeline drawn for the mix has 1000001 stages, expected at most 1000000. ' +
        'Make layers or width smaller, or their distribution less spread out.',
    )
  })
})
