/**
 * The profiles of one scheduler: each decides for the pods that name it, all of them on one cache (Kubernetes,
 * pkg/scheduler/profile/profile.go, v1.34.4).
 */
import type { Time } from '../../sim/engine/time.ts'
import type { Cluster } from './cluster.ts'
import type { Ties } from './cycle.ts'
import type { Decision } from './decision.ts'
import type { DisruptionBudget } from './disruption-budgets.ts'
import type { Pod, PodTemplate } from './pod.ts'
import type { PreemptionArgs } from './preemption.ts'
import type { PluginArgs, Profile } from './profile.ts'
import { type Nominated, Scheduler } from './scheduler.ts'

/** A profile by its name. */
export interface NamedProfile {
  /** `schedulerName`. */
  readonly name: string
  readonly profile: Profile
  readonly args: PluginArgs
  /** Null: nobody is preempted. */
  readonly preemption: PreemptionArgs | null
}

interface Entry extends NamedProfile {
  readonly scheduler: Scheduler
}

export class Profiles {
  readonly #byName: ReadonlyMap<string, Entry>
  readonly #any: Scheduler
  /** Where the next search for nodes begins; all profiles share it. */
  #start = 0

  /** At least one; names differ. */
  constructor(profiles: readonly NamedProfile[], cluster: Cluster, ties: Ties) {
    const entries = profiles.map(each => ({
      ...each,
      scheduler: new Scheduler({ cluster, profile: each.profile, ties, preemption: each.preemption }),
    }))
    this.#byName = new Map(entries.map(entry => [entry.name, entry]))
    this.#any = entries[0]!.scheduler
  }

  /** The name of the first. */
  get first(): string {
    return this.#byName.keys().next().value!
  }

  /** Is there a profile for the pods of the template? If not, another scheduler would have to decide. */
  has({ schedulerName }: PodTemplate): boolean {
    return this.#byName.has(schedulerName)
  }

  argsOf({ schedulerName }: PodTemplate): PluginArgs {
    return this.#byName.get(schedulerName)!.args
  }

  attempt(pod: Pod): Decision {
    const { scheduler } = this.#byName.get(pod.template.schedulerName)!
    scheduler.cycle.start = this.#start
    const decision = scheduler.attempt(pod)
    this.#start = scheduler.cycle.start
    return decision
  }

  /** The scheduler of the profile for the pod, to ask it what it thinks of nodes. */
  of({ schedulerName }: PodTemplate): Scheduler {
    return this.#byName.get(schedulerName)!.scheduler
  }

  setBudgets(budgets: readonly DisruptionBudget[]): void {
    for (const { scheduler } of this.#byName.values()) scheduler.budgets = budgets
  }

  assume(decision: Decision, now: Time): void {
    this.#any.assume(decision, now)
  }

  nominate(decision: Decision): Nominated {
    return this.#any.nominate(decision)
  }

  terminate(pod: Pod, preempted: boolean): void {
    this.#any.terminate(pod, preempted)
  }
}
