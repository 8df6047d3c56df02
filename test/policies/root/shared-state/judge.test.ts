import { describe, expect, it } from 'vitest'
import { type Judgement, judge } from '../../../../policies/root/shared-state/judge.ts'
import { Claims, VERDICT_NAMES } from '../../../../sim/world/claims.ts'
import { TaskState } from '../../../../sim/world/lifecycle.ts'
import { Machines } from '../../../../sim/world/machines.ts'
import { View } from '../../../../sim/world/views.ts'
import { type IdleCluster, idleCluster, type TableJob } from '../../../support/idle-cluster.ts'

/** A transaction that claims one machine after the other for a job of 1 core a task, and what became of it. */
class Transaction {
  readonly cluster: IdleCluster
  readonly view: View
  readonly claims = new Claims()
  readonly job: number

  constructor(job: TableJob, cores: readonly number[]) {
    this.cluster = idleCluster(
      new Machines(
        cores.map(each => 1000 * each),
        cores.map(() => 0),
      ),
    )
    this.view = View.snapshot(this.cluster.machines)
    this.view.refresh()
    this.job = this.cluster.addJob({ state: TaskState.Pending, ...job })
  }

  claim(...machines: number[]): this {
    for (const machine of machines) this.claims.add(this.view, machine, this.job, this.cluster.jobs)
    return this
  }

  judge(conflict: Judgement['conflict'], transaction: Judgement['transaction'], sequenceNumbers = false) {
    const refused = judge(this.claims, { conflict, transaction, sequenceNumbers }, this.cluster)
    const verdicts = [...this.claims.verdict.subarray(0, this.claims.count)].map(
      verdict => VERDICT_NAMES[verdict],
    )
    return { refused, verdicts, free: [...this.cluster.machines.freeCpuMilli] }
  }
}

const GONE = 'conflict: the resources are gone'
const CHANGED = 'conflict: the machine changed since the snapshot'
const ROLLED_BACK = 'rolled back with another claim of its transaction'

describe('claims that conflict by fit', () => {
  // Since the snapshot, somebody took one of the two cores of machine 1.
  const late = (job: TableJob = {}) => {
    const transaction = new Transaction({ tasks: 4, ...job }, [2, 2]).claim(0, 1, 1, 0)
    transaction.cluster.machines.take(1, 1000, 0)
    return transaction
  }

  it('are dropped one by one when transactions are incremental', () => {
    expect(late().judge('fit', 'incremental')).toEqual({
      refused: 1,
      verdicts: ['accepted', 'accepted', GONE, 'accepted'],
      free: [0, 0],
    })
  })

  it('take the whole transaction with them when it is all or nothing; those behind are not looked at', () => {
    const transaction = late()
    // The count is that of the Omega simulator: the claims rolled back and the one that conflicted.
    expect(transaction.judge('fit', 'all-or-nothing')).toEqual({
      refused: 3,
      verdicts: [ROLLED_BACK, ROLLED_BACK, GONE, ROLLED_BACK],
      free: [2000, 1000],
    })
    const { recorder, reasons } = transaction.cluster
    expect(
      recorder.reasons.map((count, reason) => [reasons.sentence(reason), count]).filter(Boolean),
    ).toEqual([
      [GONE, 1],
      [ROLLED_BACK, 2],
    ])
  })

  it('take a gang with them, whatever the mode', () => {
    const { verdicts, free } = late({ gang: true }).judge('fit', 'incremental')
    expect(verdicts).toEqual([ROLLED_BACK, ROLLED_BACK, GONE, ROLLED_BACK])
    expect(free).toEqual([2000, 1000])
  })
})

describe('claims that conflict by version', () => {
  it('are refused although they fit, on machines that were claimed meanwhile', () => {
    const transaction = new Transaction({ tasks: 2 }, [4, 4]).claim(0, 1)
    transaction.cluster.machines.version[1]!++
    expect(transaction.judge('version', 'incremental')).toEqual({
      refused: 1,
      verdicts: ['accepted', CHANGED],
      free: [3000, 4000],
    })
  })

  it('do not conflict with each other: each expects the change of the one before', () => {
    const { verdicts } = new Transaction({ tasks: 3 }, [4]).claim(0, 0, 0).judge('version', 'incremental')
    expect(verdicts).toEqual(['accepted', 'accepted', 'accepted'])
  })

  // The snapshot says version 0, and somebody claimed once since: the machine is at 1. The claims of the transaction expect
  // 0, 1 and 2 there. All are refused: what the snapshot said of the machine holds no more.
  it('are refused all on a machine that changed, also where one expects the version that it finds', () => {
    const transaction = new Transaction({ tasks: 4 }, [4, 4]).claim(0, 0, 1, 0)
    transaction.cluster.machines.version[0]!++
    expect(transaction.judge('version', 'incremental')).toEqual({
      refused: 3,
      verdicts: [CHANGED, CHANGED, 'accepted', CHANGED],
      free: [4000, 3000],
    })
  })

  it('begin anew with the next transaction', () => {
    const first = new Transaction({ tasks: 1 }, [4]).claim(0)
    first.cluster.machines.version[0]!++
    expect(first.judge('version', 'incremental').refused).toBe(1)
    expect(new Transaction({ tasks: 1 }, [4]).claim(0).judge('version', 'incremental').refused).toBe(0)
  })

  it('let the next claim on the machine through, which expects one version more, with the sequence numbers of Omega', () => {
    const transaction = new Transaction({ tasks: 2 }, [4]).claim(0, 0)
    transaction.cluster.machines.version[0]!++
    expect(transaction.judge('version', 'incremental', true)).toEqual({
      refused: 1,
      verdicts: [CHANGED, 'accepted'],
      free: [3000],
    })
  })
})

describe('claims that are not wanted any more', () => {
  it('are no conflict: tasks beyond those pending, or of a job that is over', () => {
    const fewer = new Transaction({ tasks: 2 }, [4]).claim(0, 0)
    fewer.cluster.jobs.move(fewer.job, TaskState.Pending, TaskState.Placed, 1)
    expect(fewer.judge('fit', 'all-or-nothing')).toEqual({
      refused: 0,
      verdicts: ['accepted', 'the task is not wanted any more'],
      free: [3000],
    })
    const over = new Transaction({ tasks: 1 }, [4]).claim(0)
    over.cluster.jobs.remove(over.job)
    over.cluster.addJob({ tasks: 1, state: TaskState.Pending })
    expect(over.judge('fit', 'incremental')).toEqual({
      refused: 0,
      verdicts: ['the task is not wanted any more'],
      free: [4000],
    })
  })
})

it('a claim on a machine that is down is a conflict of its own', () => {
  const transaction = new Transaction({ tasks: 2 }, [4, 4]).claim(0, 1)
  transaction.cluster.machines.goDown(0)
  const { refused, verdicts } = transaction.judge('version', 'incremental')
  expect({ refused, verdicts }).toEqual({ refused: 1, verdicts: ['the machine is down', 'accepted'] })
})

it('no claim is left without a verdict, whatever happened to jobs and machines', () => {
  for (const conflict of ['version', 'fit'] as const) {
    for (const transaction of ['all-or-nothing', 'incremental'] as const) {
      const each = new Transaction({ tasks: 6 }, [1, 1, 4]).claim(2, 0, 1, 2, 2, 2)
      each.cluster.machines.take(0, 1000, 0)
      each.cluster.machines.goDown(1)
      expect(each.judge(conflict, transaction).verdicts).not.toContain('open')
    }
  }
})
