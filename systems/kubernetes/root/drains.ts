/**
 * `kubectl drain --ignore-daemonsets --force --delete-emptydir-data`: the pods of a node are evicted, and those that their budgets
 * keep are asked for again and again (Kubernetes, staging/src/k8s.io/kubectl/pkg/drain/drain.go and filters.go, v1.34).
 *
 * A drain asks for the pods that are on the node when it begins. Requests of its own cost nothing.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { SECOND, type Time } from '../../../sim/engine/time.ts'
import type { Remark } from '../../../sim/measure/result.ts'
import type { MachineId } from '../../../sim/world/handles.ts'
import type { ApiPod } from './api-pod.ts'
import type { ApiServer } from './api-server.ts'

/** After an answer 429 (`EvictErrorRetryDelay`). */
export const EVICTION_RETRY: Time = 5 * SECOND

interface Drain {
  readonly number: number
  /** Pods that were not evicted so far and are asked for again, in order of creation. */
  pods: readonly ApiPod[]
  /** Pods whose eviction was an error: nobody asks again. */
  readonly refused: ApiPod[]
}

const KEPT = 'a PodDisruptionBudget allows no disruption'
const REFUSED = 'more than one PodDisruptionBudget is for each, which the eviction API takes for an error'

export class Drains {
  readonly #cluster: Cluster
  readonly #api: ApiServer
  readonly #under = new Map<MachineId, Drain>()
  readonly #retries: number
  #begun = 0

  constructor(cluster: Cluster, api: ApiServer) {
    this.#cluster = cluster
    this.#api = api
    this.#retries = cluster.engine.on((machine, number) => {
      const drain = this.#under.get(machine)
      if (drain?.number === number) this.#ask(machine, drain)
    })
  }

  /** In place of one that is under way. */
  begin(machine: MachineId): void {
    const pods = [...this.#api.podsOn(machine)].filter(
      ({ spec }) => spec.template.owner?.kind !== 'DaemonSet',
    )
    const drain = { number: this.#begun++, pods, refused: [] }
    this.#under.set(machine, drain)
    this.#ask(machine, drain)
  }

  /** The node takes pods again: nobody goes on. */
  stop(machine: MachineId): void {
    this.#under.delete(machine)
  }

  /** Pods that drains were not rid of, by why. */
  remarks(): readonly Remark[] {
    const drains = [...this.#under.values()]
    const isThere = ({ phase, deletedAt }: ApiPod) =>
      deletedAt < 0 && (phase === 'Running' || phase === 'Pending')
    const remark = (remark: string, pods: readonly ApiPod[]): readonly Remark[] => {
      const count = pods.filter(isThere).length
      return count === 0 ? [] : [{ remark, count, about: 'drained pods' }]
    }
    return [
      ...remark(
        KEPT,
        drains.flatMap(({ pods }) => pods),
      ),
      ...remark(
        REFUSED,
        drains.flatMap(({ refused }) => refused),
      ),
    ]
  }

  #ask(machine: MachineId, drain: Drain): void {
    drain.pods = drain.pods.filter(pod => {
      const answer = this.#api.evictPod(pod)
      if (answer === 'refused') drain.refused.push(pod)
      return answer === 'too many requests'
    })
    if (drain.pods.length > 0)
      this.#cluster.engine.at(this.#cluster.now + EVICTION_RETRY, this.#retries, machine, drain.number)
    else if (drain.refused.length === 0) this.#under.delete(machine)
  }
}
