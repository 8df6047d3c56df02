/**
 * Maintenance in whole runs, by the clock: the schedule is posted, frameworks are asked to leave, machines go down and come up.
 */
import { describe, expect, test } from 'vitest'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import type { Result } from '../../../sim/measure/result.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { SystemSpec } from '../../../systems/generic/spec.ts'
import type { MarathonSpec } from '../../../systems/marathon/spec.ts'
import type { InverseAnswer, MesosSpec } from '../../../systems/mesos/spec.ts'
import { type Staging, stagedRun } from '../../support/staged-run.ts'

const machines = (count: number) => new Machines(Array(count).fill(4000), Array(count).fill(8192))

/** Posted at 100 s; down from 200 s to 300 s. */
const WINDOW = { posted: 100 * SECOND, start: 200 * SECOND, lasts: 100 * SECOND, machines: [0] }

function system(name: string, inverseOffers?: InverseAnswer, changes: Partial<MesosSpec> = {}): SystemSpec {
  const base = systems[name]!
  const frameworks = base.frameworks.map(framework => ({
    ...framework,
    ...(inverseOffers !== undefined && { inverseOffers }),
  }))
  return {
    name,
    ...base,
    frameworks,
    root: { ...(base.root as MesosSpec), maintenance: [WINDOW], ...changes },
  }
}

const run = (spec: SystemSpec, seconds = 1000, staging: Staging = {}) =>
  stagedRun(spec, machines(2), [{ submit: 0, run: seconds, cores: 4 }], staging)

const count = (result: Result, what: string) =>
  result.reasons.find(({ reason }) => reason.includes(what))?.count ?? 0
const starts = (log: readonly string[]) => log.filter(line => line.includes('starts'))
const secondsOf = (line: string) => Number(line.split(' ')[0])

describe.each(['mesos-1.0', 'mesos-head'])('%s', name => {
  test('a framework that accepts leaves at once, and starts its tasks anew where no maintenance is planned', async () => {
    const { log, result } = await run(system(name, 'accept'))
    // The inverse offer and the kill 1 ms each, 2 ms until the framework hears, then 109 ms from a revive to a start.
    expect(log).toEqual([
      '0.109 s: job 0 starts on machine 0',
      '100.002 s: job 0 is drained on machine 0',
      '100.113 s: job 0 starts on machine 1',
      '1100.113 s: job 0 finishes on machine 1',
    ])
    // It is asked again while it has the offer of machine 0, which its revive brought.
    expect(count(result, 'inverse offer')).toBe(2)
    expect(count(result, 'taken down')).toBe(1)
  })

  test.each(['decline', undefined] as const)(
    'one that stays (%s) loses what runs there when the machine is taken down',
    async answer => {
      const { log, result } = await run(system(name, answer))
      // It hears 1 ms later, pauses for 1 s, and needs 109 ms.
      expect(starts(log)).toEqual([
        '0.109 s: job 0 starts on machine 0',
        '201.11 s: job 0 starts on machine 1',
      ])
      expect(log).toContain('200 s: job 0 is lost on machine 0')
      // Declined for 5 s from 100.002 s: asked again by the batch of 106 s, and so on until 196 s. Unanswered: never again.
      expect(count(result, 'inverse offer')).toBe(answer === 'decline' ? 17 : 1)
    },
  )

  test('the machine is back when its window is over', async () => {
    const spec = system(name, undefined, { maintenance: [{ ...WINDOW, machines: [0, 1] }] })
    const { log } = await run(spec, 1000)
    const again = secondsOf(starts(log)[1]!)
    // Within 1 s the agent finds the master.
    expect(again).toBeGreaterThan(300.1)
    expect(again).toBeLessThan(301.2)
  })

  test('a new master knows the schedule, and an operator waits until one leads', async () => {
    const { log } = await run(system(name, 'decline', { masterFailures: [150 * SECOND, 195 * SECOND] }))
    // No master from 195 s to 205 s: the machine goes down then, and the framework is not registered before up to 2 s later.
    expect(log[1]).toBe('205 s: job 0 is lost on machine 0')
    expect(secondsOf(starts(log)[1]!)).toBeLessThan(208.2)
  })

  test('offers of the agent are taken back when maintenance is scheduled', async () => {
    // Thought from 99.95 s to after 100 s about both machines: the offers are void, and the job starts elsewhere or later.
    const { result } = await stagedRun(
      system(name, 'accept'),
      machines(2),
      [{ submit: 99.95, run: 10, cores: 4 }],
      {},
    )
    expect(result.rows[0]!.numbers['offers_rescinded']).toBe(1)
  })
})

describe('Marathon', () => {
  const marathon = (name: string, changes: Partial<MarathonSpec> = {}): SystemSpec => {
    const base = system(name)
    const frameworks = base.frameworks.map(each =>
      each.name === 'marathon' ? { ...each, ...changes } : each,
    )
    return { ...base, frameworks }
  }
  const started = async (spec: SystemSpec) => {
    const jobs = [{ submit: 160, run: NEVER, tasks: 2, cores: 4 }]
    const { log } = await stagedRun(spec, machines(2), jobs, { classes: ['service'], until: 600 * SECOND })
    return starts(log).map(line => [line.split(' ').at(-1), Math.floor(secondsOf(line))])
  }

  test('at head leaves agents alone from --draining_seconds before their maintenance on', async () => {
    const [first, second] = await started(marathon('marathon-head', { draining: 50 * SECOND }))
    expect(first).toEqual(['1', 160])
    expect(second![0]).toBe('0')
    expect(second![1]).toBeGreaterThanOrEqual(300)
  })

  test('with 0 s there, and in 1.3, which pays no heed, it starts on them and starts again', async () => {
    for (const name of ['marathon-head', 'dcos-1.8']) {
      const [first, second, third] = await started(marathon(name))
      expect([first, second].map(each => each![1])).toEqual([160, 160])
      expect(third![1]).toBeGreaterThanOrEqual(300)
    }
  })
})
