import { describe, expect, it } from 'vitest'
import { NONE, type TaskId } from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { Tasks } from '../../../sim/world/tasks.ts'
import { idleCluster } from '../../support/idle-cluster.ts'
import { machinesOf } from '../../support/watched-run.ts'

/** Two jobs, and a table of tasks on three machines with room for one task at first. */
function small() {
  const cluster = idleCluster(machinesOf(3, 9))
  const { jobs } = cluster
  const [a, b] = [0, 1].map(() => cluster.addJob({ tasks: 9, state: TaskState.Pending })) as [number, number]
  const tasks = new Tasks(jobs, 3, 1)
  const walk = (first: TaskId, next: (task: TaskId) => TaskId) => {
    const all: TaskId[] = []
    for (let task = first; task !== NONE; task = next(task)) all.push(task)
    return all
  }
  return {
    jobs,
    tasks,
    a,
    b,
    on: (machine: number) => walk(tasks.on(machine), task => tasks.nextOnMachine(task)),
    of: (job: number) => walk(jobs.firstTask[job]!, task => tasks.nextOfJob(task)),
  }
}

describe('tasks', () => {
  it('are listed by machine and by job, newest first', () => {
    const { tasks, a, b, on, of } = small()
    const rows = [tasks.add(a, 0, 1), tasks.add(b, 0, 2), tasks.add(a, 1, 3), tasks.add(a, 0, 4)]
    expect(rows).toEqual([0, 1, 2, 3])
    expect([on(0), on(1), on(2)]).toEqual([[3, 1, 0], [2], []])
    expect([of(a), of(b)]).toEqual([[3, 2, 0], [1]])
    expect(rows.map(task => [tasks.job[task], tasks.machine[task], tasks.placedAt[task]])).toEqual([
      [a, 0, 1],
      [b, 0, 2],
      [a, 1, 3],
      [a, 0, 4],
    ])
  })

  it('leave the list of their machine from any place, and that of their job when their row is freed', () => {
    for (const leaving of [0, 1, 2]) {
      const { tasks, a, on, of } = small()
      for (let i = 0; i < 3; i++) tasks.add(a, 0, i)
      tasks.leaveMachine(leaving)
      const rest = [2, 1, 0].filter(task => task !== leaving)
      expect([on(0), of(a)]).toEqual([rest, [2, 1, 0]])
      tasks.remove(leaving)
      expect(of(a)).toEqual(rest)
      // Both lists hold in both directions: the others leave them as well.
      tasks.leaveMachine(rest[1]!)
      tasks.remove(rest[1]!)
      expect([on(0), of(a)]).toEqual([[rest[0]], [rest[0]]])
    }
  })

  it('have rows that are used again, with a new generation and nothing of the task before', () => {
    const { tasks, a, b } = small()
    const task = tasks.add(a, 0, 1)
    tasks.prepare(task, 1)
    tasks.startedAt[task] = 2
    tasks.setReady(task, true)
    tasks.kill(task, 5)
    tasks.stop(task, 3)
    tasks.endedAt[task] = 4
    tasks.outcome[task] = 2
    expect(
      [tasks.preparingAt, tasks.stoppedAt, tasks.killedAs, tasks.ready].map(column => column[task]),
    ).toEqual([1, 3, 5, 1])
    expect(tasks.state[task]).toBe(TaskState.Stopping)
    const generation = tasks.generation[task]!
    tasks.leaveMachine(task)
    tasks.remove(task)
    expect(tasks.generation[task]).toBe(generation + 1)
    expect(tasks.add(b, 2, 9)).toBe(task)
    expect([tasks.job[task], tasks.machine[task], tasks.state[task]]).toEqual([b, 2, TaskState.Placed])
    const { placedAt, preparingAt, startedAt, stoppedAt, endedAt, killedAs, ready, outcome } = tasks
    expect([placedAt, preparingAt, startedAt, stoppedAt, endedAt].map(column => column[task])).toEqual([
      9, -1, -1, -1, -1,
    ])
    expect([killedAs, ready, outcome].map(column => column[task])).toEqual([0, 0, 0])
  })

  it('have a number where somebody tells those of their job apart: the lowest that is free', () => {
    const { jobs, tasks, a, b } = small()
    jobs.makeNumbered(a)
    const rows = [tasks.add(a, 0, 0), tasks.add(a, 0, 0), tasks.add(b, 0, 0), tasks.add(a, 1, 0)]
    expect(rows.map(task => tasks.slot[task])).toEqual([0, 1, NONE, 2])
    for (const task of [1, 2]) {
      tasks.leaveMachine(task)
      tasks.remove(task)
    }
    expect([tasks.add(a, 2, 1), tasks.add(a, 2, 1)].map(task => tasks.slot[task])).toEqual([1, 3])
  })

  it('that run in another are counted by it while they are on the machine', () => {
    const { tasks, a, b, on } = small()
    const host = tasks.add(a, 1, 0)
    const [one, two] = [tasks.add(b, 1, 1, host), tasks.add(b, 1, 1, host)]
    expect([tasks.within[host], tasks.within[one], tasks.tenants[host], on(1)]).toEqual([
      NONE,
      host,
      2,
      [two, one, host],
    ])
    tasks.leaveMachine(one)
    expect([tasks.tenants[host], tasks.tenants[two]]).toEqual([1, 0])
    tasks.leaveMachine(host)
    expect(on(1)).toEqual([two])
  })

  it('that ran in another, or had others in them, leave nothing of that to the next task of their rows', () => {
    const { tasks, a, b } = small()
    const host = tasks.add(a, 1, 0)
    const tenant = tasks.add(b, 1, 1, host)
    for (const task of [host, tenant]) {
      tasks.leaveMachine(task)
      tasks.remove(task)
    }
    const again = [tasks.add(b, 0, 2), tasks.add(b, 0, 2)]
    expect(again).toEqual([tenant, host])
    expect(again.map(task => [tasks.within[task], tasks.tenants[task], tasks.special[task]])).toEqual([
      [NONE, 0, 0],
      [NONE, 0, 0],
    ])
  })

  it('keep what they have when there are more than there was room for', () => {
    const { tasks, a, of } = small()
    for (let i = 0; i < 20; i++) {
      const task = tasks.add(a, i % 3, i)
      tasks.startedAt[task] = 2 * i
      tasks.outcome[task] = i % 4
    }
    expect(of(a)).toEqual([...Array(20).keys()].reverse())
    expect([...tasks.startedAt.subarray(0, 20)]).toEqual(Array.from({ length: 20 }, (_, i) => 2 * i))
    expect([...tasks.outcome.subarray(0, 20)]).toEqual(Array.from({ length: 20 }, (_, i) => i % 4))
  })
})
