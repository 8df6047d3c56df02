import type { Cluster } from '../../../sim/cluster.ts'
import type { Time } from '../../../sim/engine/time.ts'
import { Verdict } from '../../../sim/world/claims.ts'
import { type JobId, type MachineId, NONE } from '../../../sim/world/handles.ts'
import type { Scheduler } from '../scheduler/scheduler.ts'
import type { Allocator } from './allocator.ts'
import type { Offer } from './offer.ts'

/**
 * Gives a verdict on every claim in an answered offer, and counts and filters the machines of which nothing was used. The
 * caller then closes the offer and launches what was accepted.
 */
export function settle(
  offer: Offer,
  scheduler: Scheduler,
  allocator: Allocator,
  declineFilter: Time,
  cluster: Cluster,
): void {
  const { jobs, probes, now } = cluster
  const { claims } = offer
  const { measured } = scheduler
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
    if (verdict !== Verdict.NotWanted) scheduler.submit(job)
  }
  const until = now + declineFilter
  if (offer.slice === 'machine') decline(offer, used, scheduler, allocator, declineFilter > 0 ? until : 0)
  else if (used.size === 0) declineAll(offer, scheduler, allocator, declineFilter > 0 ? until : 0)
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

/** Counts and filters the machines of which nothing was used; `until` 0: no filter. */
function decline(
  offer: Offer,
  used: ReadonlySet<MachineId>,
  { measured }: Scheduler,
  { filters, pieces }: Allocator,
  until: Time,
): void {
  const { view, framework } = offer
  for (let i = 0; i < view.memberCount; i++) {
    const machine = view.member(i)
    if (used.has(machine) || !offer.has(machine)) continue
    measured.offersDeclined++
    pieces.decline(framework, machine)
    if (until > 0)
      filters.add(framework, machine, view.freeCpuMilli[machine]!, view.freeMemoryMiB[machine]!, until)
  }
}

function declineAll(offer: Offer, { measured }: Scheduler, { filters }: Allocator, until: Time): void {
  const { view, framework } = offer
  measured.offersDeclined++
  if (until > 0) filters.add(framework, filters.whole, view.freeCpu, view.freeMemory, until)
}

/** Tells the scheduler how many tasks of each job were launched out of the offer. */
export function noteLaunches(scheduler: Scheduler, { claims }: Pick<Offer, 'claims'>): void {
  let job: JobId = NONE
  let tasks = 0
  for (let i = 0; i < claims.count; i++) {
    if (claims.verdict[i] !== Verdict.Accepted) continue
    if (claims.job[i] !== job) {
      if (job !== NONE) scheduler.launched(job, tasks)
      job = claims.job[i]!
      tasks = 0
    }
    tasks++
  }
  if (job !== NONE) scheduler.launched(job, tasks)
}
