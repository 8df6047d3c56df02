import { describe, expect, it } from 'vitest'
import { HeldTasks } from '../../../policies/rules/held-tasks.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { type IdleCluster, idleCluster } from '../../support/idle-cluster.ts'

const { Pending, Placed, Ended } = TaskState

function cluster(machines = 3): IdleCluster {
  return idleCluster(
    new Machines(new Array<number>(machines).fill(100_000), new Array<number>(machines).fill(0)),
  )
}

/** Puts tasks of the job on machines, as many as are named. */
function put(world: IdleCluster, job: number, machines: readonly number[]): number[] {
  world.jobs.move(job, Pending, Placed, machines.length)
  return machines.map(machine => world.tasks.add(job, machine, 0))
}

const heldOn = (held: HeldTasks, { machines }: IdleCluster) =>
  Array.from({ length: machines.count }, (_, machine) => held.on(machine))

// Up to 64 tasks on machines a job is counted by its tasks, and beyond that by what is on a machine.
describe.each([
  ['few', 0],
  ['64', 62],
  ['65', 63],
  ['many', 200],
])('of a job with %s tasks', (_name, besides) => {
  it('are those on the machine that are of the job, with what the decision has claimed', () => {
    const world = cluster(4)
    const job = world.addJob({ tasks: 300, state: Pending })
    const other = world.addJob({ tasks: 300, state: Pending })
    put(world, job, [0, 2, ...new Array<number>(besides).fill(3)])
    put(world, other, [0, 0, 1, 3])
    const held = new HeldTasks()
    held.begin(job, world)
    held.add(2)
    held.add(1)
    held.add(1)
    expect(heldOn(held, world)).toEqual([1, 2, 2, besides])
  })

  it('are counted anew by the next decision, for whichever job', () => {
    const world = cluster(4)
    const job = world.addJob({ tasks: 300, state: Pending })
    const other = world.addJob({ tasks: 300, state: Pending })
    put(world, job, [0, 2, ...new Array<number>(besides).fill(3)])
    put(world, other, [1, 1])
    const held = new HeldTasks()
    held.begin(job, world)
    held.add(1)
    heldOn(held, world)
    held.begin(other, world)
    expect(heldOn(held, world)).toEqual([0, 2, 0, 0])
    held.begin(job, world)
    expect(heldOn(held, world)).toEqual([1, 0, 1, besides])
  })
})

it('are not those that are over and whose framework has not heard of it', () => {
  const world = cluster()
  const job = world.addJob({ tasks: 4, state: Pending })
  const [first] = put(world, job, [0, 0, 1])
  world.tasks.state[first!] = Ended
  world.tasks.leaveMachine(first!)
  world.jobs.move(job, Placed, Ended, 1)
  const held = new HeldTasks()
  held.begin(job, world)
  expect(heldOn(held, world)).toEqual([1, 1, 0])
})

it('may be asked of another cluster, with another number of machines', () => {
  const held = new HeldTasks()
  const small = cluster(2)
  const inSmall = small.addJob({ tasks: 4, state: Pending })
  put(small, inSmall, [0, 1, 1])
  held.begin(inSmall, small)
  expect(heldOn(held, small)).toEqual([1, 2])
  const large = cluster(4)
  const inLarge = large.addJob({ tasks: 4, state: Pending })
  put(large, inLarge, [3])
  held.begin(inLarge, large)
  expect(heldOn(held, large)).toEqual([0, 0, 0, 1])
})
