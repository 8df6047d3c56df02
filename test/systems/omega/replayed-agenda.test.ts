import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Cluster } from '../../../sim/cluster.ts'
import { SECOND, type Time } from '../../../sim/engine/time.ts'
import { NONE } from '../../../sim/world/handles.ts'
import { ReplayedAgenda } from '../../../systems/omega/replayed-agenda.ts'
import { machinesOf } from '../../support/watched-run.ts'

function clusterWith(arrivals?: readonly Time[]): Cluster {
  return new Cluster({
    seed: 'oak',
    machines: machinesOf(1, 1),
    classes: ['batch'],
    latency: { scheduler: 0, machine: 0, status: 0 },
    warmup: 0,
    until: 100 * SECOND,
    busyUntil: 100 * SECOND,
    slices: 10,
    ...(arrivals !== undefined && { arrivals }),
  })
}

describe('ReplayedAgenda', () => {
  it('lets four timers of one instant go off in the order 3, 4, 2, 1, as the heap of the original does', () => {
    const cluster = clusterWith([])
    const agenda = new ReplayedAgenda(cluster)
    const order: number[] = []
    const timer = agenda.on(number => order.push(number))
    for (const number of [1, 2, 3, 4]) agenda.at(SECOND, timer, number, 0)
    cluster.engine.run(10 * SECOND)
    // The heap, root first, with the tick of second s as Ts and the start message as S:
    //   T0 S 1 2 3 4   out T0; 4 takes its place and sinks below S; T1 enters at the end
    //   S 4 1 2 3 T1   out S; T1 takes its place, and nothing below is earlier
    //   T1 4 1 2 3     out T1; 3 takes its place; T2 enters at the end
    //   3 4 1 2 T2     out 3; T2 takes its place and sinks to the left twice
    //   4 2 1 T2       out 4; T2 takes its place and sinks to the left
    //   2 T2 1         out 2; 1 takes its place
    //   1 T2           out 1
    expect(order).toEqual([3, 4, 2, 1])
  })

  it('lets every timer go off once and at its time, whatever else is in the heap', () => {
    const time = fc.integer({ min: 1, max: 5 }).map(second => second * SECOND)
    fc.assert(
      fc.property(fc.array(time), fc.array(time), (arrivals, times) => {
        const cluster = clusterWith(arrivals)
        const agenda = new ReplayedAgenda(cluster)
        const job = cluster.jobs.rows.take()
        cluster.jobs.hosts[job] = NONE
        const wentOff = times.map(() => [] as Time[])
        const timer = agenda.on(number => wentOff[number]!.push(cluster.now))
        // Whoever arrives is told before the timers of the same instant, as the engine does it.
        const arrival = cluster.engine.on(() => agenda.jobArrived(job))
        for (const at of arrivals) cluster.engine.at(at, arrival, 0, 0)
        for (const [number, at] of times.entries()) agenda.at(at, timer, number, 0)
        cluster.engine.run(10 * SECOND)
        expect(wentOff).toEqual(times.map(at => [at]))
      }),
    )
  })

  it('says what it needs when it was not told the arrivals', () => {
    expect(() => new ReplayedAgenda(clusterWith())).toThrow(
      'A system that replays the agenda of the Omega simulator must know all arrivals: give the cluster its `arrivals`.',
    )
  })
})
