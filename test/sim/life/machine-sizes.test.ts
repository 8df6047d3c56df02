import { describe, expect, it } from 'vitest'
import { MachineSizes } from '../../../sim/life/machine-sizes.ts'
import type { WrittenExtras } from '../../../sim/world/extras.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { idleCluster, type TableJob } from '../../support/idle-cluster.ts'

/** Machines of 1 core each, with the disk and the GPUs given. */
function labelled(disks: readonly string[], gpus: readonly number[]) {
  const cores = disks.map(() => 1000)
  const machines = new Machines(cores, cores, [{ name: 'gpu', amounts: gpus }])
  for (const [machine, disk] of disks.entries()) machines.attributes.set(machine, 'disk', disk)
  const cluster = idleCluster(machines)
  const sizes = new MachineSizes(cluster)
  return (tasks: number, extras: Partial<WrittenExtras>) => {
    const job = cluster.addJob({ gang: true, tasks, cpuMilli: 1000 })
    cluster.jobs.extra[job] = machines.extras.add({ resources: {}, needs: {}, ...extras })
    return sizes.fit(job)
  }
}

/** Two machines of 4 cores and 100 MiB, one of 2 cores, 200 MiB and 2 GPUs, which has an ssd. All are full, and one is down. */
function fitting() {
  const machines = new Machines([4000, 4000, 2000], [100, 100, 200], [{ name: 'gpu', amounts: [0, 0, 2] }])
  machines.attributes.set(2, 'disk', 'ssd')
  const cluster = idleCluster(machines)
  for (const machine of [0, 1, 2]) machines.takeEverything(machine)
  machines.goDown(2)
  const sizes = new MachineSizes(cluster)
  return (asked: TableJob, extras?: Partial<WrittenExtras>) => {
    const job = cluster.addJob(asked)
    if (extras !== undefined)
      cluster.jobs.extra[job] = machines.extras.add({ resources: {}, needs: {}, ...extras })
    return sizes.fit(job)
  }
}

describe('a job could run on the empty cluster', () => {
  it('where one machine is large enough for one task, to the last of it', () => {
    const fits = fitting()
    expect([
      fits({ cpuMilli: 4000, memoryMiB: 100, tasks: 99 }),
      fits({ cpuMilli: 2000, memoryMiB: 200 }),
    ]).toEqual([true, true])
    expect([
      fits({ cpuMilli: 4001 }),
      fits({ memoryMiB: 201 }),
      fits({ cpuMilli: 2001, memoryMiB: 101 }),
    ]).toEqual([false, false, false])
  })

  it('as a gang where there is room for all of its tasks at once', () => {
    // 2 cores and 50 MiB: two on each of the first, one on the last by its cores. 1 core and 60 MiB: 1 + 1 + 2.
    const fits = fitting()
    const gang = (tasks: number, cpuMilli: number, memoryMiB: number) =>
      fits({ gang: true, tasks, cpuMilli, memoryMiB })
    expect([gang(5, 2000, 50), gang(6, 2000, 50)]).toEqual([true, false])
    expect([gang(4, 1000, 60), gang(5, 1000, 60)]).toEqual([true, false])
    // What asks for no cores, or for no memory, is bounded by the other alone: 3 × 1 of 80 MiB, and one more; 4 + 4 + 2 cores.
    expect([gang(4, 0, 80), gang(5, 0, 80)]).toEqual([true, false])
    expect([gang(10, 1000, 0), gang(11, 1000, 0), gang(999, 0, 0)]).toEqual([true, false, true])
  })

  it('whatever one before it that asks for the same was told: a gang and a single task are told apart', () => {
    // 4 cores and 60 MiB: one on each of the first two machines, none on the last.
    const fits = fitting()
    const asked = { cpuMilli: 4000, memoryMiB: 60 }
    expect([fits(asked), fits({ ...asked, gang: true, tasks: 3 }), fits(asked)]).toEqual([true, false, true])
    expect([fits({ ...asked, gang: true, tasks: 2 }), fits({ ...asked, cpuMilli: 4001 })]).toEqual([
      true,
      false,
    ])
    expect([fits(asked), fits(asked, { resources: { gpu: 1 } })]).toEqual([true, false])
  })

  it('where a machine has the named resources and the attributes that it asks for', () => {
    const fits = fitting()
    expect([fits({}, { resources: { gpu: 2 } }), fits({}, { resources: { gpu: 3 } })]).toEqual([true, false])
    expect(fits({ cpuMilli: 2001 }, { resources: { gpu: 1 } })).toBe(false)
    const gang = { gang: true, tasks: 2, cpuMilli: 500 }
    expect([fits(gang, { resources: { gpu: 1 } }), fits(gang, { resources: { gpu: 1.5 } })]).toEqual([
      true,
      false,
    ])
    expect([fits({}, { needs: { disk: 'ssd' } }), fits({}, { needs: { disk: 'hdd' } })]).toEqual([
      true,
      false,
    ])
    expect(fits({ cpuMilli: 3000 }, { needs: { disk: 'ssd' } })).toBe(false)
  })

  it('on machines of one kind that do not stand beside each other', () => {
    // Three have an ssd, and the second of these has the one GPU.
    const fits = labelled(['ssd', 'hdd', 'ssd', 'ssd'], [0, 0, 1, 0])
    const ssd = { needs: { disk: 'ssd' } }
    expect([fits(3, ssd), fits(4, ssd)]).toEqual([true, false])
    expect([fits(1, { resources: { gpu: 1 } }), fits(2, { resources: { gpu: 1 } })]).toEqual([true, false])
    expect([fits(1, { needs: { disk: 'hdd' } }), fits(2, { needs: { disk: 'hdd' } })]).toEqual([true, false])
  })

  it('nowhere with a resource that no machine knows', () => {
    expect(fitting()({}, { resources: { fpga: 1 } })).toBe(false)
  })
})
