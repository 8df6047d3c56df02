/** Frameworks that go away under offers, second by second. The allocator decides one second after something changed. */
import { expect, it } from 'vitest'
import { NEVER, SECOND } from '../../../../sim/engine/time.ts'
import { framework, offers, systemOf, thinking } from '../../../support/small-system.ts'
import { stagedRun, startsOf } from '../../../support/staged-run.ts'
import { machinesOf, numbersOf } from '../../../support/watched-run.ts'

it('a framework that goes away loses its offers at once, and the others are offered what was locked in them', async () => {
  // Both think for 3 s. At 1 a is offered the machine; it dies at 2, so b is offered it at 3 and has it at 6, until 16. a is
  // back at 20, and is offered it at 21.
  const process = {
    failures: [2 * SECOND],
    meanTimeToFailure: NEVER,
    restart: 18 * SECOND,
    reconciliation: 0,
    failoverTimeout: NEVER,
  }
  const run = await stagedRun(
    systemOf(offers(thinking(3)), { frameworks: [framework('a', { process }), framework('b')] }),
    machinesOf(1, 1),
    [0, 1].map(jobClass => ({ submit: 0, run: 10, jobClass })),
    { classes: ['a', 'b'] },
  )
  expect(startsOf(run)).toEqual(['6 s: job 1 on machine 0', '24 s: job 0 on machine 0'])
  expect(numbersOf(run.result)).toMatchObject({ offers_made: 3, offers_rescinded: 1 })
})
