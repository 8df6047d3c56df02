/**
 * What a decision of the Kubernetes scheduler costs, with the default profile: decided and counted on its node, without reading
 * files and manifests. Every run is checked: against the recording, against a run that keeps nothing from pod to pod, or against
 * a loop written by hand.
 */
import { Streams } from '../../sim/chance/random.ts'
import { Cluster } from '../../systems/kubernetes/cluster.ts'
import type { Node } from '../../systems/kubernetes/node.ts'
import { type PodTemplate, podOf } from '../../systems/kubernetes/pod.ts'
import { defaultArgs, defaultProfile, nodesToFind } from '../../systems/kubernetes/profile.ts'
import { Scheduler } from '../../systems/kubernetes/scheduler.ts'
import { CycleFloor } from '../floors/kubernetes-cycle.ts'
import { exponents, ROUNDS } from './exponents.ts'
import {
  CPU_MILLI,
  cpuMilliOf,
  MEMORY_MIB,
  memoryMiBOf,
  nodesOf,
  PODS,
  type PodsAsked,
  templatesOf,
} from './kubernetes-clusters.ts'
import { Recording } from './kubernetes-recording.ts'
import { wholeRuns } from './kubernetes-runs.ts'
import { cpuSeconds, figure, type Measurement, median } from './measurement.ts'

interface Case extends PodsAsked {
  readonly nodes: number
  /** `percentageOfNodesToScore`; 0: the fewer the more nodes there are. */
  readonly share: number
}

const pods = (specs: number, share = 0): Case => ({ nodes: 5000, count: 50_000, specs, share })
const spread: Case = { ...pods(50), apart: true }
const CURVE = [1000, 5000, 10_000, 20_000, 50_000] as const
/** So many pods are decided without caches too. */
const CHECKED = 100
const MIB = 1024 * 1024

type Ties = 'first' | 'drawn'

/** What is asked, read once. */
class Placing {
  readonly asked: Case
  readonly #nodes: readonly Node[]
  readonly #templates: readonly PodTemplate[]

  constructor(asked: Case) {
    this.asked = asked
    this.#nodes = nodesOf(asked.nodes)
    this.#templates = templatesOf(asked)
  }

  /** The slots of the nodes that so many pods went to, and the CPU microseconds that this took. */
  place(count: number, ties: Ties, caching: boolean): Placed {
    const templates = this.#templates
    const pods = Array.from({ length: count }, (_, i) => podOf(templates[i % templates.length]!, `p${i}`))
    const cluster = new Cluster()
    for (const node of this.#nodes) cluster.addNode(node)
    const slots = new Int32Array(count)
    const scheduler = new Scheduler({
      cluster,
      profile: defaultProfile(defaultArgs, this.asked.share),
      ties: ties === 'first' ? 'first' : new Streams('ties').stream('ties'),
      caching,
    })
    const spent = microseconds(() => {
      for (let i = 0; i < count; i++) {
        const decision = scheduler.attempt(pods[i]!)
        if (decision.info === null) throw new Error(`${decision.pod.key} found no node`)
        slots[i] = decision.info.slot
        scheduler.assume(decision, i)
      }
    })
    return { slots, spent }
  }
}

interface Placed {
  readonly slots: Int32Array
  readonly spent: number
}

/** CPU microseconds a pod, of several runs; the first round warms up. The first pods are decided without caches too. */
function costs(asked: Case): number[] {
  const placing = new Placing(asked)
  const expected = placing.place(CHECKED, 'drawn', false).slots
  const costs: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const { slots, spent } = placing.place(asked.count, 'drawn', true)
    if (round > 0) costs.push(spent / asked.count)
    requireSame(slots, expected)
  }
  return costs
}

/** The same by the loop that knows CPU and memory alone, which must place every pod alike. */
function floorCosts(of: Case): number[] {
  const { nodes, count, specs, share } = of
  const expected = new Placing(of).place(count, 'first', true).slots
  const wanted = nodesToFind(nodes, share)
  const sizes = Array.from({ length: specs }, (_, spec) => ({
    cpu: cpuMilliOf(spec),
    memory: memoryMiBOf(spec) * MIB,
  }))
  const costs: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const size = { cpu: CPU_MILLI, memory: MEMORY_MIB * MIB }
    const floor = new CycleFloor(new Array(nodes).fill(size), PODS)
    const slots = new Int32Array(count)
    const cost = microseconds(() => {
      for (let i = 0; i < count; i++) slots[i] = floor.place(sizes[i % specs]!, wanted)
    })
    if (round > 0) costs.push(cost / count)
    requireSame(slots, expected)
  }
  return costs
}

function microseconds(work: () => void): number {
  globalThis.gc?.({ type: 'minor' })
  const before = cpuSeconds()
  work()
  return 1e6 * (cpuSeconds() - before)
}

function requireSame(slots: Int32Array, expected: Int32Array): void {
  for (let i = 0; i < expected.length; i++)
    if (slots[i] !== expected[i])
      throw new Error(`pod ${i} went to slot ${slots[i]}, expected ${expected[i]}`)
}

const rate = (name: string, costs: readonly number[], target?: number, rival?: string): Measurement => ({
  ...figure(
    name,
    'k/s',
    costs.map(cost => 1000 / cost),
    target,
  ),
  ...(rival !== undefined && { rival }),
})

function recorded(): Measurement[] {
  const name = 'recording plain-1: 5 000 pods on 1 000 nodes, all scored'
  const recording = Recording.open('plain-1')
  if (recording === null) {
    process.stdout.write(`  ${name}: skipped, the recordings are not there\n`)
    return []
  }
  const floor = 'floor: the same by a loop over CPU and memory'
  const [first, ...others] = Array.from({ length: ROUNDS + 1 }, () => recording.replay())
  const floors = Array.from({ length: ROUNDS + 1 }, () => recording.replayFloor()).slice(1)
  return [
    { ...figure(name, 'CPU-s', others, 0.25), rival: floor },
    figure('the same, before anything is compiled', 'CPU-s', [first!], 0.25),
    figure(floor, 'CPU-s', floors),
  ]
}

function curve(share: number, what: string): Measurement[] {
  const all = CURVE.map(nodes => costs({ nodes, count: 50_000, specs: 50, share }))
  const rows = CURVE.map((nodes, i) => figure(`a pod of 50 specs, ${what}, ${nodes} nodes`, 'µs', all[i]!))
  const growth = exponents(all[0]!, all.at(-1)!, CURVE.at(-1)! / CURVE[0])
  return [...rows, figure(`the same from ${CURVE[0]} to ${CURVE.at(-1)} nodes`, 'exponent', growth)]
}

export async function kubernetesSuite(): Promise<Measurement[]> {
  const one = pods(1)
  const many = pods(500)
  const where = '50 000 pods on 5 000 nodes'
  const floor = `floor: a loop, ${where}, of`
  const ofOne = costs(one)
  return [
    ...recorded(),
    rate(`${where}, of 1 spec`, ofOne, 100, `${floor} 1 spec`),
    rate(`${floor} 1 spec`, floorCosts(one)),
    rate(`${where}, of 500 specs`, costs(many), 20, `${floor} 500 specs`),
    rate(`${floor} 500 specs`, floorCosts(many)),
    rate(`${where}, of 50 specs with affinity and spread`, costs(spread), 5),
    rate(`${where}, of 1 spec, all scored`, costs(pods(1, 100))),
    rate(`${where}, of 500 specs, all scored`, costs(pods(500, 100))),
    ...curve(0, 'as many scored as by default'),
    ...curve(100, 'all scored'),
    ...wholeRuns(median(ofOne)),
  ]
}
