import { describe, expect, it } from 'vitest'
import { Feasible, NO_ROOM } from '../../../policies/place/feasible.ts'
import { EVERYWHERE, type Rule } from '../../../sim/contracts.ts'
import { Claims } from '../../../sim/world/claims.ts'
import type { MachineId } from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { ALLOWED } from '../../../sim/world/reasons.ts'
import { View } from '../../../sim/world/views.ts'
import { idleCluster } from '../../support/idle-cluster.ts'

/** Has something against these machines, and hears of claims; a job of priority 9 may go everywhere. */
function against(name: string, machines: readonly MachineId[]) {
  const claimed: MachineId[] = []
  const rule: Rule = {
    name,
    reads: 'decision',
    helpedBy: 'nothing',
    prepare(job, _claims, { jobs, reasons }) {
      if (jobs.priority[job] === 9) return EVERYWHERE
      const reason = reasons.number(name)
      return {
        allows: machine => (machines.includes(machine) ? reason : ALLOWED),
        claimed: machine => claimed.push(machine),
      }
    },
  }
  return { rule, claimed }
}

/** Four machines of 2 cores and 10 MiB, of which the last is full, and a GPU on the first. */
function small() {
  const machines = new Machines(
    [2000, 2000, 2000, 2000],
    [10, 10, 10, 10],
    [{ name: 'gpu', amounts: [1, 0, 0, 0] }],
  )
  machines.take(3, 2000, 0)
  const cluster = idleCluster(machines)
  const reasons: string[] = []
  cluster.probes.add({
    reasonGiven: (reason, times) => reasons.push(`${times} × ${cluster.reasons.sentence(reason)}`),
  })
  const job = (priority = 0) =>
    cluster.addJob({ priority, cpuMilli: 1000, memoryMiB: 5, tasks: 4, state: TaskState.Pending })
  return { cluster, job, reasons, view: View.live(machines), claims: new Claims() }
}

const four = [0, 1, 2, 3]

describe('where a task may go', () => {
  it('is where there is room and no rule objects; the first objection is counted, if it is asked for', () => {
    const { cluster, job, reasons, view, claims } = small()
    const feasible = new Feasible([against('no ones', [1, 3]).rule, against('no twos', [1, 2]).rule])
    feasible.begin(view, job(), claims, cluster)
    const [ones, twos] = ['no ones', 'no twos'].map(name => cluster.reasons.number(name))
    expect(four.map(machine => feasible.answer(machine))).toEqual([ALLOWED, ones, twos, NO_ROOM])
    expect(reasons).toEqual([])
    expect(four.map(machine => feasible.allows(machine))).toEqual([true, false, false, false])
    expect(reasons).toEqual(['1 × no ones', '1 × no twos'])
    feasible.object(twos!, 3)
    expect(reasons.at(-1)).toBe('3 × no twos')
  })

  it('is asked of the rules alone, whether there is room or not', () => {
    const { cluster, job, reasons, view, claims } = small()
    const feasible = new Feasible([against('no ones', [1]).rule, against('no twos', [2]).rule])
    feasible.begin(view, job(), claims, cluster)
    expect(four.map(machine => feasible.isAllowed(machine))).toEqual([true, false, false, true])
    expect(reasons).toEqual([])
    expect(four.map(machine => feasible.noObjection(machine))).toEqual([true, false, false, true])
    expect(reasons).toEqual(['1 × no ones', '1 × no twos'])
  })

  it('is plain where neither a rule has a say nor more is asked for than cores and memory', () => {
    const { cluster, job, view, claims } = small()
    const feasible = new Feasible([against('no ones', [1]).rule])
    const isPlain = (each: number) => {
      feasible.begin(view, each, claims, cluster)
      return feasible.isPlain
    }
    expect([isPlain(job()), isPlain(job(9)), isPlain(job())]).toEqual([false, true, false])
    const withGpu = job(9)
    cluster.jobs.extra[withGpu] = cluster.machines.extras.add({ resources: { gpu: 1 }, needs: {} })
    expect(isPlain(withGpu)).toBe(false)
    expect([feasible.cpuMilli, feasible.memoryMiB]).toEqual([1000, 5])
    expect(four.map(machine => feasible.allows(machine))).toEqual([true, false, false, false])
    expect(feasible.answer(1)).toBe(NO_ROOM)
  })
})

describe('a claim', () => {
  it('takes of the view, and every rule with a say hears of it', () => {
    const { cluster, job, view, claims } = small()
    const [one, two] = [against('no ones', [1]), against('no twos', [2])]
    const feasible = new Feasible([one.rule, two.rule])
    const its = job()
    feasible.begin(view, its, claims, cluster)
    feasible.claim(2)
    expect([claims.count, claims.machine[0], claims.job[0], view.freeCpuMilli[2]]).toEqual([1, 2, its, 1000])
    // What is only expected is claimed of nothing.
    feasible.expect(0)
    expect([claims.count, view.freeCpuMilli[0]]).toEqual([1, 2000])
    expect([one.claimed, two.claimed]).toEqual([
      [2, 0],
      [2, 0],
    ])
    feasible.begin(view, job(9), claims, cluster)
    feasible.claim(1)
    expect(one.claimed).toEqual([2, 0])
  })
})
