import type { Cluster } from '../../../sim/cluster.ts'
import { type Claims, Verdict } from '../../../sim/world/claims.ts'
import type { MachineId } from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'

/** How optimistic claims are judged. */
export interface Judgement {
  /** What counts as a conflict: the machine changed since the snapshot, or the claim does not fit now. */
  readonly conflict: 'version' | 'fit'
  readonly transaction: 'all-or-nothing' | 'incremental'
  /**
   * The Omega simulator's defect under `version` and `incremental`: after a conflict on a machine, the transaction's next
   * claim there expects one version more, which may be the one that it finds. Else all of them are refused.
   */
  readonly sequenceNumbers: boolean
}

/** Scratch of `judge`: machines that were found changed in this transaction. */
const changed = new Set<MachineId>()

/**
 * Gives a verdict on every claim of a transaction, in order, and takes the accepted ones out of the machines.
 * Returns how many were refused because of a conflict. A transaction is for one job; that of a gang is all or nothing
 * whatever the others are.
 *
 * A machine that changed since the snapshot refuses every claim of the transaction: each expects the changes of the claims
 * before it, so a version that is met by chance after a refusal is a conflict all the same.
 */
export function judge(claims: Claims, judgement: Judgement, cluster: Cluster): number {
  const { conflict, transaction, sequenceNumbers } = judgement
  const { machines, jobs, probes } = cluster
  let refused = 0
  let accepted = 0
  let previous = -1
  let wanted = 0
  if (changed.size > 0) changed.clear()
  for (let i = 0; i < claims.count; i++) {
    const job = claims.job[i]!
    const machine = claims.machine[i]!
    if (job !== previous) {
      previous = job
      const open = jobs.generation[job] === claims.generation[i] && jobs.isOpen(job)
      wanted = open ? jobs.count(job, TaskState.Pending) : 0
    }
    let verdict: Verdict = Verdict.Accepted
    if (wanted === 0) verdict = Verdict.NotWanted
    else if (machines.up[machine] === 0) verdict = Verdict.MachineDown
    else if (conflict === 'version' && machines.version[machine] !== claims.version[i])
      verdict = Verdict.Conflict
    else if (!sequenceNumbers && changed.size > 0 && changed.has(machine)) verdict = Verdict.Conflict
    else if (!machines.fits(machine, claims.cpuMilli[i]!, claims.memoryMiB[i]!, claims.extra[i]!))
      verdict = Verdict.NoRoom
    claims.verdict[i] = verdict
    if (verdict === Verdict.Accepted) {
      claims.apply(i, machines)
      accepted++
      wanted--
      continue
    }
    probes.reasonGiven(verdict, 1)
    if (verdict === Verdict.NotWanted) continue
    refused++
    if (verdict === Verdict.Conflict) changed.add(machine)
    if (transaction === 'all-or-nothing' || jobs.gang[job] === 1) {
      rollBack(claims, i, cluster)
      return accepted + refused
    }
  }
  return refused
}

/** Claim `at` met a conflict: those before it are given back, those after it are not looked at. */
function rollBack(claims: Claims, at: number, { machines, probes }: Cluster): void {
  for (let i = 0; i < claims.count; i++) {
    if (i < at && claims.verdict[i] === Verdict.Accepted) claims.revert(i, machines)
    if (i === at) continue
    claims.verdict[i] = Verdict.RolledBack
    if (i < at) probes.reasonGiven(Verdict.RolledBack, 1)
  }
}
