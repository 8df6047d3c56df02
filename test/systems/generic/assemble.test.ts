import { describe, expect, test } from 'vitest'
import { drive } from '../../../bench/drive.ts'
import type { PolicySelf } from '../../../sim/contracts.ts'
import { NEVER } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { UserPolicies } from '../../../systems/generic/named-policies.ts'
import { Simulation } from '../../../systems/simulation.ts'
import { machinesOf, workloadOf } from '../../support/watched-run.ts'

/** Runs shared state with three schedulers for batch jobs and one for the rest, under a policy that draws. */
async function run() {
  const system = { ...systems['shared-state']!, name: 'mine' }
  const frameworks = system.frameworks.map(each =>
    each.name === 'batch' ? { ...each, schedulers: 3 } : each,
  )
  const drawn: Record<string, number[]> = {}
  const makePolicies = (self: PolicySelf): UserPolicies => {
    const luck = self.stream('luck')
    drawn[self.scheduler] = [luck.below(1000), luck.below(1000), luck.below(1000)]
    return { order: { name: 'mine', compare: (a, b) => a - b } }
  }
  const jobs = workloadOf(Array.from({ length: 6 }, (_, submit) => ({ submit, run: 5 })))
  const root = { ...system.root, order: 'mine' }
  const spec = {
    ...{
      system: { ...system, root, frameworks },
      seed: 'oak',
      warmup: 0,
      until: NEVER,
      slices: 1,
      check: true,
    },
    hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER },
  }
  const simulation = new Simulation(spec, machinesOf(2, 4), jobs, { mine: makePolicies })
  const result = await drive(simulation)
  const names = result.rows.filter(({ scope }) => scope === 'scheduler').map(({ name }) => name)
  return { drawn, names }
}

describe('schedulers by framework', () => {
  test('are as many as the framework says, each measured by itself', async () => {
    expect((await run()).names).toEqual(['services', 'batch-1', 'batch-2', 'batch-3', 'pipelines'])
  })

  test('draw from streams of their own, the same in every run', async () => {
    const { drawn } = await run()
    const batch = ['batch-1', 'batch-2', 'batch-3'].map(name => JSON.stringify(drawn[name]))
    expect(new Set(batch).size).toBe(3)
    expect((await run()).drawn).toEqual(drawn)
  })
})
