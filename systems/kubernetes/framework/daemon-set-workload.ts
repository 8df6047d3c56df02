/**
 * A DaemonSet in a run: its job has a task for every node that it may run on.
 */
import type { Time } from '../../../sim/engine/time.ts'
import type { MachineId } from '../../../sim/world/handles.ts'
import { type NodeVerdict, nodeVerdict } from '../controllers/daemon-node.ts'
import { DaemonSetController, type DaemonSetSpec } from '../controllers/daemon-set.ts'
import { NAME_FIELD, type NodeSelectorTerm } from '../node-selector.ts'
import type { PodTemplate } from '../pod.ts'
import type { PodSpec } from '../root/api-pod.ts'
import type { ManagedPod } from './managed-pod.ts'
import { type PodSettings, PodSpecs, REVISION_HASH } from './pod-specs.ts'
import { Workload, type WorkloadParts } from './workload.ts'

export class DaemonSetWorkload extends Workload {
  readonly #controller: DaemonSetController
  readonly #specs: PodSpecs
  readonly #verdictOn: (nodeName: string) => NodeVerdict
  /** By machine, as it was when its controller last looked. */
  readonly #verdicts: NodeVerdict[] = []
  /** By revision and machine: the node's name is in the pod's affinity, where the scheduler looks for it. */
  readonly #pinned = new Map<string, PodSpec>()

  constructor(parts: WorkloadParts, spec: DaemonSetSpec, settings: PodSettings) {
    super(parts)
    const { api } = parts
    const { name } = this
    this.#specs = new PodSpecs(settings, api, revision => ({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      name,
      labels: new Map([[REVISION_HASH, `${name}-${revision}`]]),
      selector: null,
    }))
    const { template } = this.#specs.of(1)
    this.#verdictOn = nodeName => nodeVerdict(template, api.node(nodeName)!.node)
    const control = {
      create: (revision: number, nodeName: string) => this.create(revision, api.node(nodeName)!.machine),
      delete: (pod: ManagedPod) => this.delete(pod),
    }
    this.#controller = new DaemonSetController(spec, control, this.#verdictOn)
  }

  /** The nodes are there. */
  override begin(): void {
    const { cluster, api } = this
    for (const { name, machine } of api.nodes) this.#verdicts[machine] = this.#verdictOn(name)
    this.#want()
    for (const { name } of api.nodes) this.#controller.nodeAdded(name, cluster.now)
    super.begin()
  }

  /** Another verdict alone makes its controller look again (daemon_controller.go, updateNode). */
  nodeChanged(machine: MachineId): void {
    const verdict = this.#verdictOn(this.api.nodes[machine]!.name)
    if (this.#verdicts[machine] === verdict) return
    this.#verdicts[machine] = verdict
    this.changed()
  }

  forget(): void {
    this.#specs.forget()
  }

  protected override sync(now: Time): Time | null {
    const next = this.#controller.sync(now)
    this.#want()
    return next
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
    this.#want()
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

  /** A task for every pod that is to be there. */
  #want(): void {
    const { cluster, api, job } = this
    const pods = api.nodes.filter(({ name, machine }) => {
      const verdict = this.#verdicts[machine]
      return verdict === 'wanted' || (verdict === 'kept' && this.#controller.hasPodOn(name))
    })
    cluster.want(job, Math.max(1, pods.length))
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
