/** Each disagreement between the tables that an audit must find, made by hand on tables that agree. */
import { describe, expect, it } from 'vitest'
import { Invariants } from '../../sim/invariants.ts'
import { Condition } from '../../sim/world/condition.ts'
import { TaskState } from '../../sim/world/lifecycle.ts'
import { Machines } from '../../sim/world/machines.ts'
import { type IdleCluster, idleCluster } from '../support/idle-cluster.ts'

const { Pending, Placed, Running, Ended, Failed } = TaskState

/**
 * Machines of 4 cores, 100 MiB and 2 GPUs. Job 0 has three tasks of 1 core, 10 MiB and 1 GPU: two on machine 0, one pending.
 */
function agreeing() {
  const machines = new Machines([4000, 4000], [100, 100], [{ name: 'gpu', amounts: [2000, 2000] }])
  const cluster = idleCluster(machines)
  const job = cluster.addJob({ tasks: 3, cpuMilli: 1000, memoryMiB: 10, state: Pending })
  const extra = machines.extras.add({ resources: { gpu: 1000 }, needs: {} })
  cluster.jobs.extra[job] = extra
  cluster.jobs.move(job, Pending, Placed, 2)
  const tasks = [0, 0].map(machine => {
    machines.take(machine, 1000, 10, extra)
    return cluster.tasks.add(job, machine, 0)
  })
  return { cluster, machines, job, task: tasks[0]!, extra }
}

/** A task of another job, on 1 of the 2 cores of a host on machine 1, and 10 of its 20 MiB. */
function withTenant() {
  const all = agreeing()
  const { cluster, machines } = all
  const holder = cluster.addJob({ cpuMilli: 2000, memoryMiB: 20, state: Pending })
  cluster.jobs.move(holder, Pending, Placed, 1)
  machines.take(1, 2000, 20)
  const host = cluster.tasks.add(holder, 1, 0)
  const tenancy = cluster.addJob({ cpuMilli: 1000, memoryMiB: 10, state: Pending })
  cluster.jobs.move(tenancy, Pending, Placed, 1)
  const tenant = cluster.tasks.add(tenancy, 1, 0, host)
  return { ...all, holder, host, tenancy, tenant }
}

const audit = (cluster: IdleCluster) => new Invariants(cluster).audit()

