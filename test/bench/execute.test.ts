import { expect, it } from 'vitest'
import { execute } from '../../bench/execute.ts'
import { readExperiment } from '../../bench/experiment/read.ts'
import { offeredBy } from '../../bench/offered.ts'
import { HOUR, MINUTE, NEVER, SECOND, type Time } from '../../sim/engine/time.ts'
import type { WorkloadSpec } from '../../workloads/spec.ts'

async function expectSameLoad(until: Time, workload?: WorkloadSpec): Promise<void> {
  const { runs } = await readExperiment('examples/replay.yaml', { trace: 'examples/small.swf', seeds: 1 })
  const { spec } = runs[0]!
  const run = { ...spec, until, ...(workload !== undefined && { workload }) }
  const { offered } = await execute(run)
  expect(offered).toEqual(await offeredBy(run))
  expect(offered!.cpu).toBeGreaterThan(0)
}

it('hears from the jobs of a log what load they offer, as a reading of all before the run says', () =>
  expectSameLoad(45 * MINUTE + SECOND))

it.each([NEVER, 2 * HOUR])('says the same of jobs that a model draws, until %d', async until => {
  const shape = { taskPer: 'job', cpuMilliPerProcessor: 500, memoryMiBPerProcessor: 8, gang: false } as const
  const model = { kind: 'lublin', jobClass: 'batch', jobs: 40, processors: 16 } as const
  await expectSameLoad(until, { ...model, interarrivalFactor: 1, shape })
})
