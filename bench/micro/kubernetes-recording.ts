/**
 * A recording of the real scheduler, replayed on the clock: pods that come and go on nodes that stay. Files are read and manifests
 * made pods before the clock starts; every decision is compared with the real one after it has stopped.
 */
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { Cluster } from '../../systems/kubernetes/cluster.ts'
import { Reading } from '../../systems/kubernetes/manifest/fields.ts'
import { readNode } from '../../systems/kubernetes/manifest/node.ts'
import { PodReader } from '../../systems/kubernetes/manifest/pod.ts'
import type { Pod } from '../../systems/kubernetes/pod.ts'
import { defaultArgs, defaultProfile } from '../../systems/kubernetes/profile.ts'
import type { Resources } from '../../systems/kubernetes/resources.ts'
import { Scheduler } from '../../systems/kubernetes/scheduler.ts'
import { CycleFloor } from '../floors/kubernetes-cycle.ts'
import { cpuSeconds } from './measurement.ts'

const FOLDER = '../shared/reference/kubernetes'

interface Operation {
  readonly op: string
  readonly pod?: object
  readonly name?: string
}

interface Input {
  readonly nodes: readonly object[]
  readonly ops: readonly Operation[]
}

/** What is compared of an attempt. */
interface Attempt {
  readonly op: number
  readonly feasible: number
  readonly node: string
}

/** A pod comes, or goes. */
interface Step {
  readonly pod: Pod
  readonly comes: boolean
}

export class Recording {
  readonly input: Input
  readonly attempts: readonly Attempt[]
  readonly #name: string

  /** Null where the recordings are not there. */
  static open(name: string): Recording | null {
    return existsSync(FOLDER) ? new Recording(name) : null
  }

  private constructor(name: string) {
    this.#name = name
    this.input = contents(`${name}.input`) as Input
    this.attempts = (contents(`${name}.output`) as { results: readonly Attempt[] }).results
  }

  /** CPU seconds of all operations: each pod decided and counted on its node, all nodes scored. */
  replay(): number {
    const { cluster, steps } = this.#read()
    const feasible = new Int32Array(steps.length)
    const chosen = new Array<string | null>(steps.length).fill(null)
    const profile = defaultProfile(defaultArgs, 100)
    const scheduler = new Scheduler({ cluster, profile, ties: 'first' })
    globalThis.gc?.({ type: 'minor' })
    const before = cpuSeconds()
    for (let i = 0; i < steps.length; i++) {
      const { pod, comes } = steps[i]!
      if (!comes) {
        cluster.removePod(pod)
        continue
      }
      const decision = scheduler.attempt(pod)
      feasible[i] = scheduler.cycle.found
      if (decision.info === null) continue
      scheduler.assume(decision, i)
      chosen[i] = pod.nodeName
    }
    const spent = cpuSeconds() - before
    this.#check(feasible, chosen)
    return spent
  }

  /** The same by a loop that knows CPU and memory alone. */
  replayFloor(): number {
    const { cluster, steps } = this.#read()
    const sizeOf = ({ cpuMilli = 0, memoryBytes = 0 }: Resources) => ({ cpu: cpuMilli, memory: memoryBytes })
    const list = Array.from({ length: cluster.size }, (_, slot) => cluster.at(slot)!.node)
    const floor = new CycleFloor(
      list.map(({ allocatable }) => sizeOf(allocatable)),
      list[0]!.allocatablePods,
    )
    const sized = steps.map(({ pod, comes }) => {
      const { requests, nonZero } = pod.template.requests
      const { cpu: scoredCpu, memory: scoredMemory } = sizeOf(nonZero)
      return { pod, comes, size: { ...sizeOf(requests), scoredCpu, scoredMemory } }
    })
    const feasible = new Int32Array(steps.length)
    const places = new Int32Array(steps.length)
    const placeOf = new Map<Pod, number>()
    globalThis.gc?.({ type: 'minor' })
    const before = cpuSeconds()
    for (let i = 0; i < sized.length; i++) {
      const { pod, comes, size } = sized[i]!
      if (!comes) {
        floor.change(placeOf.get(pod)!, size, -1)
        continue
      }
      const place = floor.place(size, list.length)
      placeOf.set(pod, place)
      places[i] = place
      feasible[i] = floor.feasible
    }
    const spent = cpuSeconds() - before
    this.#check(
      feasible,
      Array.from(places, place => list[place]!.name),
    )
    return spent
  }

  #read(): { readonly cluster: Cluster; readonly steps: readonly Step[] } {
    const { nodes, ops } = this.input
    const reading = new Reading()
    const reader = new PodReader()
    const cluster = new Cluster()
    for (const node of nodes) cluster.addNode(readNode(node, 'node', reading))
    const byKey = new Map<string, Pod>()
    const steps = ops.map(({ op, pod: manifest, name }) => {
      if (op !== 'addPod' && op !== 'deletePod') throw new Error(`${this.#name} has an operation ${op}`)
      if (op === 'deletePod') return { pod: byKey.get(name!)!, comes: false }
      const pod = reader.read(manifest, 'pod', reading)
      byKey.set(pod.key, pod)
      return { pod, comes: true }
    })
    reading.finish()
    return { cluster, steps }
  }

  /** By operation: the feasible nodes that were found, and the node that was chosen. */
  #check(feasible: ArrayLike<number>, chosen: readonly (string | null)[]): void {
    for (const { op, feasible: expected, node } of this.attempts)
      if (feasible[op] !== expected || chosen[op] !== node)
        throw new Error(
          `${this.#name}, operation ${op}: ${chosen[op]} of ${feasible[op]} nodes, expected ${node} of ${expected}`,
        )
  }
}

function contents(name: string): unknown {
  return JSON.parse(gunzipSync(readFileSync(`${FOLDER}/${name}.json.gz`)).toString())
}
