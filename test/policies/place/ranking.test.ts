import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Streams } from '../../../sim/chance/random.ts'
import { Claims } from '../../../sim/world/claims.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { View } from '../../../sim/world/views.ts'
import { placementNamed } from '../../../systems/generic/named-policies.ts'
import { idleCluster } from '../../support/idle-cluster.ts'

const names = ['best-fit', 'worst-fit', 'alignment'] as const

describe('a ranking that is kept', () => {
  it('is of the machines as they are now: taken, given back, gone and returned', () => {
    const machines = new Machines([4000, 4000, 4000], [400, 400, 400])
    const cluster = idleCluster(machines)
    const placement = placementNamed(
      'best-fit',
      {},
    )({ rules: [], random: new Streams('oak').stream('place') })
    const view = View.live(machines)
    const chosen = () => {
      const job = cluster.addJob({ cpuMilli: 1000, memoryMiB: 100, state: TaskState.Pending })
      const claims = new Claims()
      placement.place(view, job, 1, claims, cluster)
      return claims.machine[0]
    }
    // All equal: the first; then the one that is fullest, until it is full.
    expect([chosen(), chosen(), chosen()]).toEqual([0, 0, 0])
    // 2 of 4 cores are taken on machine 2: fuller than 1, and 0 has one core left and is fullest.
    machines.take(2, 2000, 200)
    expect(chosen()).toBe(0)
    expect(chosen()).toBe(2)
    machines.goDown(2)
    expect(chosen()).toBe(1)
    machines.comeUp(2)
    machines.give(0, 1000, 100)
    expect(chosen()).toBe(0)
    expect(chosen()).toBe(1)
  })

  it('decides as one that is made anew for every job', () => {
    const spec = fc.constantFrom([1000, 100], [2000, 100], [500, 300], [1000, 0])
    const act = fc.oneof(
      fc.record({ kind: fc.constant('place' as const), spec, count: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ kind: fc.constant('end' as const), which: fc.nat() }),
      fc.record({ kind: fc.constant('fail' as const), machine: fc.nat(5) }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.array(act, { maxLength: 60 }), (name, acts) => {
        const machines = new Machines([4000, 8000, 4000, 2000, 8000, 4000], [400, 800, 800, 400, 400, 0])
        const cluster = idleCluster(machines)
        const parts = { rules: [], random: new Streams('oak').stream('place') }
        const kept = placementNamed(name, {})(parts)
        const view = View.live(machines)
        const running: [machine: number, cpuMilli: number, memoryMiB: number][] = []
        for (const act of acts) {
          if (act.kind === 'place') {
            const [cpuMilli, memoryMiB] = act.spec as [number, number]
            const job = cluster.addJob({ cpuMilli, memoryMiB, tasks: act.count, state: TaskState.Pending })
            const anew = new Claims()
            placementNamed(name, {})(parts).place(view, job, act.count, anew, cluster)
            anew.undo(view, 0)
            const claims = new Claims()
            const placed = kept.place(view, job, act.count, claims, cluster)
            expect([...claims.machine.subarray(0, placed)]).toEqual([...anew.machine.subarray(0, placed)])
            for (let i = 0; i < placed; i++) running.push([claims.machine[i]!, cpuMilli, memoryMiB])
          } else if (act.kind === 'end') {
            const [task] = running.splice(act.which % Math.max(1, running.length), 1)
            if (task !== undefined && machines.up[task[0]] === 1) machines.give(...task)
          } else if (machines.up[act.machine] === 1) machines.goDown(act.machine)
          else {
            machines.comeUp(act.machine)
            for (let i = running.length - 1; i >= 0; i--)
              if (running[i]![0] === act.machine) running.splice(i, 1)
          }
        }
      }),
      { seed: 11, numRuns: 300 },
    )
  })
})

