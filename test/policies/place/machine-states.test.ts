import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MachineStates } from '../../../policies/place/machine-states.ts'
import { Streams } from '../../../sim/chance/random.ts'
import { Claims } from '../../../sim/world/claims.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { View } from '../../../sim/world/views.ts'
import { placementNamed } from '../../../systems/generic/named-policies.ts'
import { idleCluster } from '../../support/idle-cluster.ts'

function firsts(states: MachineStates, machines: Machines): number[] {
  states.update(machines)
  return Array.from({ length: states.count }, (_, i) => states.first(i)).sort((a, b) => a - b)
}

it('are one for all machines of a size on which as much is free', () => {
  const machines = new Machines([4000, 4000, 8000, 4000], [64, 64, 64, 64])
  const states = new MachineStates()
  expect(firsts(states, machines)).toEqual([0, 2])
  machines.take(0, 1000, 0)
  machines.take(2, 4000, 0)
  // As much is free on machine 2 as on machine 1, but it is twice as large.
  expect(firsts(states, machines)).toEqual([0, 1, 2])
  machines.take(1, 1000, 0)
  expect(firsts(states, machines)).toEqual([0, 2, 3])
  machines.goDown(0)
  machines.goDown(3)
  expect(firsts(states, machines)).toEqual([0, 1, 2])
  machines.comeUp(0)
  expect(firsts(states, machines)).toEqual([0, 1, 2, 3])
})

it('are those of a look at every machine, whatever happened since the last', () => {
  const act = fc.record({
    machine: fc.nat(11),
    cpuMilli: fc.constantFrom(0, 500, 500, 1000),
    looks: fc.nat(3),
  })
  fc.assert(
    fc.property(fc.array(act, { minLength: 20, maxLength: 200 }), acts => {
      const sizes = Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? 1000 : 1500))
      const machines = new Machines(
        sizes,
        sizes.map(() => 0),
      )
      const states = new MachineStates()
      for (const { machine, cpuMilli, looks } of acts) {
        if (machines.fits(machine, cpuMilli, 0)) machines.take(machine, cpuMilli, 0)
        else machines.give(machine, sizes[machine]! - machines.freeCpuMilli[machine]!, 0)
        if (looks > 0) continue
        const known = new Set<string>()
        const expected = sizes.flatMap((size, i) => {
          const state = `${size} ${machines.freeCpuMilli[i]}`
          return known.size < known.add(state).size ? [i] : []
        })
        expect(firsts(states, machines)).toEqual(expected)
      }
    }),
    { seed: 3, numRuns: 60 },
  )
})

it('find the machine that a look at all of them finds, for jobs of which no two ask for the same', () => {
  const machines = new Machines(
    Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? 4000 : 6000)),
    new Array<number>(60).fill(400),
  )
  const cluster = idleCluster(machines)
  const view = View.live(machines)
  const place = placementNamed('best-fit', {})({ rules: [], random: new Streams('oak').stream('place') })
  let ties = 0
  for (let i = 0; i < 150; i++) {
    const cpuMilli = 300 + ((i * 7919) % 1000)
    const memoryMiB = i % 50
    const used = (machine: number) =>
      2 -
      (machines.freeCpuMilli[machine]! - cpuMilli) / machines.cpuMilli[machine]! -
      (machines.freeMemoryMiB[machine]! - memoryMiB) / machines.memoryMiB[machine]!
    let best = -1
    for (let machine = 0; machine < 60; machine++) {
      if (!machines.fits(machine, cpuMilli, memoryMiB)) continue
      if (best >= 0 && used(machine) === used(best)) ties++
      if (best < 0 || used(machine) > used(best) + 1e-9) best = machine
    }
    const claims = new Claims()
    place.place(view, cluster.addJob({ cpuMilli, memoryMiB, state: TaskState.Pending }), 1, claims, cluster)
    expect(claims.machine[0]).toBe(best)
  }
  expect(ties).toBeGreaterThan(100)
})

it('are told apart, however many there are', () => {
  // 200 machines, on each of which one thousandth of a core more is taken: as many states as machines, and then one.
  const machines = new Machines(new Array<number>(200).fill(1000), new Array<number>(200).fill(0))
  const states = new MachineStates()
  for (let machine = 0; machine < 200; machine++) machines.take(machine, machine, 0)
  expect(firsts(states, machines)).toEqual([...Array(200).keys()])
  for (let machine = 199; machine >= 0; machine--) {
    machines.give(machine, machine, 0)
    if (machine % 50 === 0) expect(firsts(states, machines)).toHaveLength(machine === 0 ? 1 : machine)
  }
  expect(firsts(states, machines)).toEqual([0])
})

it('know their first machine after any number of comings and goings that nobody asked about', () => {
  // Machine 11 leaves the state and comes back a hundred times; then the others leave, from the first on.
  const machines = new Machines(new Array<number>(12).fill(1000), new Array<number>(12).fill(0))
  const states = new MachineStates()
  states.update(machines)
  for (let i = 0; i < 100; i++) {
    machines.take(11, 500, 0)
    states.update(machines)
    machines.give(11, 500, 0)
    states.update(machines)
  }
  for (let machine = 0; machine < 11; machine++) {
    machines.take(machine, 1000, 0)
    expect(firsts(states, machines)).toEqual([0, machine + 1])
  }
})
