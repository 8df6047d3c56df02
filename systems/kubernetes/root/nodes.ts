/**
 * The nodes of a run: what the API server stores of each machine, and what the scheduler hears of it.
 */
import type { MachineId } from '../../../sim/world/handles.ts'
import type { Machines } from '../../../sim/world/machines.ts'
import type { Cluster as Cache } from '../cluster.ts'
import type { ClusterEvent } from '../cluster-event.ts'
import { HOSTNAME, type Node, REGION, ZONE } from '../node.ts'
import { named } from '../resources.ts'
import type { Taint } from '../taints.ts'
import type { ApiNode } from './api-server.ts'

const MIB = 1024 ** 2
/** Named resources of machines are counted in thousandths. */
const THOUSANDTHS = 1000

interface StoredNode extends ApiNode {
  node: Node
  /** Somebody had cordoned it before the run began, and nobody takes that back. */
  readonly isCordoned: boolean
  ready: ApiNode['ready']
  answers: boolean
}

export class Nodes {
  readonly list: readonly StoredNode[]
  readonly #byName: ReadonlyMap<string, StoredNode>
  readonly #cache: Cache
  readonly #happened: (event: ClusterEvent, machine: MachineId) => void

  /** Nodes as `written` has them, one for each machine in order; those of the machines themselves where it has none. */
  constructor(
    machines: Machines,
    maxPods: number,
    written: readonly Node[],
    cache: Cache,
    happened: (event: ClusterEvent, machine: MachineId) => void,
  ) {
    this.#cache = cache
    this.#happened = happened
    this.list = Array.from({ length: machines.count }, (_, machine) => {
      const described = written[machine] ?? nodeOf(machines, machine, maxPods)
      const node = described.unschedulable ? { ...described, ...withCordon(described, true) } : described
      return {
        ...{ name: node.name, machine, node, ready: 'True', answers: machines.up[machine] === 1 },
        isCordoned: node.unschedulable,
      }
    })
    this.#byName = new Map(this.list.map(each => [each.name, each]))
    for (const { node } of this.list) cache.addNode(node)
  }

  named(name: string): ApiNode | undefined {
    return this.#byName.get(name)
  }

  setTaints(machine: MachineId, taints: readonly Taint[]): void {
    this.#describe(machine, { taints })
  }

  setUnschedulable(machine: MachineId, unschedulable: boolean): void {
    const { node } = this.list[machine]!
    if (node.unschedulable !== unschedulable) this.#describe(machine, withCordon(node, unschedulable))
  }

  /** Its drain is over. */
  uncordon(machine: MachineId): void {
    this.setUnschedulable(machine, this.list[machine]!.isCordoned)
  }

  setReady(machine: MachineId, ready: ApiNode['ready']): void {
    this.list[machine]!.ready = ready
  }

  /** Its kubelet works, or no longer. */
  setAnswers(machine: MachineId, answers: boolean): void {
    this.list[machine]!.answers = answers
  }

  #describe(machine: MachineId, changes: Partial<Node>): void {
    const stored = this.list[machine]!
    const before = stored.node
    stored.node = { ...before, ...changes }
    this.#cache.updateNode(stored.node)
    this.#happened({ kind: 'node-updated', before, after: stored.node }, machine)
  }
}

const cordon: Taint = { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' }

/** A cordon is a field, and a taint that its controller keeps beside it (node_lifecycle_controller.go, doNoScheduleTaintingPass). */
function withCordon({ taints }: Node, unschedulable: boolean): Pick<Node, 'unschedulable' | 'taints'> {
  const others = taints.filter(({ key, effect }) => key !== cordon.key || effect !== cordon.effect)
  return { unschedulable, taints: unschedulable ? [...others, cordon] : others }
}

/** Attributes become labels; zone and region also those that Kubernetes knows them by. */
export function labelsOf({ attributes }: Machines, machine: MachineId): Map<string, string> {
  const labels = new Map<string, string>()
  for (const name of attributes.names) {
    const value = attributes.value(machine, name)
    if (value !== null) labels.set(name, value)
  }
  for (const [short, known] of [
    ['zone', ZONE],
    ['region', REGION],
  ] as const) {
    const value = labels.get(short)
    if (value !== undefined && !labels.has(known)) labels.set(known, value)
  }
  return labels
}

function nodeOf(machines: Machines, machine: MachineId, maxPods: number): Node {
  const { kinds, amounts } = machines
  const labels = labelsOf(machines, machine)
  const name = labels.get(HOSTNAME) ?? `node-${machine}`
  labels.set(HOSTNAME, name)
  const scalars = kinds
    .map((kind, i) => [kind, amounts[i]![machine]! / THOUSANDTHS] as const)
    .filter(([, amount]) => amount > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    name,
    labels,
    taints: [],
    unschedulable: false,
    allocatable: named(
      machines.cpuMilli[machine]!,
      machines.memoryMiB[machine]! * MIB,
      undefined,
      new Map(scalars),
    ),
    allocatablePods: maxPods,
    images: [],
  }
}
