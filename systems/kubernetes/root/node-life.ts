/**
 * The life of nodes in a simulation: heartbeats that stay away, what the monitor makes of it, and pods that are deleted because of
 * taints. Every decision is made by the files of the folder `node-life`.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { NEVER, type Time } from '../../../sim/engine/time.ts'
import type { MachineId } from '../../../sim/world/handles.ts'
import { zoneOf } from '../node.ts'
import { NodeMonitor, type NodeOrders } from '../node-life/node-monitor.ts'
import { type NodeLifeOptions, UNREACHABLE } from '../node-life/options.ts'
import { TaintEviction, withDefaultTolerations } from '../node-life/taint-eviction.ts'
import type { PodTemplate } from '../pod.ts'
import type { Effect, Toleration } from '../taints.ts'
import type { ApiPod } from './api-pod.ts'
import type { ApiServer, NodeController } from './api-server.ts'

interface Planned {
  readonly pod: ApiPod
  readonly tolerations: readonly Toleration[]
}

export class NodeLife implements NodeController, NodeOrders {
  readonly #cluster: Cluster
  readonly #api: ApiServer
  readonly #monitor: NodeMonitor
  readonly #eviction: TaintEviction<Planned>
  /** By uid, pods that were on a node with a taint NoExecute. */
  readonly #planned = new Map<number, Planned>()
  readonly #admitted = new WeakMap<PodTemplate, readonly Toleration[]>()
  readonly #looks: number
  readonly #evicts: number
  /** When the monitor is asked next. */
  #nextLook: Time = NEVER

  /** Heartbeats of the nodes are spread evenly over an interval: those of machine 0 come at the full interval. */
  constructor(cluster: Cluster, api: ApiServer, options: NodeLifeOptions) {
    this.#cluster = cluster
    this.#api = api
    const { nodes } = api
    this.#monitor = new NodeMonitor(
      nodes.map(({ node }, i) => ({
        zone: zoneOf(node),
        firstHeartbeat: Math.floor((i * options.heartbeatInterval) / nodes.length),
      })),
      options,
      this,
    )
    this.#eviction = new TaintEviction(({ pod }) => {
      this.#planned.delete(pod.uid)
      api.deletePod(pod, { cause: 'DeletionByTaintManager' })
    })
    this.#looks = cluster.engine.on(() => {
      if (cluster.now !== this.#nextLook) return
      this.#nextLook = NEVER
      this.#monitor.run(cluster.now)
      this.#wake()
    })
    this.#evicts = cluster.engine.on(uid => {
      const planned = this.#planned.get(uid)
      if (planned !== undefined) this.#eviction.run(planned, cluster.now)
    })
    for (const { machine, answers } of nodes) if (!answers) this.#monitor.absent(machine)
  }

  kubeletStopped(machine: MachineId): void {
    this.#monitor.stopped(machine, this.#cluster.now)
    this.#wake()
  }

  kubeletBack(machine: MachineId): void {
    this.#monitor.back(machine)
    this.#wake()
  }

  podBound(pod: ApiPod): void {
    const { taints } = this.#api.nodes[pod.machine]!.node
    if (taints.some(({ effect }) => effect === 'NoExecute')) this.#look(pod)
  }

  podOver(pod: ApiPod): void {
    const planned = this.#planned.get(pod.uid)
    if (planned === undefined) return
    this.#planned.delete(pod.uid)
    this.#eviction.forget(planned)
  }

  setReady(machine: MachineId, ready: 'True' | 'Unknown'): void {
    this.#api.setReady(machine, ready)
  }

  taint(machine: MachineId, effect: Effect, isTainted: boolean): void {
    const { taints } = this.#api.nodes[machine]!.node
    const others = taints.filter(each => each.key !== UNREACHABLE || each.effect !== effect)
    this.#api.setTaints(machine, isTainted ? [...others, { key: UNREACHABLE, value: '', effect }] : others)
    if (effect !== 'NoExecute') return
    for (const pod of [...this.#api.podsOn(machine)]) this.#look(pod)
  }

  evicts(machine: MachineId): void {
    this.#api.nodeEvicted(machine)
  }

  #look(pod: ApiPod): void {
    if (pod.deletedAt >= 0) return
    let planned = this.#planned.get(pod.uid)
    if (planned === undefined) {
      planned = { pod, tolerations: this.#tolerationsOf(pod.spec.template) }
      this.#planned.set(pod.uid, planned)
    }
    const at = this.#eviction.look(planned, this.#api.nodes[pod.machine]!.node.taints, this.#cluster.now)
    if (at === null) this.#planned.delete(pod.uid)
    else this.#cluster.engine.at(at, this.#evicts, pod.uid, 0)
  }

  #tolerationsOf(template: PodTemplate): readonly Toleration[] {
    const known = this.#admitted.get(template)
    if (known !== undefined) return known
    const tolerations = withDefaultTolerations(template.tolerations)
    this.#admitted.set(template, tolerations)
    return tolerations
  }

  #wake(): void {
    const { engine, now } = this.#cluster
    const at = this.#monitor.nextAt(now)
    if (at >= this.#nextLook) return
    this.#nextLook = at
    engine.at(at, this.#looks, 0, 0)
  }
}
