import type { Cluster } from '../../../sim/cluster.ts'
import { Verdict } from '../../../sim/world/claims.ts'
import { type JobId, type MachineId, NONE } from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import type { View } from '../../../sim/world/views.ts'
import type { Offer } from './offer.ts'
import type { Taker } from './taker.ts'

/**
 * Gives a verdict on every claim in an answered offer, which is unfolded into the view, and counts the machines of which nothing
 * was used. Returns the machines that were used. The caller then closes the offer and launches what was accepted.
 */
export function settle(
  offer: Offer,
  view: View,
  { measured }: Taker,
  tryAgain: (job: JobId) => void,
  cluster: Cluster,
): ReadonlySet<MachineId> {
  const { jobs, probes } = cluster
  const { claims } = offer
  const used = new Set<MachineId>()
  const broken = brokenGangs(offer, cluster)
  for (let i = 0; i < claims.count; i++) {
    const job = claims.job[i]!
    const known = jobs.generation[job] === claims.generation[i]
    if (known) jobs.claimed[job]!--
    let verdict: Verdict = Verdict.Accepted
    if (!known || !jobs.isOpen(job)) verdict = Verdict.NotWanted
    else if (!offer.has(claims.machine[i]!)) verdict = Verdict.MachineDown
    else if (broken.has(job)) verdict = Verdict.RolledBack
    claims.verdict[i] = verdict
    if (verdict === Verdict.Accepted) {
      used.add(claims.machine[i]!)
      measured.claimsAccepted++
      continue
    }
    probes.reasonGiven(verdict, 1)
    measured.claimsRefused++
    offer.refuse(i)
    if (verdict !== Verdict.NotWanted) tryAgain(job)
  }
  measured.offersDeclined += declinedOf(offer, view, used)
  return used
}

/** Gangs that were to have a task on a machine that went down meanwhile: none of their tasks is launched. */
function brokenGangs(offer: Offer, { jobs }: Cluster): ReadonlySet<JobId> {
  const { claims } = offer
  const broken = new Set<JobId>()
  for (let i = 0; i < claims.count; i++) {
    const job = claims.job[i]!
    if (jobs.gang[job] === 1 && !offer.has(claims.machine[i]!)) broken.add(job)
  }
  return broken
}

/** Of how many machines nothing was used; an offer of the whole cluster counts as one. */
function declinedOf(offer: Offer, view: View, used: ReadonlySet<MachineId>): number {
  if (offer.slice === 'cluster') return used.size === 0 ? 1 : 0
  // What was used is in the view and was not lost.
  return view.memberCount - used.size - offer.lostCount
}

/** The unfolded offer is taken back: nothing that was claimed in it is launched, and jobs that still wait are tried again. */
export function refuseAll(offer: Offer, tryAgain: (job: JobId) => void, { jobs, probes }: Cluster): void {
  const { claims } = offer
  for (let i = 0; i < claims.count; i++) {
    claims.verdict[i] = Verdict.Rescinded
    probes.reasonGiven(Verdict.Rescinded, 1)
    offer.refuse(i)
    const job = claims.job[i]!
    if (jobs.generation[job] !== claims.generation[i]) continue
    jobs.claimed[job]!--
    if (jobs.isOpen(job) && jobs.count(job, TaskState.Pending) > 0) tryAgain(job)
  }
}

/** Tells the framework how many tasks of each job were launched out of the offer. */
export function noteLaunches(taker: Taker, { claims }: Pick<Offer, 'claims'>): void {
  let job: JobId = NONE
  let tasks = 0
  for (let i = 0; i < claims.count; i++) {
    if (claims.verdict[i] !== Verdict.Accepted) continue
    if (claims.job[i] !== job) {
      if (job !== NONE) taker.launched(job, tasks)
      job = claims.job[i]!
      tasks = 0
    }
    tasks++
  }
  if (job !== NONE) taker.launched(job, tasks)
}
