import { describe, expect, it } from 'vitest'
import { firstFit } from '../../../../policies/place/first-fit.ts'
import { lowestPriorityFirst } from '../../../../policies/preempt/lowest-priority-first.ts'
import { Preemption } from '../../../../policies/root/scheduler/preemption.ts'
import { Streams } from '../../../../sim/chance/random.ts'
import { SECOND } from '../../../../sim/engine/time.ts'
import { Condition } from '../../../../sim/world/condition.ts'
import { TaskOutcome, TaskState } from '../../../../sim/world/lifecycle.ts'
import { Machines } from '../../../../sim/world/machines.ts'
import { View } from '../../../../sim/world/views.ts'
import { idleCluster, type TableJob } from '../../../support/idle-cluster.ts'

const { Pending, Placed } = TaskState

/** Two machines of 2 and 4 cores; a kill takes a second to arrive, so that all are there until the end. */
function small() {
  const machines = new Machines([2000, 4000], [100, 100])
  const cluster = idleCluster(machines, { latency: { scheduler: 0, machine: SECOND, status: 0 } })
  const placement = firstFit({ rules: [], random: new Streams('oak').stream('place') })
  const preemption = new Preemption(cluster, lowestPriorityFirst(), placement, [])
  const view = View.live(machines)
  const put = (machine: number, asked: TableJob) => {
    const job = cluster.addJob({ ...asked, state: Pending })
    cluster.probes.tasksPlaced(job, 1, 1, 0)
    cluster.jobs.move(job, Pending, Placed, 1)
    machines.take(machine, cluster.jobs.cpuMilli[job]!, cluster.jobs.memoryMiB[job]!)
    return cluster.tasks.add(job, machine, 0)
  }
  const job = (asked: TableJob) => cluster.addJob({ priority: 9, ...asked, state: Pending })
  const makeRoom = (asked: TableJob) => preemption.makeRoom(job(asked), view)
  const killed = (...tasks: number[]) => tasks.map(task => cluster.tasks.killedAs[task] !== 0)
  return { cluster, machines, put, makeRoom, killed }
}

describe('room is made', () => {
  it('on no machine that takes no tasks, however cheap that were', () => {
    const { cluster, machines, put, makeRoom, killed } = small()
    const [cheap, dear] = [put(0, { cpuMilli: 2000 }), put(1, { cpuMilli: 4000, priority: 5 })]
    machines.goDown(0, Condition.Draining)
    makeRoom({ cpuMilli: 1000 })
    expect(killed(cheap, dear)).toEqual([false, true])
    expect(cluster.tasks.state[dear]).toBe(Placed)
  })

  it('on no machine that is too small even when it is empty', () => {
    const { put, makeRoom, killed } = small()
    const [small0, large] = [put(0, { cpuMilli: 2000 }), put(1, { cpuMilli: 4000, priority: 5 })]
    makeRoom({ cpuMilli: 3000 })
    expect(killed(small0, large)).toEqual([false, true])
  })

  it('by nobody’s death where what leaves already is enough', () => {
    const { put, makeRoom, killed } = small()
    const tasks = [put(0, { cpuMilli: 2000, priority: 3 }), put(1, { cpuMilli: 4000 })]
    makeRoom({ cpuMilli: 2000 })
    expect(killed(...tasks)).toEqual([false, true])
    // Four cores leave: two for each of these, the third has to kill.
    makeRoom({ cpuMilli: 2000, tasks: 2 })
    expect(killed(...tasks)).toEqual([false, true])
    makeRoom({ cpuMilli: 2000, tasks: 3 })
    expect(killed(...tasks)).toEqual([true, true])
  })

  it('by nobody’s death where a task leaves anyway, whoever’s it is', () => {
    const { cluster, put, makeRoom, killed } = small()
    const [leaving, low] = [put(1, { cpuMilli: 2000, priority: 9 }), put(1, { cpuMilli: 2000 })]
    put(0, { cpuMilli: 2000, priority: 9 })
    cluster.running.kill(leaving, TaskOutcome.Scaled)
    makeRoom({ cpuMilli: 2000, priority: 5 })
    expect(killed(low)).toEqual([false])
    makeRoom({ cpuMilli: 2000, tasks: 2, priority: 5 })
    expect(killed(low)).toEqual([true])
  })

  it('for as many tasks as it can be, and for a gang wholly or not at all', () => {
    const alone = small()
    const tasks = [alone.put(0, { cpuMilli: 2000 }), alone.put(1, { cpuMilli: 4000 })]
    alone.makeRoom({ cpuMilli: 2000, tasks: 4, gang: true })
    expect(alone.killed(...tasks)).toEqual([false, false])
    alone.makeRoom({ cpuMilli: 2000, tasks: 4 })
    expect(alone.killed(...tasks)).toEqual([true, true])
  })

  it('of no more than the job’s tasks need, of memory too', () => {
    const { put, makeRoom, killed } = small()
    // 100 MiB are held by 40 + 60; for 50 the younger, of 60, is enough, and of the cores all are free.
    const [first, second] = [put(1, { cpuMilli: 0, memoryMiB: 40 }), put(1, { cpuMilli: 0, memoryMiB: 60 })]
    put(0, { cpuMilli: 0, memoryMiB: 100, priority: 9 })
    makeRoom({ cpuMilli: 1000, memoryMiB: 50 })
    expect(killed(first, second)).toEqual([false, true])
  })
})
