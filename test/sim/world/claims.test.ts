import { describe, expect, it } from 'vitest'
import { Claims, VERDICT_NAMES, Verdict } from '../../../sim/world/claims.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { View } from '../../../sim/world/views.ts'
import { idleCluster } from '../../support/idle-cluster.ts'

/** Two machines of 4 cores, 100 MiB and 2 GPUs, and a job whose tasks take 1 core, 10 MiB and 1 GPU. */
function small() {
  const machines = new Machines([4000, 4000], [100, 100], [{ name: 'gpu', amounts: [2, 2] }])
  const cluster = idleCluster(machines)
  const job = cluster.addJob({ tasks: 9, cpuMilli: 1000, memoryMiB: 10, state: TaskState.Pending })
  cluster.jobs.extra[job] = machines.extras.add({ resources: { gpu: 1 }, needs: {} })
  return { machines, jobs: cluster.jobs, job, claims: new Claims() }
}

const free = ({ freeCpuMilli, freeMemoryMiB, freeAmounts }: Machines | View) =>
  [0, 1].map(machine => [freeCpuMilli[machine], freeMemoryMiB[machine], freeAmounts[0]![machine]])

/** Job, machine and expected version of each claim. */
const told = ({ count, job, machine, version }: Claims) =>
  Array.from({ length: count }, (_, i) => [job[i], machine[i], version[i]])

describe('a claim', () => {
  it('takes what one task asks for out of the view, and expects the version that the view has of the machine', () => {
    const { machines, jobs, job, claims } = small()
    machines.version.set([5, 7])
    const snapshot = View.snapshot(machines)
    snapshot.refresh()
    claims.add(snapshot, 1, job, jobs)
    claims.add(snapshot, 1, job, jobs)
    claims.add(snapshot, 0, job, jobs)
    // The second claim on a machine expects that the first will be there (Omega).
    expect(told(claims)).toEqual([
      [job, 1, 7],
      [job, 1, 8],
      [job, 0, 5],
    ])
    expect([...snapshot.version]).toEqual([6, 9])
    expect(free(snapshot)).toEqual([
      [3000, 90, 1],
      [2000, 80, 0],
    ])
    expect(free(machines)).toEqual([
      [4000, 100, 2],
      [4000, 100, 2],
    ])
    expect([...machines.version]).toEqual([5, 7])
  })

  it('is open at first, and of its job as that is now', () => {
    const { machines, jobs, job, claims } = small()
    jobs.generation[job] = 3
    claims.add(View.live(machines), 0, job, jobs)
    jobs.cpuMilli[job] = 1
    expect([claims.verdict[0], claims.generation[0], claims.accepted]).toEqual([Verdict.Open, 3, 0])
    expect([claims.cpuMilli[0], claims.memoryMiB[0], claims.extra[0]]).toEqual([1000, 10, jobs.extra[job]])
    expect(VERDICT_NAMES[Verdict.Open]).toBe('open')
  })

  it('on what is held already takes nothing more', () => {
    const { machines, jobs, job, claims } = small()
    machines.version.fill(4)
    claims.addHeld(1, job, jobs)
    expect(told(claims)).toEqual([[job, 1, 0]])
    expect(free(machines)[1]).toEqual([4000, 100, 2])
  })

  it('is applied to the machines, whose version grows, and reverted, which leaves the growth', () => {
    const { machines, jobs, job, claims } = small()
    const snapshot = View.snapshot(machines)
    snapshot.refresh()
    claims.add(snapshot, 0, job, jobs)
    claims.add(snapshot, 1, job, jobs)
    claims.apply(1, machines)
    expect([free(machines), [...machines.version]]).toEqual([
      [
        [4000, 100, 2],
        [3000, 90, 1],
      ],
      [0, 1],
    ])
    claims.revert(1, machines)
    expect([free(machines)[1], [...machines.version]]).toEqual([
      [4000, 100, 2],
      [0, 1],
    ])
  })
})

describe('claims', () => {
  it('are undone from the newest back to the one that is named', () => {
    const { machines, jobs, job, claims } = small()
    const snapshot = View.snapshot(machines)
    snapshot.refresh()
    for (const machine of [0, 1, 1]) claims.add(snapshot, machine, job, jobs)
    claims.undo(snapshot, 1)
    expect(told(claims)).toEqual([[job, 0, 0]])
    expect([free(snapshot), [...snapshot.version]]).toEqual([
      [
        [3000, 90, 1],
        [4000, 100, 2],
      ],
      [1, 0],
    ])
  })

  it('on the live view leave the growth of the version when they are undone', () => {
    const { machines, jobs, job, claims } = small()
    claims.add(View.live(machines), 0, job, jobs)
    claims.undo(View.live(machines), 0)
    expect([free(machines)[0], machines.version[0], claims.count]).toEqual([[4000, 100, 2], 1, 0])
  })

  it('are counted by their verdicts, those that are there now only', () => {
    const { machines, jobs, job, claims } = small()
    for (let i = 0; i < 4; i++) claims.add(View.live(machines), i % 2, job, jobs)
    claims.verdict.set([Verdict.Accepted, Verdict.NoRoom, Verdict.Accepted, Verdict.Conflict])
    expect(claims.accepted).toBe(2)
    claims.clear()
    expect([claims.count, claims.accepted]).toEqual([0, 0])
    claims.add(View.live(machines), 0, job, jobs)
    expect([claims.count, claims.accepted]).toEqual([1, 0])
  })

  it('are appended to those of another buffer, as they stand', () => {
    const { machines, jobs, job, claims } = small()
    jobs.generation[job] = 2
    machines.version.set([3, 8])
    for (const machine of [0, 1]) claims.add(View.live(machines), machine, job, jobs)
    claims.verdict[1] = Verdict.RolledBack
    const other = new Claims()
    other.append(claims)
    claims.clear()
    claims.add(View.live(machines), 1, job, jobs)
    other.append(claims)
    expect(told(other)).toEqual([
      [job, 0, 3],
      [job, 1, 8],
      [job, 1, 9],
    ])
    expect([...other.verdict.subarray(0, 3)]).toEqual([Verdict.Open, Verdict.RolledBack, Verdict.Open])
    const { generation, cpuMilli, memoryMiB, extra } = other
    expect([generation[1], cpuMilli[1], memoryMiB[1], extra[1]]).toEqual([2, 1000, 10, jobs.extra[job]])
  })

  it('have room for any number, and keep those that were there', () => {
    const { jobs, job, claims } = small()
    const other = new Claims()
    for (let i = 0; i < 40; i++) claims.addHeld(i, job, jobs)
    claims.task.set(claims.machine)
    claims.addHeld(40, job, jobs)
    other.append(claims)
    const all = [...Array(41).keys()]
    for (const { count, machine } of [claims, other]) expect([...machine.subarray(0, count)]).toEqual(all)
    expect(claims.task[39]).toBe(39)
  })
})
