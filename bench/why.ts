/**
 * Why pods of a run are where they are, or wait: the run is made again, and its scheduler asked.
 */
import { inSeconds, NEVER, type Time } from '../sim/engine/time.ts'
import { SwitchyardError } from '../sim/errors.ts'
import { type ExaminedNode, examine } from '../systems/kubernetes/examination.ts'
import type { ApiPod } from '../systems/kubernetes/root/api-pod.ts'
import { KubernetesRoot } from '../systems/kubernetes/root.ts'
import { drive } from './drive.ts'
import { simulationOf } from './execute.ts'
import { didYouMean } from './experiment/nearest.ts'
import type { RunSpec } from './plan.ts'

/** The last attempt for a pod, up to the moment that was asked for. */
export interface ExplainedPod {
  /** `namespace/name`. */
  readonly pod: string
  readonly attempts: number
  /** When the last attempt was made, seconds. */
  readonly atS: number
  /** The node that was chosen; null if none was. */
  readonly node: string | null
  /** The scheduler's message where none was; '' otherwise. */
  readonly message: string
  readonly nodes: readonly ExaminedNode[]
}

/** A pod that waits at the end. */
export interface WaitingPod {
  readonly pod: string
  /** Since when it exists, seconds. */
  readonly sinceS: number
  readonly queue: string
  /** What the scheduler said last; '' before the first attempt. */
  readonly message: string
}

export interface Explanation {
  /** The moment up to which the run was made, seconds. */
  readonly endS: number
  /** A later moment was asked for, which the run does not reach. */
  readonly isEnd: boolean
  readonly explained: ExplainedPod | null
  readonly waiting: readonly WaitingPod[]
}

/**
 * Makes the run until `until` and explains the last attempt for the pod, `namespace/name` or the name alone; without one, says
 * which pods wait.
 *
 * @throws SwitchyardError for a system that is not Kubernetes, and for a pod that never was.
 */
export async function explainRun(spec: RunSpec, until: Time, pod: string | undefined): Promise<Explanation> {
  const simulation = await simulationOf({ ...spec, until: Math.min(until, spec.until) })
  const { cluster } = simulation
  const { root } = cluster
  if (!(root instanceof KubernetesRoot))
    throw new SwitchyardError(
      `System '${spec.system.name}' is not Kubernetes: only its scheduler can be asked why. Name one with --system.`,
    )
  const key = pod === undefined || pod.includes('/') ? pod : `default/${pod}`
  const last: { asked: ApiPod; atS: number; nodes: ExaminedNode[] }[] = []
  const seen = new Set<string>()
  let attempts = 0
  root.scheduler.watch = asked => {
    if (seen.size < NAMED) seen.add(asked.pod.key)
    if (asked.pod.key !== key) return
    attempts++
    const { cycle } = root.profiles.of(asked.spec.template)
    last[0] = { asked, atS: inSeconds(cluster.now), nodes: examine(asked.pod, cycle, root.cache) }
  }
  await drive(simulation)
  const end = Math.min(until, spec.until)
  const endS = inSeconds(end === NEVER ? cluster.now : end)
  const [found] = last
  const exists = key === undefined ? undefined : root.store.byKey(key)
  if (key !== undefined && found === undefined && exists === undefined)
    throw new SwitchyardError(
      `There is no pod ${key} up to ${endS} s; ${didYouMean(key, [...seen]) ?? `there are ${[...seen].slice(0, 3).join(', ')} and others`}.`,
    )
  return {
    endS,
    isEnd: until !== NEVER && until > spec.until,
    explained: found === undefined ? null : explained(found, attempts, root),
    waiting: key === undefined || found === undefined ? waitingPods(root, key) : [],
  }
}

/** Names that are kept for a proposal. */
const NAMED = 10_000

function explained(
  { asked, atS, nodes }: { asked: ApiPod; atS: number; nodes: ExaminedNode[] },
  attempts: number,
  root: KubernetesRoot,
): ExplainedPod {
  const { pod } = asked
  const object = root.store.of(pod)
  const failed = object !== undefined && object.failedAt >= 0 && inSeconds(object.failedAt) === atS
  const node = failed ? null : (pod.nodeName ?? null)
  return { pod: pod.key, attempts, atS, node, message: failed ? object.failure : '', nodes }
}

function waitingPods({ store, scheduler }: KubernetesRoot, key: string | undefined): WaitingPod[] {
  return [...store.all()]
    .filter(({ pod }) => pod.nodeName === null && (key === undefined || pod.key === key))
    .map(({ pod, createdAt, failure }) => ({
      pod: pod.key,
      sinceS: inSeconds(createdAt),
      queue: scheduler.queue.placeOf(pod),
      message: failure,
    }))
}
