/** What counts of a decision that is under way when the run ends. */
import { expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { monolithic, systemOf, thinking } from '../../support/small-system.ts'
import { stagedRun } from '../../support/staged-run.ts'
import { machinesOf, numbersOf } from '../../support/watched-run.ts'

/** One job at 2, about which the scheduler thinks for 10 s; the run is to end at 8. */
const run = (quirks: { readonly endsAtNextTick?: boolean }) =>
  stagedRun(systemOf(monolithic(thinking(10)), { quirks }), machinesOf(1, 1), [{ submit: 2, run: 5 }], {
    until: 8 * SECOND,
  })

it('it has kept its scheduler busy until then', async () => {
  // From 2 to 8.
  const { result } = await run({})
  expect(result.endS).toBe(8)
  expect(numbersOf(result)).toMatchObject({ busy_share: 6 / 8, decisions: 0 })
})

it('nothing of it counts where the run ends as one of the Omega simulator', async () => {
  // That ends with the tick after 8, and books a decision when it is over.
  const { result } = await run({ endsAtNextTick: true })
  expect(result.endS).toBe(9)
  expect(numbersOf(result)).toMatchObject({ busy_share: 0, decisions: 0 })
})
