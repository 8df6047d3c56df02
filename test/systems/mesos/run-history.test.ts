/**
 * A run is the same whatever its process did before, and whichever equal resources are one object. Names of resources, and resources
 * that are one object, outlive runs: here one process has named many before the run, and forgets in it what was one object.
 */
import { beforeEach, expect, it, vi } from 'vitest'

const SCENARIOS = [
  'Mesos at head, whose masters die by chance, with frameworks that die and are waited for',
  'Mesos at head, whose sorters draw who is next',
]

/** The run is told in modules of its own. */
beforeEach(() => {
  vi.resetModules()
})

/** What starts and ends in the scenario; at every `each`-th task that starts or ends it is forgotten which resources are one object. */
async function told(scenario: string, each = Number.POSITIVE_INFINITY): Promise<readonly string[]> {
  const { forgetInterned } = await import('../../../systems/mesos/interned.ts')
  const { eventfulRun } = await import('../golden/eventful-run.ts')
  const { mesosScenarios } = await import('../golden/mesos-scenarios.ts')
  let changes = 0
  const forget = () => {
    if (++changes % each === 0) forgetInterned()
  }
  const { log } = await eventfulRun(
    { ...mesosScenarios[scenario]!, wholeSeconds: true },
    { taskStarted: forget, taskEnded: forget },
  )
  expect(changes).toBeGreaterThan(100)
  return log
}

it.each(SCENARIOS)('does not follow from what its process named and added up before: %s', async scenario => {
  const alone = await told(scenario)
  for (const named of [1, 17, 333]) {
    vi.resetModules()
    const { kindOf } = await import('../../../systems/mesos/resource-kind.ts')
    const { Resources, scalar } = await import('../../../systems/mesos/resources.ts')
    for (let i = 0; i < named; i++) {
      const some = Resources.of([{ kind: kindOf({ name: `named-${i}` }), amount: scalar(1000 * (i + 1)) }])
      some.plus(Resources.of([{ kind: kindOf({ name: 'cpus' }), amount: scalar(1000) }]))
    }
    expect(await told(scenario)).toEqual(alone)
  }
})

it.each(SCENARIOS)('does not follow from which equal resources are one object: %s', async scenario => {
  const alone = await told(scenario)
  for (const each of [1, 3, 10]) expect(await told(scenario, each)).toEqual(alone)
})
