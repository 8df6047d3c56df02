/** Jobs of higher priority that take the place of others, second by second. */
import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { Machines } from '../../../sim/world/machines.ts'
import type { SmallSystem } from '../../support/small-system.ts'
import { framework, monolithic, offers, systemOf } from '../../support/small-system.ts'
import { type Staging, stagedRun } from '../../support/staged-run.ts'
import { machinesOf, numbersOf, type WrittenJob } from '../../support/watched-run.ts'

const root = monolithic({
  order: 'priority',
  whenBlocked: 'wait',
  share: 'fifo',
  preempt: 'lowest-priority-first',
})

const run = (
  jobs: readonly WrittenJob[],
  machines: Machines,
  system: SmallSystem = {},
  staging: Staging = {},
) => stagedRun(systemOf(root, system), machines, jobs, staging)

const preempted = (log: readonly string[]) => log.filter(line => line.includes('preempted'))

describe('a job that finds no room', () => {
  it('takes that of a task of lower priority, which is launched again and counts as no failure', async () => {
    // Job 0 holds both cores; of its two tasks, placed together, the one with the larger number goes at 4. It has worked 4 s,
    // and runs again 9–29. The framework would give a job up at its first failure.
    const { log, ends, result } = await run(
      [
        { submit: 0, run: 20, tasks: 2 },
        { submit: 4, run: 5, priority: 5 },
      ],
      machinesOf(1, 2),
    )
    expect(log.slice(2)).toEqual([
      '4 s: job 0 is preempted on machine 0',
      '4 s: job 1 starts on machine 0',
      '9 s: job 1 finishes on machine 0',
      '9 s: job 0 starts on machine 0',
      '20 s: job 0 finishes on machine 0',
      '29 s: job 0 finishes on machine 0',
    ])
    expect(ends.at(-1)).toBe('29 s: job 0 is finished')
    const numbers = numbersOf(result)
    expect(numbers).toMatchObject({ tasks_preempted: 1, tasks_killed: 0, tasks_failed: 0 })
    expect(numbers['core_hours_preempted']).toBeCloseTo(4 / 3600, 12)
    expect(numbers['core_hours_repeated']).toBeCloseTo(4 / 3600, 12)
  })

  it('waits for its victims, kills nobody else meanwhile, and has their room to itself', async () => {
    // Job 0 holds three cores. Job 1 comes at 4; the kill arrives at 5 and the grace ends at 11. Job 2 comes at 7, above job
    // 0 and below job 1: it blocks behind job 1 and gets its turn at 11, when job 1 is placed; its victim is gone at 18.
    const { log } = await run(
      [
        { submit: 0, run: 30, tasks: 3 },
        { submit: 4, run: 5, priority: 5 },
        { submit: 7, run: 5, priority: 1 },
      ],
      machinesOf(1, 3),
      {
        latency: { machine: SECOND },
        frameworks: [framework('batch', { takes: ['*'], killGrace: 6 * SECOND })],
      },
    )
    expect(log.slice(3)).toEqual([
      '11 s: job 0 is preempted on machine 0',
      '12 s: job 1 starts on machine 0',
      '17 s: job 1 finishes on machine 0',
      '18 s: job 0 is preempted on machine 0',
      '18 s: job 2 starts on machine 0',
      '19 s: job 0 starts on machine 0',
      '23 s: job 2 finishes on machine 0',
      '24 s: job 0 starts on machine 0',
      '31 s: job 0 finishes on machine 0',
      '49 s: job 0 finishes on machine 0',
      '54 s: job 0 finishes on machine 0',
    ])
  })

  it('counts on what leaves when it is tried again meanwhile', async () => {
    // Two machines of 1.5 cores, each with a task of job 0 on one core and, until 7, one of job 1 on the half. Job 2 comes at 4
    // and has one victim, which stops until 10. At 7 two halves are free, one core in all: tried again, it kills nobody.
    const { log } = await run(
      [
        { submit: 0, run: 30, tasks: 2 },
        { submit: 1, run: 6, tasks: 2, cores: 0.5, priority: 9 },
        { submit: 4, run: 5, priority: 5 },
      ],
      machinesOf(2, 1.5),
      { frameworks: [framework('batch', { takes: ['*'], killGrace: 6 * SECOND })] },
    )
    expect(preempted(log)).toHaveLength(1)
    expect(log).toContain('10 s: job 2 starts on machine 0')
  })

  it('takes nobody’s that is not below it', async () => {
    const { log } = await run(
      [
        { submit: 0, run: 20, priority: 5 },
        { submit: 4, run: 5, priority: 5 },
      ],
      machinesOf(1, 1),
    )
    expect(preempted(log)).toEqual([])
  })

  it('takes it on the machine where the highest of the victims is lowest', async () => {
    // Priorities 3, 1 and 2 on machines 0, 1 and 2.
    const { log } = await run(
      [3, 1, 2]
        .map(priority => ({ submit: 0, run: 20, priority, cores: 1 }))
        .concat({
          submit: 4,
          run: 5,
          priority: 9,
          cores: 1,
        }),
      machinesOf(3, 1),
    )
    // By priority, they were placed in the order 3, 2, 1: the one of priority 1, job 1, is on machine 2.
    expect(preempted(log)).toEqual(['4 s: job 1 is preempted on machine 2'])
  })

  it('spares whose going is not needed', async () => {
    // Four cores: one of priority 0, three of priority 1. Three are needed: the lowest would go first, but does not have to.
    const { log } = await run(
      [
        { submit: 0, run: 20, cores: 1 },
        { submit: 0, run: 20, cores: 3, priority: 1 },
        { submit: 4, run: 5, cores: 3, priority: 9 },
      ],
      machinesOf(1, 4),
    )
    expect(preempted(log)).toEqual(['4 s: job 1 is preempted on machine 0'])
  })

  it('keeps the rules where it makes room, task by task', async () => {
    // Two tasks, at most one a machine: one victim on each.
    const { log } = await stagedRun(
      systemOf({ ...root, rules: [{ name: 'max-per-machine', count: 1 }] }),
      machinesOf(2, 2),
      [
        { submit: 0, run: 20, tasks: 2 },
        { submit: 1, run: 20, tasks: 2 },
        { submit: 4, run: 5, tasks: 2, priority: 9 },
      ],
    )
    // The younger, job 1, on both.
    expect(preempted(log).sort()).toEqual([
      '4 s: job 1 is preempted on machine 0',
      '4 s: job 1 is preempted on machine 1',
    ])
  })

  it('is helped by named resources, too', async () => {
    // A GPU on machine 1 alone, held by job 0; on machine 0 stands job 1, lower still. Job 2 asks for the GPU.
    const machines = new Machines([1000, 1000], [0, 0], [{ name: 'gpu', amounts: [0, 1000] }])
    const gpu = { resources: { gpu: 1000 }, needs: {} }
    const { log } = await run(
      [
        { submit: 0, run: 20, priority: 1, extras: gpu },
        { submit: 1, run: 20 },
        { submit: 4, run: 5, priority: 9, extras: gpu },
      ],
      machines,
    )
    expect(preempted(log)).toEqual(['4 s: job 0 is preempted on machine 1'])
  })
})

