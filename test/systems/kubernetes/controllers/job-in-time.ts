import { NEVER, SECOND } from '../../../../sim/engine/time.ts'
import {
  JobController,
  type JobRules,
  SYNC_BATCH_PERIOD,
} from '../../../../systems/kubernetes/controllers/job.ts'
import type { OwnedPod } from '../../../../systems/kubernetes/controllers/owned-pod.ts'
import type { PodFailure } from '../../../../systems/kubernetes/controllers/pod-failure-policy.ts'
import { PodsInTime } from './pods-in-time.ts'

const usual: JobRules = {
  parallelism: 1,
  completions: 1,
  completionMode: 'NonIndexed',
  backoffLimit: 6,
  backoffLimitPerIndex: null,
  maxFailedIndexes: null,
  activeDeadline: NEVER,
  suspend: false,
  podReplacementPolicy: 'TerminatingOrFailed',
  podFailurePolicy: [],
  successPolicy: [],
  restartsInPlace: false,
}

export const exit = (code: number): PodFailure => ({ exitCodes: new Map([['main', code]]), conditions: [] })
export const disrupted: PodFailure = { exitCodes: new Map([['main', 137]]), conditions: ['DisruptionTarget'] }

/** `runs` says for every pod, in order of creation, for how many seconds it runs and what becomes of it: null is success. */
export function started(
  changes: Partial<JobRules>,
  runs: (pod: OwnedPod) => readonly [seconds: number, failure: PodFailure | null],
) {
  const world = new PodsInTime()
  const job = new JobController({ ...usual, ...changes }, world, 0)
  const ends: string[] = []
  let next: number | null = 0
  const sync = () => {
    if (next === null || next > world.now) return
    next = job.sync(world.now)
    if (next !== null) world.at(next, sync)
  }
  const hint = () => {
    const at = world.now + SYNC_BATCH_PERIOD
    world.at(at, () => {
      next = world.now
      sync()
    })
  }
  const create = world.create.bind(world)
  world.create = (revision, index) => {
    const pod = create(revision, index)
    const [seconds, failure] = runs(pod)
    world.in(seconds, () => {
      if (!world.pods.delete(pod) || pod.terminating) return
      pod.phase = failure === null ? 'Succeeded' : 'Failed'
      world.log.push(`${world.now / SECOND} ${failure === null ? 's' : 'f'}${pod.revision}/${pod.index}`)
      job.podEnded(pod, failure, world.now)
      hint()
    })
    return pod
  }
  world.gone = pod => job.gone(pod)
  world.sync = () => {
    if (job.reason !== null && ends.length === 0) ends.push(`${world.now / SECOND} ${job.reason}`)
    return null
  }
  world.at(0, sync)
  const created = () => world.log.filter(line => line.includes('+')).map(line => Number(line.split(' ')[0]))
  return { world, job, ends, created, hint }
}
