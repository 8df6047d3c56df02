import { Bench } from 'tinybench'
import { Streams } from '../../sim/chance/random.ts'
import { Cluster } from '../../systems/kubernetes/cluster.ts'
import { Reading } from '../../systems/kubernetes/manifest/fields.ts'
import { readNode } from '../../systems/kubernetes/manifest/node.ts'
import { PodReader } from '../../systems/kubernetes/manifest/pod.ts'
import type { Pod } from '../../systems/kubernetes/pod.ts'
import { defaultProfile } from '../../systems/kubernetes/profile.ts'
import { Scheduler } from '../../systems/kubernetes/scheduler.ts'
import { inTurn, round, type Samples, timed } from './rounds.ts'

const NODES = 5000

const cases = [
  { name: '1 spec', pods: 20_000, specs: 1, apart: false },
  { name: '500 specs', pods: 20_000, specs: 500, apart: false },
  { name: '50 specs with affinity and spread', pods: 5000, specs: 50, apart: true },
] as const

/**
 * Scheduling cycles of the Kubernetes scheduler on 5000 nodes in three zones, with the default profile. A sample is the CPU
 * time of one pod, in milliseconds: decided and assumed, without reading manifests. Every round must place all pods alike.
 */
export async function kubernetesSuite(): Promise<Samples> {
  const bench = new Bench({ name: 'Kubernetes on 5000 nodes', time: 0, iterations: 1, ...round })
  for (const { name, pods, specs, apart } of cases) {
    let cluster: Cluster
    let waiting: Pod[]
    let expected: string | null = null
    bench.add(
      `pods of ${name}`,
      () =>
        timed(() => {
          const placed = schedule(cluster, waiting)
          expected ??= placed
          if (placed !== expected) throw new Error('a round placed its pods otherwise')
          return pods
        }),
      {
        async: false,
        beforeEach: () => {
          cluster = nodes()
          waiting = podsOf(pods, specs, apart)
        },
      },
    )
  }
  return inTurn(bench, 3)
}

/** Where they went, in a text. */
function schedule(cluster: Cluster, pods: readonly Pod[]): string {
  const ties = new Streams('ties').stream('ties')
  const scheduler = new Scheduler({ cluster, profile: defaultProfile(), ties })
  let hash = 0
  pods.forEach((pod, i) => {
    const decision = scheduler.attempt(pod)
    if (decision.info === null) throw new Error(`${pod.key} found no node`)
    hash = (Math.imul(hash, 31) + decision.info.slot) | 0
    scheduler.assume(decision, i)
  })
  return hash.toString(16)
}

function nodes(): Cluster {
  const reading = new Reading()
  const cluster = new Cluster()
  for (let i = 0; i < NODES; i++) {
    const labels = { 'kubernetes.io/hostname': `n${i}`, 'topology.kubernetes.io/zone': `z${i % 3}` }
    const allocatable = { cpu: '32', memory: '128Gi', pods: '110' }
    cluster.addNode(
      readNode({ metadata: { name: `n${i}`, labels }, status: { allocatable } }, 'node', reading),
    )
  }
  reading.finish()
  return cluster
}

/** Specs in turn, each with labels of its own. */
function podsOf(count: number, specs: number, apart: boolean): Pod[] {
  const reading = new Reading()
  const reader = new PodReader()
  const pods = Array.from({ length: count }, (_, i) => {
    const labels = { app: `a${i % specs}` }
    const requests = { cpu: `${50 + (i % specs)}m`, memory: `${64 + (i % specs)}Mi` }
    const spec = { containers: [{ name: 'c', resources: { requests } }], ...(apart ? spreading(labels) : {}) }
    return reader.read({ metadata: { name: `p${i}`, labels }, spec }, 'pod', reading)
  })
  reading.finish()
  return pods
}

function spreading(matchLabels: object): object {
  const labelSelector = { matchLabels }
  return {
    topologySpreadConstraints: [
      {
        topologyKey: 'topology.kubernetes.io/zone',
        maxSkew: 5,
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector,
      },
      {
        topologyKey: 'kubernetes.io/hostname',
        maxSkew: 3,
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector,
      },
    ],
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 10, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector } },
        ],
      },
    },
  }
}
