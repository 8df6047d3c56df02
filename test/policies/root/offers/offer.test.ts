/** What offers lock, lose and give back, by hand. */
import { describe, expect, it } from 'vitest'
import { Offer } from '../../../../policies/root/offers/offer.ts'
import { OfferPieces } from '../../../../policies/root/offers/offer-pieces.ts'
import { SECOND } from '../../../../sim/engine/time.ts'
import { View } from '../../../../sim/world/views.ts'
import { idleCluster } from '../../../support/idle-cluster.ts'
import { framework, offers, systemOf, thinking } from '../../../support/small-system.ts'
import { stagedRun, startsOf } from '../../../support/staged-run.ts'
import { machinesOf, numbersOf } from '../../../support/watched-run.ts'

describe('two offers that become one', () => {
  it('have one piece of each machine, and all of it comes back', () => {
    // Machine 0 has 2 cores and 100 MiB, of which a task holds 1 core and 30 MiB: the rest is locked in the first offer. When the
    // task ends, its part is locked in the second, with all of machine 1.
    const cluster = idleCluster(machinesOf(2, 2, 100))
    const { machines } = cluster
    const pieces = new OfferPieces(1, 2)
    const view = View.offered(machines)
    const [first, second] = [0, 1].map(number => new Offer(cluster, number, pieces, view)) as [Offer, Offer]
    machines.take(0, 1000, 30)
    first.begin(0)
    first.lock(0)
    machines.give(0, 1000, 30)
    second.begin(0)
    second.lock(0)
    second.lock(1)
    expect([first.lockedCpuMilli, first.lockedMemoryMiB]).toEqual([1000, 70])
    expect([second.lockedCpuMilli, second.lockedMemoryMiB]).toEqual([3000, 130])

    first.absorb(second)
    expect([first.lockedCpuMilli, first.lockedMemoryMiB]).toEqual([4000, 200])
    expect([first.open, second.open]).toEqual([true, false])
    // Two pieces of machine 0 are one, which is still out, as that of machine 1.
    expect([0, 1].map(machine => pieces.isOut(machine))).toEqual([true, true])
    const unfolded = first.unfold()
    expect([0, 1].map(place => unfolded.freeCpuMilli[unfolded.member(place)])).toEqual([2000, 2000])

    first.close()
    expect([0, 1].map(machine => pieces.isOut(machine))).toEqual([false, false])
    expect([[...machines.freeCpuMilli], [...machines.freeMemoryMiB]]).toEqual([
      [2000, 2000],
      [100, 100],
    ])
    expect(pieces.hasOpen(0)).toBe(false)
  })
})

describe('an offer of the whole cluster', () => {
  it('has nothing of a machine that was down when it was made, came back and is down once more', async () => {
    // Machine 1 is down from 0.5 to 2 and from 2.5 to 5.5. The offer of 1 has the 2 cores of machine 0, and is out until 4. What
    // is free is decided on at 5, nothing, and at 6.5: machine 1, which is out until 9.5. Locked: 2 cores for 3 s, twice.
    const run = await stagedRun(
      systemOf(offers({ ...thinking(3), slice: 'cluster' })),
      machinesOf(2, 2),
      [{ submit: 0, run: 20, cores: 2, tasks: 2 }],
      {
        script: {
          0.5: stage => stage.machineDown(1),
          2: stage => stage.machineUp(1),
          2.5: stage => stage.machineDown(1),
          5.5: stage => stage.machineUp(1),
        },
      },
    )
    expect(startsOf(run)).toEqual(['4 s: job 0 on machine 0', '9.5 s: job 0 on machine 1'])
    expect(numbersOf(run.result)['cpu_locked_share']).toBeCloseTo((2 * 2 * 3) / (4 * 29.5), 12)
    const { machines } = run.cluster
    expect([machines.totalFreeCpuMilli, ...machines.freeCpuMilli]).toEqual([4000, 2000, 2000])
  })
})

describe('an offer that is taken back while its framework thinks about a gang', () => {
  it('is over, and is not kept for more to come', async () => {
    // An offer times out after 2 s; a task takes 1.25 s of thought. Machine 1 is down from 0.5 to 4. The gang of b, of two tasks,
    // is offered machine 0 at 1, too little; what comes of 2.5 s of thought, at 3.5, is about an offer that was taken back at 3.
    // A's job comes at 2.8: it is offered machine 0 at 3.8, and starts at 5.05. Meanwhile, at 5, b is offered machine 1, which
    // is taken back at 7, and offered again at 8; the run ends at 9.
    const run = await stagedRun(
      systemOf(offers({ ...thinking(0, 1.25), offerTimeout: 2 * SECOND }), {
        frameworks: [framework('a'), framework('b')],
      }),
      machinesOf(2, 1, 0),
      [
        { submit: 0, run: 10, tasks: 2, gang: true, jobClass: 1 },
        { submit: 2.8, run: 10, jobClass: 0 },
      ],
      {
        classes: ['a', 'b'],
        script: { 0.5: stage => stage.machineDown(1), 4: stage => stage.machineUp(1) },
        until: 9 * SECOND,
      },
    )
    expect(run.log).toEqual(['5.05 s: job 1 starts on machine 0'])
    expect(numbersOf(run.result)).toMatchObject({ offers_made: 4, offers_rescinded: 2, offers_declined: 0 })
    expect(numbersOf(run.result)['cpu_locked_share']).toBeCloseTo((2 + 1.25 + 2 + 1) / (2 * 9), 12)
  })
})

it('what went down while it was offered is neither used nor declined', async () => {
  // All three machines are offered at 1 and thought about until 4. Machine 2 goes down at 2 for good. Of the others the job takes
  // one, and the other is declined.
  const run = await stagedRun(
    systemOf(offers({ ...thinking(3), declineFilter: 60 * SECOND })),
    machinesOf(3, 2),
    [{ submit: 0, run: 10, cores: 2 }],
    { script: { 2: stage => stage.machineDown(2) } },
  )
  expect(numbersOf(run.result)).toMatchObject({ offers_made: 3, offers_declined: 1, claims_accepted: 1 })
})
