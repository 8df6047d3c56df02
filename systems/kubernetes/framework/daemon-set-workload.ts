/**
 * A DaemonSet in a run: its job has a task for every node that it may run on.
 */
import type { Time } from '../../../sim/engine/time.ts'
import { DaemonSetController, type DaemonSetSpec } from '../controllers/daemon-set.ts'
import { isRequiredNode, NAME_FIELD, type NodeSelectorTerm } from '../node-selector.ts'
import type { PodTemplate } from '../pod.ts'
import type { PodSpec } from '../root/api-pod.ts'
import { isRepelled } from '../taints.ts'
import type { ManagedPod } from './managed-pod.ts'
import { type PodSettings, PodSpecs } from './pod-specs.ts'
import { Workload, type WorkloadParts } from './workload.ts'

export class DaemonSetWorkload extends Workload {
  readonly #controller: DaemonSetController
  readonly #specs: PodSpecs
  readonly #mayRun: (nodeName: string) => boolean
  /** By revision and machine: the node's name is in the pod's affinity, where the scheduler looks for it. */
  readonly #pinned = new Map<string, PodSpec>()

  constructor(parts: WorkloadParts, spec: DaemonSetSpec, settings: PodSettings) {
    super(parts)
    const { api } = parts
    const owner = { apiVersion: 'apps/v1', kind: 'DaemonSet', name: this.name, label: 'name' } as const
    this.#specs = new PodSpecs(settings, api, () => owner)
    const { template } = this.#specs.of(1)
    this.#mayRun = nodeName => {
      const { node } = api.node(nodeName)!
      return isRequiredNode(template, node) && !isRepelled(node.taints, template.tolerations, false)
    }
    const control = {
      create: (revision: number, nodeName: string) => this.create(revision, api.node(nodeName)!.machine),
      delete: (pod: ManagedPod) => this.delete(pod),
    }
    this.#controller = new DaemonSetController(spec, control, this.#mayRun)
  }

  /** The nodes are there. */
  override begin(): void {
    const { cluster, api, job } = this
    const nodes = api.nodes.filter(({ name }) => this.#mayRun(name))
    cluster.want(job, Math.max(1, nodes.length))
    for (const { name } of api.nodes) this.#controller.nodeAdded(name, cluster.now)
    super.begin()
  }

  forget(): void {
    this.#specs.forget()
  }

  protected override sync(now: Time): Time | null {
    return this.#controller.sync(now)
  }

  protected override gone(pod: ManagedPod): void {
    this.#controller.gone(pod, this.api.nodes[pod.index]!.name)
  }

  protected override evicted(): void {}

  protected override vanished(pod: ManagedPod): void {
    this.gone(pod)
  }

  protected override ended(pod: ManagedPod): void {
    this.gone(pod)
    this.endTask()
  }

  protected override specOf({ revision, index }: ManagedPod): PodSpec {
    const key = `${revision}/${index}`
    let spec = this.#pinned.get(key)
    if (spec === undefined) {
      const plain = this.#specs.of(revision)
      spec = { ...plain, template: pinnedTo(this.api.nodes[index]!.name, plain.template) }
      this.#pinned.set(key, spec)
    }
    return spec
  }

  protected override nameOf({ revision, index }: ManagedPod): string {
    return `${this.name}-${revision}-${this.api.nodes[index]!.name}`
  }
}

/** Every required term of the pod, on this node (daemon/util/daemonset_util.go, ReplaceDaemonSetPodNodeNameNodeAffinity). */
function pinnedTo(nodeName: string, template: PodTemplate): PodTemplate {
  const name = { key: NAME_FIELD, operator: 'In', values: [nodeName] } as const
  const term: NodeSelectorTerm = { labels: [], names: [name] }
  return {
    ...template,
    nodeAffinity: { required: [term], preferred: template.nodeAffinity?.preferred ?? [] },
  }
}
