/**
 * The pods that waited longest for a node, of each job one at most, with what the scheduler said of nodes. A pod that was placed at
 * the first attempt only waited for the scheduler, and is none of them.
 */
import { inSeconds, type Time } from '../../../sim/engine/time.ts'
import type { LongWait } from '../../../sim/measure/long-wait.ts'
import type { Decision } from '../decision.ts'
import { bestOf } from '../examination.ts'
import type { Scheduler } from '../scheduler.ts'
import { Binding, type PodObject } from './pod-object.ts'
import type { PodStore } from './pod-store.ts'
import { reasonOf } from './standings.ts'

/** Pods that are told of. */
const TOLD = 5
/** Nodes whose scores are told, the chosen one besides. */
const BEST = 5

interface Wait {
  /** Of the job, which no other has. */
  readonly job: string
  readonly length: Time
  readonly uid: number
  readonly told: LongWait
}

export class LongestWaits {
  readonly #from: Time
  #waits: Wait[] = []

  /** Pods that were created before `from` do not count. */
  constructor(from: Time) {
    this.#from = from
  }

  /** The pod is given a node; what the cycle found out for it still holds. */
  placed(pod: PodObject, decision: Decision, scheduler: Scheduler, now: Time): void {
    if (pod.failedAt < 0) return
    this.#offer(pod, now, () => ({
      end: 'placed',
      machine: decision.info!.node.name,
      choice: { machines: scheduler.cycle.found, best: bestOf(decision, scheduler, BEST) },
    }))
  }

  /** The pod is gone and was never on a node. */
  gone(pod: PodObject, now: Time): void {
    this.#offer(pod, now, () => ({ end: 'gone', machine: '' }))
  }

  /** Longest first, with the pods that wait at the end of the run. */
  read(store: PodStore, end: Time): LongWait[] {
    for (const pod of store.all())
      if (pod.boundAt < 0 && pod.binding === Binding.None)
        this.#offer(pod, end, () => ({ end: 'waits', machine: '' }))
    return this.#waits.map(({ told }) => told)
  }

  #offer(pod: PodObject, now: Time, ending: () => Pick<LongWait, 'end' | 'machine' | 'choice'>): void {
    const length = now - pod.createdAt
    if (length === 0 || pod.createdAt < this.#from) return
    const job = `${pod.job} ${pod.generation}`
    const known = this.#waits.findIndex(wait => wait.job === job)
    const rival = known < 0 ? this.#waits[TOLD - 1] : this.#waits[known]
    if (rival !== undefined && rival.length >= length) return
    if (known >= 0) this.#waits.splice(known, 1)
    this.#waits.push({ job, length, uid: pod.uid, told: { ...whatOf(pod, now), ...ending() } })
    this.#waits.sort((a, b) => b.length - a.length || a.uid - b.uid)
    this.#waits.length = Math.min(this.#waits.length, TOLD)
  }
}

type Waited = Omit<LongWait, 'end' | 'machine' | 'choice'>

function whatOf(pod: PodObject, now: Time): Waited {
  return {
    of: pod.pod.key,
    sinceS: inSeconds(pod.createdAt),
    untilS: inSeconds(now),
    attempts: pod.queued?.attempts ?? 0,
    message: reasonOf(pod),
    rejectedAtS: pod.failedAt < 0 ? null : inSeconds(pod.failedAt),
    rejectedBy: pod.rejectedBy,
  }
}
