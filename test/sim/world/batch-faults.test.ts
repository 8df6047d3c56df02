import { describe, expect, test } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { JobBatch } from '../../../sim/world/batch.ts'
import { batchFaults } from '../../../sim/world/batch-faults.ts'

/** A pipeline of stages that wait for these rows. */
function pipelineOf(...parents: number[][]): JobBatch {
  const batch = new JobBatch(16)
  batch.clear()
  for (const waitsFor of parents) {
    const row = batch.add(0, SECOND)
    batch.pipeline[row] = 7
    for (const parent of waitsFor) batch.addParent(parent)
  }
  return batch
}

describe('a pipeline', () => {
  test('of stages that wait for earlier ones has no faults', () => {
    expect(batchFaults(pipelineOf([], [0], [0, 1], [2]), 0)).toEqual([])
  })

  test('that waits for itself is refused: directly, in a circle, or by a stage that stands after its child', () => {
    expect(batchFaults(pipelineOf([0]), 0)).toMatchInlineSnapshot(`
      [
        "Job 0 (row 0) of pipeline 7 waits for itself; expected a stage that stands before it: stages that wait for each other in a circle never start.",
      ]
    `)
    expect(batchFaults(pipelineOf([2], [0], [1]), 0)).toMatchInlineSnapshot(`
      [
        "Job 0 (row 0) of pipeline 7 waits for job 2 (row 2); expected a stage that stands before it: stages that wait for each other in a circle never start.",
      ]
    `)
    expect(batchFaults(pipelineOf([], [2], []), 0)).toMatchInlineSnapshot(`
      [
        "Job 1 (row 1) of pipeline 7 waits for job 2 (row 2); expected a stage that stands before it: stages that wait for each other in a circle never start.",
      ]
    `)
  })

  test('cannot wait for a stage of another pipeline, for a plain job, or for none', () => {
    const batch = pipelineOf([], [0], [9])
    batch.pipeline[0] = 6
    expect(batchFaults(batch, 0)).toMatchInlineSnapshot(`
      [
        "Job 1 (row 1) of pipeline 7 waits for job 0 (row 0); expected a stage of the same pipeline.",
        "Job 2 (row 2) of pipeline 7 waits for row 9, where there is none; expected a stage of the same pipeline.",
      ]
    `)
    const plain = pipelineOf([], [0])
    plain.pipeline.fill(-1)
    expect(batchFaults(plain, 0)).toHaveLength(1)
  })
})

describe('a batch', () => {
  test('does not turn back the clock, within itself or after the one before', () => {
    const batch = new JobBatch(2)
    batch.clear()
    batch.add(10, SECOND)
    batch.add(9, SECOND)
    expect(batchFaults(batch, 0)).toMatchInlineSnapshot(`
      [
        "Job 1 (row 1) is submitted at 9 µs, expected 10 µs or later, in order of submission.",
      ]
    `)
    expect(batchFaults(batch, 20)).toHaveLength(2)
  })

  test('asks for amounts that exist', () => {
    const batch = new JobBatch(2)
    batch.clear()
    const row = batch.add(0, Number.NaN)
    batch.tasks[row] = 0
    batch.cpuMilli[row] = -1
    batch.memoryMiB[row] = Number.POSITIVE_INFINITY
    batch.meanTimeToFailure[row] = 0
    expect(batchFaults(batch, 0)).toMatchInlineSnapshot(`
      [
        "Job 0 (row 0) has tasks 0, expected at least 1.",
        "Job 0 (row 0) has cpuMilli -1, expected a number from 0.",
        "Job 0 (row 0) has memoryMiB Infinity, expected a number from 0.",
        "Job 0 (row 0) has duration NaN, expected a time from 0.",
        "Job 0 (row 0) has estimate NaN, expected a time from 0.",
        "Job 0 (row 0) has meanTimeToFailure 0, expected a time above 0.",
      ]
    `)
  })

  test('with many faults tells the first', () => {
    const batch = new JobBatch(100)
    batch.clear()
    while (!batch.full) batch.add(Number.NaN, SECOND)
    expect(batchFaults(batch, 0)).toHaveLength(5)
  })
})
