/**
 * Nodes and pods that the benchmarks of the Kubernetes scheduler place, read from manifests.
 */
import { Reading } from '../../systems/kubernetes/manifest/fields.ts'
import { readNode } from '../../systems/kubernetes/manifest/node.ts'
import { PodReader } from '../../systems/kubernetes/manifest/pod.ts'
import type { Node } from '../../systems/kubernetes/node.ts'
import type { PodTemplate } from '../../systems/kubernetes/pod.ts'

/** Of every node. */
export const CPU_MILLI = 32_000
export const MEMORY_MIB = 128 * 1024
export const PODS = 110
const ZONES = 3

/** Nodes that are alike, in three zones. */
export function nodesOf(count: number): readonly Node[] {
  const reading = new Reading()
  const allocatable = { cpu: `${CPU_MILLI}m`, memory: `${MEMORY_MIB}Mi`, pods: `${PODS}` }
  const nodes = Array.from({ length: count }, (_, i) => {
    const labels = { 'kubernetes.io/hostname': `n${i}`, 'topology.kubernetes.io/zone': `z${i % ZONES}` }
    return readNode({ metadata: { name: `n${i}`, labels }, status: { allocatable } }, 'node', reading)
  })
  reading.finish()
  return nodes
}

export const cpuMilliOf = (spec: number) => 50 + spec
export const memoryMiBOf = (spec: number) => 64 + spec

export interface PodsAsked {
  readonly count: number
  /** They take turns, each with a size and labels of its own. */
  readonly specs: number
  /** With a hard constraint over zones, a soft one over nodes, and anti-affinity that is preferred. */
  readonly apart?: boolean
}

/** Of pods, by spec. */
export function templatesOf({ specs, apart = false }: PodsAsked): readonly PodTemplate[] {
  const reading = new Reading()
  const reader = new PodReader()
  const templates = Array.from({ length: specs }, (_, spec) => {
    const labels = { app: `a${spec}` }
    const requests = { cpu: `${cpuMilliOf(spec)}m`, memory: `${memoryMiBOf(spec)}Mi` }
    const containers = [{ name: 'c', resources: { requests } }]
    const manifest = {
      metadata: { name: 'p', labels },
      spec: { containers, ...(apart ? spreading(labels) : {}) },
    }
    return reader.read(manifest, 'pod', reading).template
  })
  reading.finish()
  return templates
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
