/**
 * Replays a recording of the real scheduler: operations in order, with one attempt for every pod that comes or is tried again.
 */
import { SECOND } from '../../sim/engine/time.ts'
import { parseInstant } from '../../systems/calendar/instant-text.ts'
import { Cluster } from '../../systems/kubernetes/cluster.ts'
import { Reading } from '../../systems/kubernetes/manifest/fields.ts'
import { readNode, readTaints } from '../../systems/kubernetes/manifest/node.ts'
import {
  readBudget,
  readController,
  readNamespace,
  readService,
} from '../../systems/kubernetes/manifest/objects.ts'
import { PodReader } from '../../systems/kubernetes/manifest/pod.ts'
import type { Node } from '../../systems/kubernetes/node.ts'
import type { Pod } from '../../systems/kubernetes/pod.ts'
import { defaultArgs, defaultProfile } from '../../systems/kubernetes/profile.ts'
import { Scheduler } from '../../systems/kubernetes/scheduler.ts'
import { Workloads } from '../../systems/kubernetes/workloads.ts'
import { decided, type Found, nominated } from './attempt-record.ts'

type Json = Readonly<Record<string, unknown>>

const known = [
  ...['id', 'kind', 'seed', 'percentageOfNodesToScore', 'victims', 'namespaces', 'services', 'replicaSets'],
  ...['statefulSets', 'podDisruptionBudgets', 'nodes', 'pods', 'ops'],
]

/** Pods of an operation start so many seconds after this. */
const START = parseInstant('2026-01-01T00:00:00Z', 'the first moment of a recording')

/**
 * The results of all attempts. With `caching` false every answer is worked out anew.
 *
 * @throws Unmodelled for manifests that ask for what is not modelled, SwitchyardError for those that are wrong.
 */
export function replay(input: Json, caching = true): Found[] {
  const reading = new Reading()
  const recording = reading.fields(input, 'recording')
  for (const key of known) recording.has(key)
  recording.end()
  const replay = new Replay(input, reading, caching)
  reading.finish()
  ;((input['ops'] ?? []) as Json[]).forEach((operation, i) => {
    replay.apply(operation, i)
    reading.finish()
  })
  return replay.results
}

class Replay {
  readonly results: Found[] = []
  readonly #reading: Reading
  readonly #scheduler: Scheduler
  readonly #pods = new Map<string, Pod>()
  readonly #reader = new PodReader()
  readonly #kind: string
  /** Victims stay on their nodes until they are reaped. */
  readonly #victimsStay: boolean

  constructor(input: Json, reading: Reading, caching: boolean) {
    this.#reading = reading
    this.#kind = input['kind'] as string
    this.#victimsStay = input['victims'] === 'terminating'
    const all = <T>(key: string, read: (manifest: unknown, where: string, reading: Reading) => T): T[] =>
      ((input[key] ?? []) as unknown[]).map((manifest, i) => read(manifest, `${key}[${i}]`, reading))
    const cluster = new Cluster(
      new Map(all('namespaces', readNamespace)),
      new Workloads(all('services', readService), [
        ...all('replicaSets', (...manifest) => readController('ReplicaSet', ...manifest)),
        ...all('statefulSets', (...manifest) => readController('StatefulSet', ...manifest)),
      ]),
    )
    const percentage = (input['percentageOfNodesToScore'] ?? 100) as number
    const profile = defaultProfile(defaultArgs, percentage)
    this.#scheduler = new Scheduler({ cluster, profile, ties: 'first', caching })
    this.#scheduler.budgets = all('podDisruptionBudgets', readBudget)
    for (const node of all('nodes', readNode)) cluster.addNode(node)
    for (const pod of all('pods', (...manifest) => this.#reader.read(...manifest))) {
      this.#pods.set(pod.key, pod)
      cluster.addPod(pod)
    }
  }

  apply(operation: Json, i: number): void {
    const name = operation['op']
    const apply = typeof name === 'string' && Object.hasOwn(this.#operations, name) && this.#operations[name]
    if (apply) apply(operation, i)
    else
      this.#reading.expected(
        [`ops[${i}]`, 'op'],
        name,
        `one of ${Object.keys(this.#operations).join(', ')}`,
        'correct the recording',
      )
  }

  readonly #operations: Readonly<Record<string, (operation: Json, i: number) => void>> = {
    addPod: ({ pod: manifest }, i) => {
      const pod = this.#reader.read(manifest, `ops[${i}].pod`, this.#reading)
      this.#pods.set(pod.key, pod)
      if (pod.nominatedNodeName !== null)
        this.#scheduler.cluster.nominations.nominate(pod, pod.nominatedNodeName)
      this.#attempt(pod, i)
    },
    retry: (operation, i) => {
      const pod = this.#podOf(operation)
      if (pod !== undefined && pod.nodeName === null) this.#attempt(pod, i)
    },
    deletePod: operation => this.#delete(this.#podOf(operation)),
    terminate: operation => {
      const pod = this.#podOf(operation)
      if (pod === undefined || pod.nodeName === null) this.#delete(pod)
      else this.#scheduler.terminate(pod, false)
    },
    reap: () => {
      for (const pod of [...this.#pods.values()]) if (pod.terminating) this.#delete(pod)
    },
    addNode: ({ node }, i) => {
      this.#scheduler.cluster.addNode(readNode(node, `ops[${i}].node`, this.#reading))
    },
    removeNode: ({ name }) => {
      for (const pod of this.#scheduler.cluster.removeNode(name as string)) this.#pods.delete(pod.key)
    },
    taint: (operation, i) => {
      const taints = readTaints(this.#reading.fields(operation, `ops[${i}]`), 'taints')
      this.#update(operation, node => ({ ...node, taints }))
    },
    cordon: operation => {
      const unschedulable = operation['unschedulable'] === true
      this.#update(operation, node => ({ ...node, unschedulable }))
    },
    label: operation => {
      const changes = operation['labels'] as Record<string, string | null>
      this.#update(operation, node => ({ ...node, labels: relabelled(node, changes) }))
    },
  }

  #podOf({ name }: Json): Pod | undefined {
    return this.#pods.get(name as string)
  }

  #attempt(pod: Pod, i: number): void {
    const scheduler = this.#scheduler
    const decision = scheduler.attempt(pod)
    const found = decided(i, decision, scheduler, this.#kind)
    if (decision.info !== null) scheduler.assume(decision, START + i * SECOND)
    else {
      const victims = decision.preemption?.best[0]?.victims ?? []
      for (const victim of victims)
        if (this.#victimsStay) scheduler.terminate(victim, true)
        else this.#delete(victim)
      Object.assign(found, nominated(scheduler.nominate(decision)))
    }
    this.results.push(found)
  }

  #delete(pod: Pod | undefined): void {
    if (pod === undefined) return
    this.#pods.delete(pod.key)
    const { cluster } = this.#scheduler
    if (pod.nodeName === null) cluster.nominations.clear(pod)
    else cluster.removePod(pod)
  }

  #update({ name }: Json, update: (node: Node) => Node): void {
    const { cluster } = this.#scheduler
    const info = cluster.node(name as string)
    if (info !== undefined) cluster.updateNode(update(info.node))
  }
}

function relabelled({ labels }: Node, changes: Readonly<Record<string, string | null>>): Map<string, string> {
  const result = new Map(labels)
  for (const [key, value] of Object.entries(changes))
    if (value === null) result.delete(key)
    else result.set(key, value)
  return result
}
