import { expect, test } from 'vitest'
import { execute } from '../../../bench/execute.ts'
import { readExperiment } from '../../../bench/experiment/read.ts'
import { remarksOn } from '../../../workloads/traces/trace-faults.ts'

test('a remark says what was done and why; what is kept as it is needs none', () => {
  const place = { firstLine: 7, firstText: '' }
  const irregularities = [
    { reason: 'no-size', effect: 'dropped', count: 2, ...place },
    { reason: 'overrun', effect: 'changed', count: 1, ...place },
    { reason: 'never-fits', effect: 'kept', count: 3, ...place },
  ] as const
  const meanings = { 'no-size': 'no processors', overrun: 'run longer than the requested time' }
  expect(remarksOn(irregularities, meanings)).toEqual([
    { remark: 'dropped: no processors', count: 2 },
    { remark: 'changed: run longer than the requested time', count: 1 },
  ])
})

test('the result of a run carries what was dropped from its log', async () => {
  // examples/small.swf: 200 jobs, of which four have run time −1.
  const { runs } = await readExperiment('examples/replay.yaml', { trace: 'examples/small.swf', seeds: 1 })
  const { remarks } = await execute(runs[0]!.spec)
  expect(remarks).toEqual([{ remark: 'dropped: negative run time (−1: never ran)', count: 4 }])
})
