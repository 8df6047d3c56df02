/**
 * Schedulers that ask for the states of their tasks: what that costs the master, and what it finds.
 */
import { describe, expect, test } from 'vitest'
import { MINUTE, NEVER, SECOND, type Time } from '../../../sim/engine/time.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { SystemSpec } from '../../../systems/generic/spec.ts'
import { reconciliationPause, stateOfUnknown } from '../../../systems/mesos/reconciliation.ts'
import type { MesosFrameworkSpec, MesosSpec } from '../../../systems/mesos/spec.ts'
import { stagedRun } from '../../support/staged-run.ts'

const machines = (count: number) => new Machines(Array(count).fill(4000), Array(count).fill(8192))

function system(
  name: string,
  changes: Partial<MesosSpec>,
  more: Partial<MesosFrameworkSpec> = {},
): SystemSpec {
  const base = systems[name]!
  const frameworks = base.frameworks.map(each => ({ ...each, ...(each.name === 'batch' && more) }))
  return { name, ...base, frameworks, root: { ...(base.root as MesosSpec), ...changes } }
}

const starts = (log: readonly string[]) => log.filter(line => line.includes('starts'))
const secondsOf = (line: string) => Number(line.split(' ')[0])

test('of an agent that may come back with the task nothing is said', () => {
  expect((['registered', 'recovering', 'unreachable', 'unknown'] as const).map(stateOfUnknown)).toEqual([
    'GONE',
    null,
    'UNREACHABLE',
    'UNKNOWN',
  ])
})

test('pauses without an answer double from 10 s to 10 min', () => {
  expect([0, 1, 2, 5, 6, 100].map(attempts => reconciliationPause(attempts) / SECOND)).toEqual([
    10, 20, 40, 320, 600, 600,
  ])
})

/**
 * Messages between scheduler and master take 2 s. What is wanted at 6 s is asked for at 8 s, offered at 10 s and answered at
 * 12.1 s; the master has died at 11 s. The next leads from 21 s on, and schedulers are registered with it from 23 s to 25 s.
 */
const slow = (spec: SystemSpec): SystemSpec => ({
  ...spec,
  latency: { ...spec.latency, scheduler: 2 * SECOND },
})
const masterFailures = [11 * SECOND]

describe.each(['mesos-1.0', 'mesos-head'])('%s', name => {
  test('a launch that dies with the master is found lost when the framework is back and asks', async () => {
    const { log, result } = await stagedRun(slow(system(name, { masterFailures })), machines(1), [
      { submit: 6, run: 1000 },
    ])
    // Asked and told, 4 s; revived, offered and answered, 6.1 s. In 1.0 it is offered the agent as it registers, and refuses it for 5 s.
    expect(starts(log)).toHaveLength(1)
    const [first] = starts(log).map(secondsOf)
    expect(first).toBeGreaterThan(33.1)
    expect(first).toBeLessThan(name === 'mesos-1.0' ? 41.2 : 35.2)
    expect(result.reasons.find(({ reason }) => reason.includes('found lost'))!.count).toBe(1)
  })

  test('of an agent that is not back yet the master says nothing, and the framework asks again', async () => {
    const partitions = [{ at: 10.5 * SECOND, lasts: 29.5 * SECOND, machines: [0] }]
    const { log } = await stagedRun(slow(system(name, { masterFailures, partitions })), machines(1), [
      { submit: 6, run: 1000 },
    ])
    // The agent is back by 41 s. Asked at once, 10 s and 20 s later, and then 10.1 s as above.
    const [first] = starts(log).map(secondsOf)
    expect(first).toBeGreaterThan(63.1)
    expect(first).toBeLessThan(65.2)
  })

  test('asking costs the master a message, and one for each task that it knows', async () => {
    const messages = async (reconciliationInterval?: Time) => {
      const spec = system(
        name,
        { messageCost: 1000 },
        reconciliationInterval === undefined ? {} : { reconciliationInterval },
      )
      const jobs = [{ submit: 1, run: 1000, tasks: 3 }]
      const { result } = await stagedRun(spec, machines(1), jobs, { until: 10 * MINUTE })
      return result.rows[0]!.numbers['master_messages']!
    }
    // At 2, 4, 6, 8 and 10 min; the last one arrives after the end. Each time a question and three states.
    expect((await messages(2 * MINUTE)) - (await messages())).toBe(4 * (1 + 3))
  })
})

describe('Marathon', () => {
  test('asks by the clock alone: before that, its own launch is overdue', async () => {
    const { log, result } = await stagedRun(
      slow(system('dcos-1.8', { masterFailures })),
      machines(1),
      [{ submit: 6, run: NEVER }],
      { classes: ['service'], until: 1000 * SECOND },
    )
    // Launched at 10 s: the question of 15 s reaches nobody, that of 615 s would be late. Given up by the check after 310 s; Mesos
    // is told to kill a task that it does not know, says so, 4 s, and the next launch takes 6 s and what revives have to wait.
    const [first] = starts(log).map(secondsOf)
    expect(first).toBeGreaterThan(320)
    expect(first).toBeLessThan(331)
    expect(result.reasons.find(({ reason }) => reason.includes('found lost'))!.count).toBe(1)
  })
})
