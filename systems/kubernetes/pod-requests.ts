/**
 * What a pod asks for in all (Kubernetes, staging/src/k8s.io/component-helpers/resource/helpers.go and
 * pkg/scheduler/framework/types.go, v1.34.4).
 */
import { combine, named, type Resources } from './resources.ts'

export interface Container {
  /** '' where no image is named. */
  readonly image: string
  readonly requests: Resources
}

export interface InitContainer extends Container {
  /** `restartPolicy: Always`: it runs beside the containers (a sidecar). */
  readonly sidecar: boolean
}

export interface Asking {
  readonly containers: readonly Container[]
  readonly initContainers: readonly InitContainer[]
  /** `spec.resources.requests`: of CPU, memory and huge pages, instead of what the containers ask for. Of nothing else it counts. */
  readonly podLevel: Resources | null
  readonly overhead: Resources | null
}

export interface PodRequests {
  /** What filters and nodes count. */
  readonly requests: Resources
  /** The same with the defaults of scoring: what nodes count for scores. */
  readonly nonZero: Resources
  /** What the score of NodeResourcesFit takes the pod itself for: it knows no requests of the pod's level. */
  readonly scored: Resources
}

/** A container that names no CPU counts 100 milli-CPU for scores (pkg/scheduler/util/pod_resources.go, v1.34.4). */
export const DEFAULT_CPU_MILLI = 100
/** A container that names no memory counts 200 MiB for scores (pkg/scheduler/util/pod_resources.go, v1.34.4). */
export const DEFAULT_MEMORY_BYTES = 200 * 1024 * 1024

export function podRequests({ podLevel, ...containers }: Asking): PodRequests {
  const asking = { ...containers, podLevel: podLevel && ofPodLevel(podLevel) }
  const requests = sum(asking, {}, asking.podLevel)
  const defaults = { cpuMilli: DEFAULT_CPU_MILLI, memoryBytes: DEFAULT_MEMORY_BYTES }
  const scored = sum(asking, defaults, null)
  if (asking.podLevel === null) return { requests, nonZero: scored, scored }
  // What a pod of its own level names needs no default.
  const missing = {
    ...(requests.cpuMilli === undefined ? { cpuMilli: DEFAULT_CPU_MILLI } : {}),
    ...(requests.memoryBytes === undefined ? { memoryBytes: DEFAULT_MEMORY_BYTES } : {}),
  }
  return { requests, nonZero: sum(asking, missing, asking.podLevel), scored }
}

/** Null where nothing is left that a pod can ask for by itself: then it is as if it had no such requests. */
function ofPodLevel({ cpuMilli, memoryBytes, scalars }: Resources): Resources | null {
  const hugePages = [...(scalars ?? [])].filter(([name]) => isHugePages(name))
  const counted = named(cpuMilli, memoryBytes, undefined, new Map(hugePages))
  return Object.keys(counted).length === 0 ? null : counted
}

export const isHugePages = (name: string) => name.startsWith('hugepages-')

const plus = (a: number, b: number) => a + b

/** The larger of all containers with the sidecars and of the init containers' peak; then the overhead. */
function sum(asking: Asking, defaults: Resources, podLevel: Resources | null): Resources {
  let running: Resources = {}
  for (const { requests } of asking.containers) running = combine(running, { ...defaults, ...requests }, plus)
  let sidecars: Resources = {}
  let peak: Resources = {}
  for (const { requests, sidecar } of asking.initContainers) {
    const asked = { ...defaults, ...requests }
    if (sidecar) {
      running = combine(running, asked, plus)
      sidecars = combine(sidecars, asked, plus)
      peak = combine(peak, sidecars, Math.max)
    } else peak = combine(peak, combine(asked, sidecars, plus), Math.max)
  }
  let total = combine(running, peak, Math.max)
  if (podLevel !== null) {
    const scalars = new Map([...(total.scalars ?? []), ...(podLevel.scalars ?? [])])
    total = { ...total, ...podLevel, ...(scalars.size === 0 ? {} : { scalars }) }
  }
  return asking.overhead === null ? total : combine(total, asking.overhead, plus)
}