describe('spread', () => {
  it('goes to the value with the fewest tasks of the job that has room, there to the best machine', () => {
    // Racks a: machines 0, 1; b: 2; none: 3. Four cores each.
    const machines = new Machines([4000, 4000, 4000, 4000], [400, 400, 400, 400])
    machines.attributes.set(0, 'rack', 'a')
    machines.attributes.set(1, 'rack', 'a')
    machines.attributes.set(2, 'rack', 'b')
    const cluster = idleCluster(machines)
    machines.take(1, 1000, 100)
    const placement = placementNamed(
      'best-fit',
      {},
      'rack',
    )({ rules: [], random: new Streams('oak').stream('p') })
    const job = cluster.addJob({ cpuMilli: 2000, memoryMiB: 100, tasks: 9, state: TaskState.Pending })
    const claims = new Claims()
    // Nothing is anywhere: machine 1 would be fullest (3/4 of its cores, 1/2 of its memory), which settles it between values.
    // Then b and none hold 0, equal machines: the smaller place, 2, then 3. Then one each: of the machines left – 0 empty, 2
    // and 3 half used – 2 and 3 are better, 2 first; then 3; then only rack a has room: 0, 0.
    expect(placement.place(View.live(machines), job, 9, claims, cluster)).toBe(7)
    expect([...claims.machine.subarray(0, 7)]).toEqual([1, 2, 3, 2, 3, 0, 0])
  })

  it('goes to the value with fewer tasks, however good the machine of another is', () => {
    // Racks a: machine 0; b: machine 1, fuller and so the better one. The job has a task on b already: a it is, then b, where
    // both hold as many and 1 is better, then a.
    const machines = new Machines([4000, 4000], [400, 400])
    machines.attributes.set(0, 'rack', 'a')
    machines.attributes.set(1, 'rack', 'b')
    const cluster = idleCluster(machines)
    const parts = { rules: [], random: new Streams('oak').stream('p') }
    const placement = placementNamed('best-fit', {}, 'rack')(parts)
    const job = cluster.addJob({ cpuMilli: 1000, memoryMiB: 100, tasks: 9, state: TaskState.Pending })
    machines.take(1, 2000, 200)
    cluster.tasks.add(job, 1, 0)
    const claims = new Claims()
    expect(placement.place(View.live(machines), job, 3, claims, cluster)).toBe(3)
    expect([...claims.machine.subarray(0, 3)]).toEqual([0, 1, 0])
  })

  it('counts a task that is over no more, and sees the tasks of another job nowhere', () => {
    const machines = new Machines([4000, 4000], [400, 400])
    machines.attributes.set(0, 'rack', 'a')
    machines.attributes.set(1, 'rack', 'b')
    const cluster = idleCluster(machines)
    const parts = { rules: [], random: new Streams('oak').stream('p') }
    const placement = placementNamed('worst-fit', {}, 'rack')(parts)
    const job = cluster.addJob({ cpuMilli: 1000, memoryMiB: 100, tasks: 9, state: TaskState.Pending })
    const other = cluster.addJob({ tasks: 9, state: TaskState.Pending })
    const over = cluster.tasks.add(job, 0, 0)
    cluster.tasks.state[over] = TaskState.Ended
    cluster.tasks.add(other, 0, 0)
    const claims = new Claims()
    // None on either rack, and the machines are alike: the first.
    placement.place(View.live(machines), job, 1, claims, cluster)
    expect(claims.machine[0]).toBe(0)
  })

  it('is that of one value where no machine has the attribute', () => {
    const machines = new Machines([4000, 4000], [400, 400])
    const cluster = idleCluster(machines)
    const parts = { rules: [], random: new Streams('oak').stream('p') }
    const placement = placementNamed('best-fit', {}, 'rack')(parts)
    const job = cluster.addJob({ cpuMilli: 2000, memoryMiB: 100, tasks: 9, state: TaskState.Pending })
    const claims = new Claims()
    expect(placement.place(View.live(machines), job, 9, claims, cluster)).toBe(4)
    expect([...claims.machine.subarray(0, 4)]).toEqual([0, 0, 1, 1])
  })
})
