/** A snapshot copies what changed since the last one. It must be what a copy of everything would be. */
import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { Claims } from '../../../sim/world/claims.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { View } from '../../../sim/world/views.ts'
import { idleCluster } from '../../support/idle-cluster.ts'

const MACHINES = 5

const told = (view: View) => ({
  cpu: [...view.freeCpuMilli],
  memory: [...view.freeMemoryMiB],
  gpus: [...view.freeAmounts[0]!],
  version: [...view.version],
  sums: [view.freeCpu, view.freeMemory],
})

function whole(machines: Machines) {
  const view = View.snapshot(machines)
  view.refresh()
  return told(view)
}

const cell = () =>
  new Machines(new Array(MACHINES).fill(8000), new Array(MACHINES).fill(800), [
    { name: 'gpu', amounts: new Array(MACHINES).fill(4) },
  ])

it('is what a copy of everything would be, whatever happened to machines and to the snapshot itself', () => {
  const machine = fc.nat(MACHINES - 1)
  const step = fc.record({
    what: fc.constantFrom(
      'claims',
      'claims',
      'commits',
      'ends',
      'undoes',
      'goes down',
      'comes up',
      'locks',
      'refreshes',
    ),
    machine,
    times: fc.integer({ min: 1, max: 20 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      const machines = cell()
      const cluster = idleCluster(machines)
      const job = cluster.addJob({ cpuMilli: 10, memoryMiB: 1, tasks: 1000, state: TaskState.Pending })
      cluster.jobs.extra[job] = machines.extras.add({ resources: { gpu: 0.1 }, needs: {} })
      const snapshot = View.snapshot(machines)
      const claims = new Claims()
      let committed: number[] = []
      snapshot.refresh()
      for (const { what, machine, times } of steps) {
        const isUp = machines.up[machine] === 1
        if (what === 'claims')
          for (let i = 0; i < times; i++) claims.add(snapshot, machine, job, cluster.jobs)
        else if (what === 'undoes') claims.undo(snapshot, Math.max(0, claims.count - times))
        else if (what === 'goes down' && isUp) {
          committed = committed.filter(each => each !== machine)
          machines.goDown(machine)
        } else if (what === 'comes up' && !isUp) machines.comeUp(machine)
        else if (what === 'locks' && isUp) {
          machines.takeEverything(machine)
          committed = committed.filter(each => each !== machine)
        } else if (what === 'ends' && committed.length > 0)
          machines.give(committed.pop()!, 10, 1, cluster.jobs.extra[job]!)
        else if (what === 'commits') {
          for (let i = 0; i < claims.count; i++) {
            const on = claims.machine[i]!
            if (machines.up[on] === 0 || !machines.fits(on, 10, 1, cluster.jobs.extra[job]!)) continue
            claims.apply(i, machines)
            committed.push(on)
          }
          claims.clear()
        } else if (what === 'refreshes') {
          claims.clear()
          snapshot.refresh()
          expect(told(snapshot)).toEqual(whole(machines))
        }
      }
      snapshot.refresh()
      expect(told(snapshot)).toEqual(whole(machines))
    }),
    { numRuns: 200, seed: 3 },
  )
})

test('more changes than are remembered, and more claims than there are machines, are all seen', () => {
  const machines = cell()
  const cluster = idleCluster(machines)
  const job = cluster.addJob({ cpuMilli: 10, tasks: 100, state: TaskState.Pending })
  const snapshot = View.snapshot(machines)
  snapshot.refresh()
  // The ring remembers 16 touches of 5 machines.
  for (let i = 0; i < 17; i++) machines.take(i % MACHINES, 1, 1)
  snapshot.refresh()
  expect(told(snapshot)).toEqual(whole(machines))
  const claims = new Claims()
  for (let i = 0; i < 4 * MACHINES; i++) claims.add(snapshot, i % MACHINES, job, cluster.jobs)
  snapshot.refresh()
  expect(told(snapshot)).toEqual(whole(machines))
})