describe('an audit', () => {
  it('finds nothing where the tables agree', () => {
    expect(() => audit(agreeing().cluster)).not.toThrow()
    expect(() => audit(withTenant().cluster)).not.toThrow()
    const { cluster, machines } = agreeing()
    machines.goDown(1)
    // A machine that is draining keeps its tasks.
    machines.goDown(0, Condition.Draining)
    expect(() => audit(cluster)).not.toThrow()
  })

  it('finds a job whose states do not add up, or count less than nothing', () => {
    const { cluster, job } = agreeing()
    cluster.jobs.tasks[job] = 4
    expect(() => audit(cluster)).toThrow('the tasks of job 0 are 4, but its states count 3')
    const other = agreeing()
    other.cluster.jobs.move(other.job, Failed, Pending, 1)
    expect(() => audit(other.cluster)).toThrow(`job 0 counts -1 tasks in state ${Failed}`)
  })

  it('finds a job that counts other tasks than it has rows', () => {
    const { cluster, job } = agreeing()
    cluster.jobs.move(job, Pending, Placed, 1)
    expect(() => audit(cluster)).toThrow(`job 0 counts 3 tasks in state ${Placed}, its rows 2`)
    const other = agreeing()
    other.cluster.tasks.state[other.task] = Running
    expect(() => audit(other.cluster)).toThrow(`job 0 counts 2 tasks in state ${Placed}, its rows 1`)
  })

  it('finds more claims than there are pending tasks, of a job that goes on', () => {
    const { cluster, job } = agreeing()
    cluster.jobs.claimed[job] = 1
    expect(() => audit(cluster)).not.toThrow()
    for (const claimed of [2, -1]) {
      cluster.jobs.claimed[job] = claimed
      expect(() => audit(cluster)).toThrow(`job 0 has ${claimed} tasks claimed and fewer pending`)
    }
  })

  it('finds a machine that is fuller than it is large, by cores or by memory', () => {
    const cores = agreeing()
    cores.machines.give(0, 1, 0)
    expect(() => audit(cores.cluster)).toThrow(
      'machine 0 has 4000 m cores and 100 MiB, but tasks hold 2000 and 20, and 2001 and 80 are free',
    )
    const memory = agreeing()
    memory.machines.give(0, 0, 1)
    expect(() => audit(memory.cluster)).toThrow('tasks hold 2000 and 20, and 2000 and 81 are free')
  })

  it('finds a machine with less than nothing free, and one whose named resources are used twice', () => {
    const cores = agreeing()
    cores.machines.take(1, 4001, 0)
    expect(() => audit(cores.cluster)).toThrow('hold 0 and 0, and -1 and 100 are free')
    const memory = agreeing()
    memory.machines.take(1, 0, 101)
    expect(() => audit(memory.cluster)).toThrow('hold 0 and 0, and 4000 and -1 are free')
    const gpus = agreeing()
    gpus.machines.freeAmounts[0]![0] = 500
    expect(() => audit(gpus.cluster)).toThrow('machine 0 has 2 of gpu, but tasks hold 2 and 0.5 are free')
    gpus.machines.freeAmounts[0]![0] = -1
    expect(() => audit(gpus.cluster)).toThrow('hold 2 and -0.001 are free')
  })

  it('finds sums that are not those of the machines', () => {
    const { cluster, machines } = agreeing()
    machines.totalFreeCpuMilli += 5
    expect(() => audit(cluster)).toThrow('free cores are 6000 m, but are counted as 6005 m')
  })

  it('finds a machine that is down and holds a task, or is closed and has something free', () => {
    const { cluster, machines } = agreeing()
    machines.goDown(0)
    expect(() => audit(cluster)).toThrow('machine 0 is down and holds 2 tasks, -1 m cores free')
    const other = agreeing()
    other.machines.goDown(1, Condition.Unreachable)
    other.machines.freeCpuMilli[1] = 0
    expect(() => audit(other.cluster)).toThrow('machine 1 is closed and holds 0 tasks, 0 m cores free')
  })

  it('finds a task with more in it than it has, of cores or of memory, or with what it does not count', () => {
    const cores = withTenant()
    cores.cluster.jobs.cpuMilli[cores.tenancy] = 2001
    expect(() => audit(cores.cluster)).toThrow(
      'has -1 m cores and 10 MiB left for the 1 tasks that run in it',
    )
    const memory = withTenant()
    memory.cluster.jobs.memoryMiB[memory.tenancy] = 21
    expect(() => audit(memory.cluster)).toThrow('has 1000 m cores and -1 MiB left')
    const count = withTenant()
    count.cluster.tasks.tenants[count.host] = 2
    expect(() => audit(count.cluster)).toThrow('1 tasks that run in it, and counts 2 of them')
    const over = withTenant()
    over.cluster.tasks.state[over.host] = Ended
    over.cluster.jobs.move(over.holder, Placed, Ended, 1)
    expect(() => audit(over.cluster)).toThrow('1 tasks that run in it')
  })

  it('finds what few tasks and jobs have where it is written past the mark that says so', () => {
    const stopped = agreeing()
    stopped.cluster.tasks.stoppedAt[stopped.task] = 3
    expect(() => audit(stopped.cluster)).toThrow('a task of job 0 is special and not marked so')
    stopped.cluster.tasks.stop(stopped.task, 3)
    expect(() => audit(stopped.cluster)).not.toThrow('special')
    const given = agreeing()
    given.cluster.jobs.cause[given.job] = 1
    expect(() => audit(given.cluster)).toThrow('job 0 is special and not marked so')
    given.cluster.jobs.makeHost(given.job, 0)
    expect(() => audit(given.cluster)).not.toThrow()
  })

  it('says when it was, and whose fault it is', () => {
    const { cluster, job } = agreeing()
    cluster.jobs.tasks[job] = 4
    cluster.engine.at(
      2_500_000,
      cluster.engine.on(() => {}),
      0,
      0,
    )
    cluster.engine.run(2_500_000)
    expect(() => audit(cluster)).toThrow(
      'At 2.5 s of simulated time, the tasks of job 0 are 4, but its states count 3. This is a fault of Switchyard or of a policy',
    )
  })
})

it('audits are made when the events since the last have paid for them', () => {
  // Sixteen rows an event; there are 1 job, 2 tasks and 2 machines, and then 40 machines more.
  const few = new Invariants(agreeing().cluster)
  few.afterEvent()
  few.afterEvent()
  expect(few.audits).toBe(2)
  const many = new Invariants(idleCluster(new Machines(new Array(42).fill(1), new Array(42).fill(1))))
  for (let event = 0; event < 7; event++) many.afterEvent()
  // 48 ≥ 42 with every third event.
  expect(many.audits).toBe(2)
})
