/** Machines that are gone for a moment while they ask for a task. */
import { expect, it } from 'vitest'
import { SECOND } from '../../../../sim/engine/time.ts'
import { sampling, systemOf } from '../../../support/small-system.ts'
import { stagedRun, startsOf } from '../../../support/staged-run.ts'
import { machinesOf } from '../../../support/watched-run.ts'

it('room that was held before a machine went down is nobody’s when the answer is back', async () => {
  // Messages to machines take a second. The probe arrives at 1, the machine holds its core and asks; it is down from 1.5 to 2,
  // so at 3 the answer finds nothing held. The job probes again, which arrives at 4, and has its task at 6. The core was
  // given back once, by the machine's return: every audit holds it to one.
  const system = systemOf(sampling({ probeRatio: 1 }), { latency: { machine: SECOND } })
  const run = await stagedRun(system, machinesOf(1, 1), [{ submit: 0, run: 10 }], {
    script: { 1.5: stage => stage.machineDown(0), 2: stage => stage.machineUp(0) },
  })
  expect(startsOf(run)).toEqual(['6 s: job 0 on machine 0'])
})
