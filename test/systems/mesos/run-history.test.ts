/**
 * A run is the same whatever its process did before. Names of resources, and resources that are one object, outlive runs: here one
 * process has named many before the run, and the other none.
 */
import { expect, it, vi } from 'vitest'

const SCENARIO = 'Mesos at head, whose masters die by chance, with frameworks that die and are waited for'

/** What starts and ends in the scenario, in modules of its own, in which so many kinds of resources are known before. */
async function toldAfter(named: number): Promise<readonly string[]> {
  vi.resetModules()
  const { kindOf } = await import('../../../systems/mesos/resource-kind.ts')
  const { Resources, scalar } = await import('../../../systems/mesos/resources.ts')
  for (let i = 0; i < named; i++) {
    const some = Resources.of([{ kind: kindOf({ name: `named-${i}` }), amount: scalar(1000 * (i + 1)) }])
    some.plus(Resources.of([{ kind: kindOf({ name: 'cpus' }), amount: scalar(1000) }]))
  }
  const { eventfulRun } = await import('../golden/eventful-run.ts')
  const { mesosScenarios } = await import('../golden/mesos-scenarios.ts')
  const scenario = mesosScenarios[SCENARIO]!
  const { log } = await eventfulRun({ ...scenario, wholeSeconds: true })
  return log
}

it('does not follow from what its process named and added up before', async () => {
  const alone = await toldAfter(0)
  expect(alone.length).toBeGreaterThan(100)
  for (const named of [1, 17, 333]) expect(await toldAfter(named)).toEqual(alone)
})
