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

describe('what a root does not do', () => {
  const started = (root: object, more: object = {}) =>
    new Simulation(
      {
        system: {
          ...systems['monolithic']!,
          name: 'mine',
          ...more,
          root: { ...systems['monolithic']!.root, ...root },
        },
        ...{ seed: 'oak', warmup: 0, until: NEVER, slices: 1, check: true },
        hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER },
      },
      machinesOf(1, 1),
      workloadOf([]),
    )
  const rootOf = (name: string) => systems[name]!.root

  test('is said with what would do', () => {
    expect(() => started({ retryAfter: 0 })).toThrow(
      "System 'mine' tries a job that does not fit again after 0 s",
    )
    expect(() =>
      started({ preempt: 'lowest-priority-first', order: 'fifo', whenBlocked: 'retry', share: 'drf' }),
    ).toThrow(/^System 'mine', root\.preempt: found .*order: fifo.*when-blocked: retry.*share: drf/)
    const preempting = {
      preempt: 'lowest-priority-first',
      order: 'priority',
      whenBlocked: 'wait',
      share: 'fifo',
    }
    expect(() => started(preempting)).not.toThrow()
    expect(() => started({ ...rootOf('sampling'), binding: 'late', place: 'best-fit' })).toThrow(
      /^System 'mine', root\.place: found "best-fit" with late binding.*; set root\.binding: early, or leave place out\.$/,
    )
    expect(() => started({ ...rootOf('sampling'), binding: 'early', place: 'best-fit' })).not.toThrow()
    const offers = { ...rootOf('offers'), interval: 0, declineFilter: 0 }
    expect(() => started(offers)).toThrow(
      /^System 'mine', root\.decline-filter: found an interval and a decline-filter of 0 s/,
    )
    for (const key of ['interval', 'declineFilter'])
      expect(() => started({ ...offers, [key]: 1 })).not.toThrow()
  })

  test('includes frameworks that host each other, or are hosted by nobody', () => {
    const [one, two] = systems['monolithic']!.frameworks
    const hosting = (hostedBy: string) => ({
      hosting: {
        ...{ hostedBy, cpuMilli: 1, memoryMiB: 1, meanTimeToFailure: NEVER, failures: [] },
        ...{ reconciliation: 0, failoverTimeout: NEVER },
      },
    })
    const hosted = (a: string, b: string) => ({
      frameworks: [
        { ...one, name: 'a', ...hosting(a) },
        { ...two, name: 'b', ...hosting(b) },
      ],
    })
    expect(() => started({}, hosted('b', 'a'))).toThrow('Frameworks host each other in a circle, a → b → a')
    expect(() => started({}, hosted('c', 'a'))).toThrow(
      "Framework 'a' is hosted by 'c', which is not a framework of this system; known are a, b.",
    )
  })
})
