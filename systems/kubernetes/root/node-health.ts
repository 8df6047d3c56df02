/**
 * Nodes whose failures are known at once: no heartbeats are waited for. A node that fails is tainted as unreachable and its pods are
 * gone; one that is back has no taints of ours and is ready.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { MachineId } from '../../../sim/world/handles.ts'
import type { Taint } from '../taints.ts'
import type { ApiServer, NodeController } from './api-server.ts'

/** The taint of a node that the controller of nodes does not hear of (staging/src/k8s.io/api/core/v1/well_known_taints.go, v0.34.4). */
export const UNREACHABLE = 'node.kubernetes.io/unreachable'

const taints: readonly Taint[] = [
  { key: UNREACHABLE, value: '', effect: 'NoSchedule' },
  { key: UNREACHABLE, value: '', effect: 'NoExecute' },
]

export class NodeHealth implements NodeController {
  readonly #api: ApiServer

  constructor(_: Cluster, api: ApiServer) {
    this.#api = api
  }

  kubeletStopped(machine: MachineId): void {
    const { node } = this.#api.nodes[machine]!
    this.#api.setReady(machine, 'Unknown')
    this.#api.setTaints(machine, [...node.taints, ...taints])
    for (const pod of [...this.#api.podsOn(machine)])
      this.#api.deletePod(pod, { cause: 'DeletionByPodGC', grace: 0 })
  }

  kubeletBack(machine: MachineId): void {
    const { node } = this.#api.nodes[machine]!
    this.#api.setReady(machine, 'True')
    this.#api.setTaints(
      machine,
      node.taints.filter(({ key }) => key !== UNREACHABLE),
    )
  }
}
