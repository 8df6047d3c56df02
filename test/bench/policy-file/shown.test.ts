import { describe, expect, test } from 'vitest'
import { Shown } from '../../../bench/policy-file/shown.ts'
import { Claims } from '../../../sim/world/claims.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { View } from '../../../sim/world/views.ts'
import { World } from '../../../sim/world/world.ts'

const worldOf = () =>
  new World({
    seed: 'oak',
    machines: new Machines([2000, 2000], [4096, 4096]),
    classes: ['batch'],
    latency: { scheduler: 0, machine: 0, status: 0 },
    until: 1,
  })

describe('what a policy is shown', () => {
  test('reads like the world itself, also after it changed', () => {
    const world = worldOf()
    const shown = new Shown({}).world(world)
    expect(shown.machines.freeCpuMilli[1]).toBe(2000)
    world.machines.take(1, 500, 0)
    expect(shown.machines.freeCpuMilli[1]).toBe(1500)
    expect(shown.machines.totalFreeCpuMilli).toBe(3500)
    expect(shown.machines.fits(1, 1500, 0)).toBe(true)
    expect(shown.jobs.cpuMilli).toBe(world.jobs.cpuMilli)
  })

  test('refuses what changes the world, or what no policy may know', () => {
    // As a policy in plain JavaScript may try it; to the compiler they do not exist.
    const shown = new Shown({}).world(worldOf()) as World
    expect(() => shown.machines.take(0, 1, 1)).toThrow('machines.take is not for policies')
    expect(() => shown.machines.goDown(0)).toThrow('machines.goDown is not for policies')
    expect(() => shown.engine).toThrow('world.engine is not for policies')
    expect(() => {
      shown.machines.down = 3
    }).toThrow('machines.down is not for policies')
  })

  test('lets a placement claim, and undo', () => {
    const world = worldOf()
    const shown = new Shown({})
    const [view, claims] = [View.live(world.machines), new Claims()]
    const [seen, own] = [shown.view(view), shown.claims(claims)]
    world.jobs.cpuMilli[0] = 1000
    own.add(seen, 1, 0, shown.world(world).jobs)
    expect([own.count, seen.freeCpuMilli[1]]).toEqual([1, 1000])
    own.undo(seen, 0)
    expect([claims.count, view.freeCpuMilli[1]]).toEqual([0, 2000])
    expect(() => (seen as View).take(1, 1, 1)).toThrow('view.take is not for policies')
  })

  test('is found out under check where it writes into a column, and not without', () => {
    const world = worldOf()
    const checked = new Shown({ check: true }).world(world) as World
    expect(checked.machines.freeCpuMilli[0]).toBe(2000)
    expect(() => {
      checked.machines.freeCpuMilli[0] = 5
    }).toThrow('freeCpuMilli is only to be read')
    expect(() => checked.jobs.priority.fill(1)).toThrow('priority is only to be read')
    ;(new Shown({}).world(world) as World).machines.freeCpuMilli[0] = 5
    expect(world.machines.freeCpuMilli[0]).toBe(5)
  })
})
