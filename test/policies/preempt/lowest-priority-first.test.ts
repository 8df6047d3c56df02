import { describe, expect, it } from 'vitest'
import { lowestPriorityFirst } from '../../../policies/preempt/lowest-priority-first.ts'
import type { TaskId } from '../../../sim/world/handles.ts'
import { TaskOutcome, TaskState } from '../../../sim/world/lifecycle.ts'
import { idleCluster } from '../../support/idle-cluster.ts'
import { machinesOf } from '../../support/watched-run.ts'

const { Pending } = TaskState

/** Two machines, on which tasks are put by priority and time. */
function small() {
  const cluster = idleCluster(machinesOf(2, 100))
  const policy = lowestPriorityFirst()
  policy.start(cluster)
  const job = (priority: number) => cluster.addJob({ priority, tasks: 9, state: Pending })
  const put = (priority: number, placedAt: number, machine = 0): TaskId => {
    const its = job(priority)
    cluster.probes.tasksPlaced(its, Pending, 1, placedAt)
    return cluster.tasks.add(its, machine, placedAt)
  }
  return { cluster, policy, job, put }
}

describe('victims', () => {
  it('are tasks of lower priority on the machine: the lowest first, then the youngest', () => {
    const { policy, job, put } = small()
    const [two, one, oneLater, zero] = [put(2, 5), put(1, 3), put(1, 8), put(0, 1)]
    put(3, 1)
    put(0, 1, 1)
    const into: TaskId[] = []
    policy.candidates(job(3), 0, into)
    expect(into).toEqual([zero, oneLater, one, two])
  })

  it('that were placed together go from the last on', () => {
    const { cluster, policy, job } = small()
    const its = job(0)
    const tasks = [0, 0, 0].map(machine => cluster.tasks.add(its, machine, 4))
    const into: TaskId[] = []
    policy.candidates(job(1), 0, into)
    expect(into).toEqual([...tasks].reverse())
  })

  it('are never the schedulers of frameworks', () => {
    const { cluster, policy, job, put } = small()
    const hosted = put(0, 1)
    cluster.jobs.hosts[cluster.tasks.job[hosted]!] = 0
    const plain = put(1, 2)
    const into: TaskId[] = []
    policy.candidates(job(9), 0, into)
    expect(into).toEqual([plain])
  })
})

describe('preemption may help', () => {
  it('a job above the lowest that is on machines, while it is', () => {
    const { cluster, policy, job, put } = small()
    const may = () => [0, 1, 2, 3].map(priority => policy.mayHelp(job(priority)))
    expect(may()).toEqual([false, false, false, false])
    const low = put(1, 0)
    put(2, 0)
    expect(may()).toEqual([false, false, true, true])
    cluster.probes.taskEnded(low, TaskOutcome.Finished, 9)
    expect(may()).toEqual([false, false, false, true])
  })
})

describe('of two machines', () => {
  it('the one whose highest victim is lower is taken, then the one with fewer, then the one that loses less', () => {
    const { cluster, policy, put } = small()
    cluster.engine.at(
      10,
      cluster.engine.on(() => {}),
      0,
      0,
    )
    cluster.engine.run(10)
    const [two, one, oneToo, early, late] = [put(2, 9), put(1, 9), put(1, 9), put(1, 0), put(1, 4)]
    const sign = (a: readonly TaskId[], b: readonly TaskId[]) => Math.sign(policy.compare(a, b))
    // Two of priority 1 rather than one of 2; of two sets of the same priority the smaller.
    expect([sign([one, oneToo], [two]), sign([two], [one, oneToo])]).toEqual([-1, 1])
    expect([sign([one], [early, late]), sign([early, late], [one])]).toEqual([-1, 1])
    expect(sign([one, two], [two])).toBe(1)
    // They lose 10 + 1, 6 + 1 and 10 + 6 of what they did until 10.
    expect([sign([early, one], [late, one]), sign([late, oneToo], [early, late])]).toEqual([1, -1])
    expect(sign([one, early], [oneToo, early])).toBe(0)
  })
})
