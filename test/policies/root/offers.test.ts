import { expect, test } from 'vitest'
import { systems } from '../../../policies/systems/catalogue.ts'
import { SECOND } from '../../../sim/time.ts'
import { machinesOf, watchedRun, workloadOf } from '../../support/watched-run.ts'

/** Offers once a second, declined for five; nobody thinks, and messages take no time. */
const { root, frameworks, quirks } = systems['offers']!
const offers = {
  name: 'offers',
  root: { ...root, allocatorThink: 0, think: { default: { perJob: 0, perTask: 0 } } },
  frameworks,
  latency: { scheduler: 0, machine: 0, status: 0 },
  quirks,
}

test('a gang gets machines that become free one after the other, although it declines each alone', async () => {
  // Two machines of one core. At 1 s both are offered: the job takes one, the gang declines the other until 6 s. The job
  // ends at 4 s; its machine is offered at 5 s and declined until 10 s. The answer brings the next round, at 6 s: the first
  // filter is over, and as the framework has a gang that found some room, so is the other, and both are offered.
  const jobs = workloadOf([
    { submit: 0, run: 3 },
    { submit: 0.5, run: 10, tasks: 2, gang: true },
  ])
  const { starts } = await watchedRun(offers, machinesOf(2, 1), jobs, { until: 60 * SECOND })
  expect(starts.get(0)).toEqual([1])
  expect(starts.get(1)).toEqual([6, 6])
})
