/**
 * What has become of the objects of manifests: how many of their pods run, and what the scheduler last said of the others.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { Standing } from '../../../sim/measure/result.ts'
import type { JobId } from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import type { PodObject } from './pod-object.ts'
import type { PodStore } from './pod-store.ts'

/** Of a pod that is not made before another one is ready, or not asked for yet. */
const NOT_MADE = 'not made yet by its controller'
const NOT_TRIED = 'not tried yet by the scheduler'
const GATED = 'Scheduling is blocked due to non-empty scheduling gates'

interface Book {
  wanted: number
  running: number
  readonly waits: Map<string, number>
}

/** One entry a class of jobs that has some left, in order of their names. */
export function standingsOf(cluster: Cluster, store: PodStore): Standing[] {
  const { jobs, classes } = cluster
  const books = new Map<string, Book>()
  for (let job = 0; job < jobs.rows.used; job++) {
    if (!jobs.isLive(job) || !jobs.isOpen(job)) continue
    const name = classes[jobs.jobClass[job]!]!
    const book = books.get(name) ?? { wanted: 0, running: 0, waits: new Map() }
    books.set(name, book)
    count(job, book, cluster, store)
  }
  return [...books]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([of, { wanted, running, waits }]) => ({
      of,
      wanted,
      running,
      waits: [...waits]
        .map(([reason, pods]) => ({ reason, pods }))
        .sort((a, b) => b.pods - a.pods || (a.reason < b.reason ? -1 : 1)),
    }))
}

function count(job: JobId, book: Book, { jobs }: Cluster, store: PodStore): void {
  book.wanted += jobs.wanted[job]! - jobs.count(job, TaskState.Finished)
  let standing = 0
  let running = 0
  for (const pod of store.ofJob(job)) {
    if (pod.deletedAt >= 0) continue
    standing++
    if (pod.phase === 'Running') running++
    else if (pod.boundAt < 0) wait(book, reasonOf(pod), 1)
  }
  book.running += running
  const missing = jobs.wanted[job]! - jobs.count(job, TaskState.Finished) - standing
  if (missing > 0) wait(book, store.refusalOf(job) ?? NOT_MADE, missing)
}

/** What was said last of why it is on no node. */
export function reasonOf({ failure, spec }: PodObject): string {
  if (failure !== '') return failure
  return spec.template.schedulingGates.length > 0 ? GATED : NOT_TRIED
}

function wait({ waits }: Book, reason: string, pods: number): void {
  waits.set(reason, (waits.get(reason) ?? 0) + pods)
}