describe('a gang that finds no room', () => {
  it('kills nobody where it cannot have all that it needs', async () => {
    const { log } = await run(
      [
        { submit: 0, run: 20 },
        { submit: 0, run: 20, priority: 9 },
        { submit: 4, run: 5, priority: 5, tasks: 2, gang: true },
      ],
      machinesOf(2, 1),
    )
    expect(log.slice(-4, -2)).toEqual(['20 s: job 2 starts on machine 0', '20 s: job 2 starts on machine 1'])
    expect(preempted(log)).toEqual([])
  })

  it('kills only for those of its tasks that find no room', async () => {
    // Machine 1 is free: one victim is enough for two tasks.
    const { log } = await run(
      [
        { submit: 0, run: 20 },
        { submit: 4, run: 5, priority: 5, tasks: 2, gang: true },
      ],
      machinesOf(2, 1),
    )
    expect(log.slice(1, 4)).toEqual([
      '4 s: job 0 is preempted on machine 0',
      '4 s: job 1 starts on machine 0',
      '4 s: job 1 starts on machine 1',
    ])
  })
})

describe('preemption is refused', () => {
  it.each([
    ['an order that is not by priority', { order: 'fifo' as const }, 'order: fifo'],
    ['a line that is passed', { whenBlocked: 'pass' as const }, 'when-blocked: pass'],
    ['several lines', { share: 'drf' as const }, 'share: drf'],
  ])('with %s', async (_what, changes, found) => {
    await expect(stagedRun(systemOf({ ...root, ...changes }), machinesOf(1, 1), [])).rejects.toThrow(
      `System 'small', root.preempt: found preemption with ${found} (system "small"), expected order: priority, when-blocked: wait and share: fifo, so that nothing takes the room that it makes.`,
    )
  })

  it('and is no setting of a root that does not decide for all', async () => {
    const { log } = await stagedRun(systemOf(offers({ order: 'priority' })), machinesOf(1, 1), [
      { submit: 0, run: 20 },
      { submit: 4, run: 5, priority: 9 },
    ])
    expect(preempted(log)).toEqual([])
  })
})
