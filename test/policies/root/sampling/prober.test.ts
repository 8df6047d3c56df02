import { describe, expect, it } from 'vitest'
import { Prober } from '../../../../policies/root/sampling/prober.ts'
import { avoidLast } from '../../../../policies/rules/avoid-last.ts'
import { needs } from '../../../../policies/rules/needs.ts'
import type { Rule } from '../../../../sim/contracts.ts'
import { TaskState } from '../../../../sim/world/lifecycle.ts'
import { Machines } from '../../../../sim/world/machines.ts'
import { idleCluster, type TableJob } from '../../../support/idle-cluster.ts'

/** Five machines: 0 and 1 of 4 cores and 100 MiB, 2 and 3 of 2 cores and 200 MiB, of which 2 has an ssd; 4 is down. All are full. */
function probing(rules: readonly Rule[] = []) {
  const machines = new Machines([4000, 4000, 2000, 2000, 4000], [100, 100, 200, 200, 100])
  machines.attributes.set(2, 'disk', 'ssd')
  const cluster = idleCluster(machines)
  for (let machine = 0; machine < 5; machine++) machines.takeEverything(machine)
  machines.goDown(4)
  const prober = new Prober(cluster, rules)
  return (asked: TableJob, count: number, needed?: string) => {
    const job = cluster.addJob({ ...asked, state: TaskState.Pending })
    if (needed !== undefined)
      cluster.jobs.extra[job] = machines.extras.add({ resources: {}, needs: { disk: needed } })
    return prober.choose(job, count)
  }
}

const sorted = (machines: readonly number[]) => [...machines].sort()

describe('the machines that are probed', () => {
  it('are distinct ones that are up and large enough, however full', () => {
    const choose = probing()
    expect(sorted(choose({}, 4))).toEqual([0, 1, 2, 3])
    expect(sorted(choose({ cpuMilli: 2001 }, 2))).toEqual([0, 1])
    expect(sorted(choose({ memoryMiB: 101 }, 2))).toEqual([2, 3])
    expect(choose({ cpuMilli: 2001, memoryMiB: 101 }, 2)).toEqual([])
  })

  it('come again, in the same order, only after every suitable one came', () => {
    const chosen = probing()({ cpuMilli: 4000 }, 5)
    expect(sorted(chosen.slice(0, 2))).toEqual([0, 1])
    expect(chosen.slice(2)).toEqual([chosen[0], chosen[1], chosen[0]])
  })

  it('are allowed by the rules, and have what the job needs', () => {
    expect(sorted(probing([avoidLast(0.4)])({}, 3))).toEqual([0, 1, 2])
    expect(probing([needs()])({}, 2, 'ssd')).toEqual([2, 2])
    expect(probing([needs()])({}, 2, 'nvme')).toEqual([])
  })

  it('are as many as are asked for', () => {
    const choose = probing()
    expect([0, 1, 2, 3].map(count => choose({}, count).length)).toEqual([0, 1, 2, 3])
  })

  it('are drawn alike', () => {
    const choose = probing()
    const counts = [0, 0, 0, 0]
    for (let i = 0; i < 2000; i++) counts[choose({}, 1)[0]!]!++
    // A quarter each; the standard deviation of a count is √(2000 × 1/4 × 3/4) = 19.4.
    for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(4 * 19.4)
  })
})
