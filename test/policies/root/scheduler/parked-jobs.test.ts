import { describe, expect, it } from 'vitest'
import { fifo } from '../../../../policies/order/fifo.ts'
import { ParkedJobs } from '../../../../policies/root/scheduler/parked-jobs.ts'
import type { SchedulerParts } from '../../../../policies/root/scheduler/scheduler-parts.ts'
import { Standings } from '../../../../policies/root/scheduler/standings.ts'
import { avoidLast } from '../../../../policies/rules/avoid-last.ts'
import { maxPerMachine } from '../../../../policies/rules/max-per-machine.ts'
import { needs } from '../../../../policies/rules/needs.ts'
import { drf } from '../../../../policies/share/drf.ts'
import type { JobId } from '../../../../sim/world/handles.ts'
import { TaskState } from '../../../../sim/world/lifecycle.ts'
import { Machines } from '../../../../sim/world/machines.ts'
import { View } from '../../../../sim/world/views.ts'
import { idleCluster, type TableJob } from '../../../support/idle-cluster.ts'

/** Three machines of four cores, a GPU on the first, and a scheduler with these parts. */
function parking(parts: Partial<SchedulerParts> = {}, lines = 1) {
  const machines = new Machines([4000, 4000, 4000], [100, 100, 100], [{ name: 'gpu', amounts: [1, 0, 0] }])
  const cluster = idleCluster(machines)
  const standings = new Standings(cluster.jobs)
  const again: JobId[] = []
  const whole: SchedulerParts = {
    name: 'one',
    order: fifo,
    placement: { name: 'nowhere', isForgetful: true, place: () => 0 },
    rules: [],
    share: drf,
    think: [{ perJob: 0, perTask: 0 }],
    whenBlocked: 'pass',
    retryAfter: 0,
    abandons: false,
    standings,
    ...parts,
  }
  const parked = new ParkedJobs(cluster, whole, lines, job => again.push(job))
  let entered = 0
  const job = (asked: TableJob = {}, extra = 0) => {
    const handle = cluster.addJob({ state: TaskState.Pending, ...asked })
    cluster.jobs.extra[handle] = extra
    standings.take(handle, 0)
    standings.entered[handle] = entered++
    return handle
  }
  /** Those that were put back into line since this was last asked. */
  const stood = () => again.splice(0)
  return { cluster, machines, parked, job, stood, view: View.live(machines) }
}

describe('jobs that wait aside', () => {
  it('one by one are all tried again when all may have changed, in the order in which they came', () => {
    const { parked, job, stood } = parking()
    const [a, b] = [job(), job()]
    parked.add(a, 0, 'offered')
    parked.add(b, 0, 'offered')
    expect([parked.length, stood()]).toEqual([2, []])
    parked.changedAll()
    expect([parked.length, stood()]).toEqual([0, [a, b]])
  })

  it('are tried again when something becomes free where one of their tasks fits now', () => {
    const { parked, machines, job, stood } = parking()
    const [small, large, memory] = [job({ cpuMilli: 1000 }), job({ cpuMilli: 2000 }), job({ memoryMiB: 50 })]
    for (const each of [small, large, memory]) parked.add(each, 0, 'offered')
    machines.take(1, 2500, 51)
    parked.changed(1)
    expect([stood(), parked.length]).toEqual([[small], 2])
    machines.give(1, 500, 0)
    parked.changed(1)
    expect([stood(), parked.length]).toEqual([[large], 1])
    parked.changed(1)
    expect([stood(), parked.length]).toEqual([[], 1])
    parked.remove(memory)
    expect(parked.length).toBe(0)
  })

  it('are taken out, or tried again, whether they are kept together or not', () => {
    const { parked, job, stood } = parking()
    const [alike, alone] = [job(), job()]
    parked.add(alike, 0, 'live')
    parked.add(alone, 0, 'offered')
    parked.tryAgain(alone)
    parked.tryAgain(alike)
    expect([stood(), parked.length]).toEqual([[alone, alike], 0])
  })
})

