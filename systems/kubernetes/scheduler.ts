/**
 * One attempt after another: decide, preempt where nothing fits, and take the decision into what the scheduler knows.
 */
import type { Time } from '../../sim/engine/time.ts'
import type { Cluster } from './cluster.ts'
import { Cycle, type CycleOptions } from './cycle.ts'
import type { Decision } from './decision.ts'
import type { DisruptionBudget } from './disruption-budgets.ts'
import type { Pod } from './pod.ts'
import { defaultPreemptionArgs, losingNominations, type PreemptionArgs, preempt } from './preemption.ts'

export interface SchedulerOptions extends CycleOptions {
  /** Absent: the defaults; null: nobody is preempted. */
  readonly preemption?: PreemptionArgs | null
}

/** What a nomination, or the lack of one, changed. */
export interface Nominated {
  /** Less important pods that lost their nomination to the node. */
  readonly lost: readonly Pod[]
  /** Whether the pod lost an old nomination of its own. */
  readonly cleared: boolean
}

export class Scheduler {
  readonly cycle: Cycle
  readonly cluster: Cluster
  budgets: readonly DisruptionBudget[] = []
  readonly #preemption: PreemptionArgs | null
  readonly #ties: CycleOptions['ties']
  readonly #tellsClaims: boolean

  constructor(options: SchedulerOptions) {
    this.cycle = new Cycle(options)
    this.cluster = options.cluster
    this.#preemption = options.preemption === undefined ? defaultPreemptionArgs : options.preemption
    this.#ties = options.ties
    this.#tellsClaims = options.profile.withoutClaims !== true
  }

  /** Decides for a pod; where no node takes it, with what preemption would do. Changes nothing. */
  attempt(pod: Pod): Decision {
    const decision = this.cycle.decide(pod)
    if (decision.info !== null || decision.nodes === 0) return decision
    return { ...decision, tellsClaims: this.#tellsClaims, preemption: this.#preempt(decision) }
  }

  #preempt(decision: Decision): Decision['preemption'] {
    if (this.#preemption === null) return null
    const { checks } = this.cycle.prepared(decision.pod.template)
    const { cluster, budgets } = this
    return preempt(decision, checks, cluster, budgets, this.#preemption, this.#ties)
  }

  /** The pod counts on its node from now on, before it is bound. */
  assume({ pod, info }: Decision, now: Time): void {
    this.cluster.nominations.clear(pod)
    pod.nodeName = info!.node.name
    pod.startTime = now
    this.cluster.addPod(pod)
  }

  /**
   * After an attempt without a node: the pod is nominated to where preemption made room. One for which there is nowhere loses
   * an old nomination; one that was not allowed to preempt keeps it. The victims are left to the caller.
   */
  nominate({ pod, preemption }: Decision): Nominated {
    const { nominations } = this.cluster
    const chosen = preemption?.best[0]
    if (chosen !== undefined) {
      const lost = losingNominations(pod, chosen.info, this.cluster)
      for (const other of lost) nominations.clear(other)
      nominations.nominate(pod, chosen.info.node.name)
      return { lost, cleared: false }
    }
    const cleared = pod.nominatedNodeName !== null && preemption?.ineligible == null
    if (cleared) nominations.clear(pod)
    return { lost: [], cleared }
  }

  /** A pod that stays on its node terminates: it is the last of its node's list from now on. */
  terminate(pod: Pod, preempted: boolean): void {
    this.cluster.removePod(pod)
    pod.terminating = true
    pod.preempted ||= preempted
    this.cluster.addPod(pod)
  }
}
