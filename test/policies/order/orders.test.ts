import { describe, expect, it } from 'vitest'
import { conservative } from '../../../policies/order/conservative.ts'
import { easy, easyShortestFirst } from '../../../policies/order/easy.ts'
import { fifo } from '../../../policies/order/fifo.ts'
import { priority } from '../../../policies/order/priority.ts'
import { shortestFirst } from '../../../policies/order/shortest-first.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { idleCluster, type TableJob } from '../../support/idle-cluster.ts'
import { machinesOf } from '../../support/watched-run.ts'

function cluster() {
  const world = idleCluster(machinesOf(1, 100))
  return { world, job: (asked: TableJob) => world.addJob({ ...asked, state: TaskState.Pending }) }
}

describe('an order', () => {
  it('puts the larger priority, or the shorter estimate, first', () => {
    const { world, job } = cluster()
    const [low, high] = [job({ priority: 1, estimate: 5 }), job({ priority: 4, estimate: 9 })]
    expect([priority.compare(low, high, world), priority.compare(high, low, world)]).toEqual([3, -3])
    expect([shortestFirst.compare(low, high, world), shortestFirst.compare(high, low, world)]).toEqual([
      -4, 4,
    ])
    for (const order of [fifo, easy(), easyShortestFirst(), conservative()])
      expect(order.compare(low, high, world)).toBe(0)
  })

  it('never changes its mind where it says so, and only then may jobs that are alike wait together', () => {
    expect([fifo, priority, shortestFirst].map(({ isSteady }) => isSteady)).toEqual([true, true, true])
    expect([easy(), conservative()].map(({ isSteady }) => isSteady)).toEqual([undefined, undefined])
  })

  it('plans for as many jobs as it is told, 500 unless told', () => {
    expect([conservative().planDepth, conservative(7).planDepth, easy().planDepth]).toEqual([
      500,
      7,
      undefined,
    ])
  })

  it('tries those that may pass in its own order, or the shortest first', () => {
    const { world, job } = cluster()
    const [long, short] = [job({ estimate: 9 }), job({ estimate: 5 })]
    expect(easy().backfill!.compare).toBeUndefined()
    expect(easyShortestFirst().backfill!.compare!(long, short, world)).toBe(4)
  })
})

describe('EASY lets a job pass', () => {
  /** The head may start at 100, and 3 cores and 50 MiB are spare then. */
  function reserved() {
    const { world, job } = cluster()
    const backfill = easy().backfill!
    backfill.reserve(job({}), 100, 3000, 50, world)
    const mayPass = (asked: TableJob) => backfill.mayPass(job(asked), world, asked.tasks ?? 1)
    return { world, job, backfill, mayPass }
  }

  it('that ends by the shadow time, whatever it holds', () => {
    const { mayPass } = reserved()
    expect([mayPass({ estimate: 100, cpuMilli: 9000 }), mayPass({ estimate: 101, cpuMilli: 9000 })]).toEqual([
      true,
      false,
    ])
  })

  it('or that fits beside the head then, with all of its tasks that are to come', () => {
    const { mayPass, world, job, backfill } = reserved()
    const long = { estimate: 101 }
    expect([
      mayPass({ ...long, cpuMilli: 3000, memoryMiB: 50 }),
      mayPass({ ...long, cpuMilli: 3001 }),
    ]).toEqual([true, false])
    expect(mayPass({ ...long, memoryMiB: 51 })).toBe(false)
    expect([mayPass({ ...long, tasks: 3, memoryMiB: 16 }), mayPass({ ...long, tasks: 4 })]).toEqual([
      true,
      false,
    ])
    expect(mayPass({ ...long, tasks: 2, memoryMiB: 26 })).toBe(false)
    // Of four tasks, three may be all that are still to come.
    expect(backfill.mayPass(job({ ...long, tasks: 4 }), world, 3)).toBe(true)
  })

  it('and counts what those hold that are still there when the head starts', () => {
    const { backfill, mayPass, job, world } = reserved()
    backfill.passed(job({ estimate: 100, cpuMilli: 3000 }), 1, world)
    expect(backfill.bounds).toMatchObject({ endBy: 100, spareCpuMilli: 3000 })
    backfill.passed(job({ estimate: 101, memoryMiB: 20 }), 2, world)
    expect(backfill.bounds!.spareCpuMilli).toBe(1000)
    const long = { estimate: 200 }
    expect([mayPass({ ...long, memoryMiB: 10 }), mayPass({ ...long, memoryMiB: 11 })]).toEqual([true, false])
    expect(mayPass({ ...long, cpuMilli: 1001 })).toBe(false)
  })

  it('by the time of now', () => {
    const { world, mayPass } = reserved()
    world.engine.at(
      40,
      world.engine.on(() => {}),
      0,
      0,
    )
    world.engine.run(40)
    expect([mayPass({ estimate: 60, cpuMilli: 9000 }), mayPass({ estimate: 61, cpuMilli: 9000 })]).toEqual([
      true,
      false,
    ])
  })
})