describe('what becomes free may help a job', () => {
  it('unless a rule refuses the machine that no end of a task can help', () => {
    const { parked, job } = parking({ rules: [avoidLast(0.4)] })
    expect([0, 1, 2].map(machine => parked.mayHelp(machine, job()))).toEqual([true, true, false])
  })

  it('although a rule refuses it now, where ends of tasks help', () => {
    const { parked, job, cluster } = parking({ rules: [maxPerMachine(1)] })
    const its = job({ tasks: 2 })
    cluster.tasks.add(its, 1, 0)
    expect(parked.mayHelp(1, its)).toBe(true)
  })

  it('with all that it asks for', () => {
    const { parked, job, cluster } = parking({ rules: [needs()] })
    const { machines } = cluster
    machines.attributes.set(1, 'disk', 'ssd')
    const gpu = job({}, machines.extras.add({ resources: { gpu: 1 }, needs: {} }))
    const ssd = job({}, machines.extras.add({ resources: {}, needs: { disk: 'ssd' } }))
    expect([0, 1, 2].map(machine => parked.mayHelp(machine, gpu))).toEqual([true, false, false])
    expect([0, 1, 2].map(machine => parked.mayHelp(machine, ssd))).toEqual([false, true, false])
  })
})

describe('jobs that ask for the same', () => {
  /** Three alike are parked, and all may have changed: who stands in line before anything is chosen, and then. */
  function standing(parts: Partial<SchedulerParts>, lines = 1, view: View['kind'] = 'live', extra = false) {
    const { parked, job, stood, view: live, machines } = parking(parts, lines)
    const number = extra ? machines.extras.add({ resources: { gpu: 1 }, needs: {} }) : 0
    for (const each of [job({}, number), job({}, number), job({}, number)]) parked.add(each, 0, view)
    parked.changedAll()
    const before = stood().length
    parked.present(live)
    return [before, stood().length]
  }
  // One speaks for all where what is asked for decides alone; else each is tried for itself.
  const together = [0, 1]
  const oneByOne = [3, 0]

  it('are represented by one, on the live view, if nothing else decides about them', () => {
    expect(standing({})).toEqual(together)
    expect(standing({}, 1, 'offered')).toEqual(oneByOne)
    expect(standing({}, 1, 'live', true)).toEqual(oneByOne)
  })

  it('are tried one by one where the order may change its mind, or the placement remembers or draws', () => {
    expect(standing({ order: { name: 'mine', compare: () => 0 } })).toEqual(oneByOne)
    expect(standing({ placement: { name: 'mine', place: () => 0 } })).toEqual(oneByOne)
  })

  it('are tried one by one where a rule has a say', () => {
    expect(standing({ rules: [needs()] })).toEqual(together)
    expect(standing({ rules: [avoidLast(0.4)] })).toEqual(oneByOne)
    const silent = { ...needs(), reads: 'decision' as const }
    expect(standing({ rules: [silent] })).toEqual(oneByOne)
  })

  it('are tried one by one where the scheduler thinks', () => {
    expect(standing({ think: [{ perJob: 1, perTask: 0 }] })).toEqual(oneByOne)
    expect(
      standing({
        think: [
          { perJob: 0, perTask: 0 },
          { perJob: 0, perTask: 1 },
        ],
      }),
    ).toEqual(oneByOne)
  })

  it('are tried one by one where the share of several lines may change by itself', () => {
    const mine = { name: 'mine', share: () => 0 }
    expect(standing({}, 2)).toEqual(together)
    expect(standing({ share: mine })).toEqual(together)
    expect(standing({ share: mine }, 2)).toEqual(oneByOne)
  })
})

it('a job that asks for more than all that is free is ruled out, where one speaks for all', () => {
  const { parked, machines, job, view } = parking()
  const its = job({ cpuMilli: 3000 })
  expect(parked.rulesOut(its, view)).toBe(false)
  for (const machine of [0, 1, 2]) machines.take(machine, machine === 0 ? 3500 : 3000, 0)
  // 2.5 cores are free in all.
  expect(parked.rulesOut(its, view)).toBe(true)
  const snapshot = View.snapshot(machines)
  snapshot.refresh()
  expect(parked.rulesOut(its, snapshot)).toBe(false)
  const thinks = parking({ think: [{ perJob: 1, perTask: 0 }] })
  for (const machine of [0, 1, 2]) thinks.machines.take(machine, 4000, 0)
  expect(thinks.parked.rulesOut(thinks.job(), thinks.view)).toBe(false)
})
