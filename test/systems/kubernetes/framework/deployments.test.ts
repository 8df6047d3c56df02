import { expect, it } from 'vitest'
import { MINUTE, NEVER, SECOND } from '../../../../sim/engine/time.ts'
import { kubernetesOf, nodes } from '../../../support/kubernetes-run.ts'
import { stagedRun } from '../../../support/staged-run.ts'

it('smoke', async () => {
  const run = await stagedRun(
    kubernetesOf({ readyAfter: 20 * SECOND, upgrades: [{ at: 100 * SECOND }] }),
    nodes(10),
    [{ submit: 0, run: NEVER, tasks: 10 }],
    { until: 10 * MINUTE, check: true },
  )
  console.log(run.log.join('\n'))
  expect(run.log.length).toBe(3)
})
