import { describe, expect, it } from 'vitest'
import { random } from '../../../policies/place/random.ts'
import { avoidLast } from '../../../policies/rules/avoid-last.ts'
import { maxPerMachine } from '../../../policies/rules/max-per-machine.ts'
import { JavaRandom } from '../../../sim/chance/java-random.ts'
import { Claims } from '../../../sim/world/claims.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { ALLOWED } from '../../../sim/world/reasons.ts'
import { View } from '../../../sim/world/views.ts'
import { idleCluster } from '../../support/idle-cluster.ts'
import { monolithic, sampling, systemOf } from '../../support/small-system.ts'
import { stagedRun, startsOf } from '../../support/staged-run.ts'
import { machinesOf } from '../../support/watched-run.ts'

describe('max-per-machine', () => {
  it('counts tasks of the job that are there, and those that the decision claims', () => {
    const cluster = idleCluster(new Machines([8000, 8000], [0, 0]))
    const job = cluster.addJob({ tasks: 4, state: TaskState.Pending })
    const other = cluster.addJob({ tasks: 4, state: TaskState.Pending })
    const rule = maxPerMachine(2)
    cluster.tasks.add(job, 0, 0)
    cluster.tasks.add(other, 0, 0)
    const check = rule.prepare(job, new Claims(), cluster)!
    const refused = cluster.reasons.number('the machine holds 2 tasks of the job already')
    expect(check.allows(0)).toBe(ALLOWED)
    check.claimed!(0)
    expect(check.allows(0)).toBe(refused)
    expect(check.allows(1)).toBe(ALLOWED)
    // The next decision knows nothing of claims that were not launched.
    expect(rule.prepare(job, new Claims(), cluster)!.allows(0)).toBe(ALLOWED)
    expect(rule.prepare(other, new Claims(), cluster)!.allows(0)).toBe(ALLOWED)
  })

  it('counts a job with many tasks machine by machine, to the same effect', () => {
    // 70 tasks on machine 0 and 1 on machine 1: more than the 64 up to which a job is counted by its tasks.
    const cluster = idleCluster(new Machines([100_000, 100_000], [0, 0]))
    const job = cluster.addJob({ tasks: 80, state: TaskState.Pending })
    cluster.jobs.move(job, TaskState.Pending, TaskState.Placed, 71)
    for (let i = 0; i < 70; i++) cluster.tasks.add(job, 0, 0)
    cluster.tasks.add(job, 1, 0)
    const allowed = (most: number) =>
      [0, 1].map(
        machine => maxPerMachine(most).prepare(job, new Claims(), cluster)!.allows(machine) === ALLOWED,
      )
    expect([1, 2, 70, 71].map(allowed)).toEqual([
      [false, false],
      [false, true],
      [false, true],
      [true, true],
    ])
  })

  it('says why it refuses', () => {
    const cluster = idleCluster(new Machines([1000], [0]))
    const job = cluster.addJob({ tasks: 2, state: TaskState.Pending })
    cluster.tasks.add(job, 0, 0)
    const reason = maxPerMachine(1).prepare(job, new Claims(), cluster)!.allows(0)
    expect(cluster.reasons.sentence(reason)).toBe('the machine holds 1 task of the job already')
  })

  it.each([
    ['monolithic', monolithic({ rules: [{ name: 'max-per-machine', count: 1 }] })],
    ['late sampling', sampling({ rules: [{ name: 'max-per-machine', count: 1 }] })],
    ['early sampling', sampling({ rules: [{ name: 'max-per-machine', count: 1 }], binding: 'early' })],
  ])('%s: a third task waits for a machine without one', async (_name, root) => {
    const run = await stagedRun(systemOf(root), machinesOf(2, 4), [{ submit: 0, run: 10, tasks: 3 }])
    const starts = startsOf(run)
    expect(starts.slice(0, 2).sort()).toEqual(['0 s: job 0 on machine 0', '0 s: job 0 on machine 1'])
    expect(starts[2]).toMatch(/^10 s: job 0/)
    expect(starts).toHaveLength(3)
  })
})

describe('avoid-last', () => {
  it('draws from the machines that are left only, as the Omega simulator does', () => {
    // Of 500 machines the last half is never drawn: the first ten numbers below 250 of java.util.Random(1), each of which
    // has room for one task.
    const cluster = idleCluster(new Machines(new Array(500).fill(1000), new Array(500).fill(0)))
    const placement = random({ rules: [avoidLast(0.5)], random: new JavaRandom(1) })
    const claims = new Claims()
    const view = View.live(cluster.machines)
    const job = cluster.addJob({ tasks: 10, state: TaskState.Pending })
    expect(placement.place(view, job, 10, claims, cluster)).toBe(10)
    expect([...claims.machine.subarray(0, 10)]).toEqual([235, 88, 97, 63, 4, 154, 184, 106, 228, 248])
    // All of the 250 are taken in the end, and no other.
    const rest = cluster.addJob({ tasks: 300, state: TaskState.Pending })
    expect(placement.place(view, rest, 300, claims, cluster)).toBe(240)
    expect(cluster.machines.totalFreeCpuMilli).toBe(250_000)
  })

  it('probes the machines that are left only', async () => {
    const root = sampling({ probeRatio: 1, rules: [{ name: 'avoid-last', fraction: 0.5 }] })
    const run = await stagedRun(systemOf(root), machinesOf(8, 1), [{ submit: 0, run: 10, tasks: 4 }])
    expect(startsOf(run).sort()).toEqual([0, 1, 2, 3].map(machine => `0 s: job 0 on machine ${machine}`))
    expect(run.result.reasons).toEqual([])
  })

  it('never uses the last part of the machines, rounded down', async () => {
    const cluster = idleCluster(new Machines(new Array(10).fill(1000), new Array(10).fill(0)))
    const allowed = (fraction: number) =>
      Array.from({ length: 10 }, (_, machine) => machine).filter(
        machine => avoidLast(fraction).prepare(0, new Claims(), cluster)!.allows(machine) === ALLOWED,
      ).length
    // 10 − ⌊10 f⌋
    expect([0, 0.09, 0.1, 0.59, 1].map(allowed)).toEqual([10, 10, 9, 5, 0])
    const reason = avoidLast(0.25).prepare(0, new Claims(), cluster)!.allows(9)
    expect(cluster.reasons.sentence(reason)).toBe('the machine is one of the last 25 %')
  })

  it('leaves a job in the queue that only an avoided machine could take', async () => {
    const rules = [{ name: 'avoid-last', fraction: 0.5 }] as const
    const run = await stagedRun(systemOf(monolithic({ rules })), machinesOf(2, 1), [
      { submit: 0, run: 10 },
      { submit: 1, run: 10 },
    ])
    expect(startsOf(run)).toEqual(['0 s: job 0 on machine 0', '10 s: job 1 on machine 0'])
    expect(run.result.reasons).toEqual([{ reason: 'the machine is one of the last 50 %', count: 1 }])
  })
})
