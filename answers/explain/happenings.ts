/**
 * The course of a job as sentences; what repeats itself is told once.
 */
import type { Cluster } from '../../sim/cluster.ts'
import { inSeconds, NEVER } from '../../sim/engine/time.ts'
import type { JobId } from '../../sim/world/handles.ts'
import { TaskOutcome } from '../../sim/world/lifecycle.ts'
import type { View } from '../../sim/world/views.ts'
import type { Lack } from './room.ts'

/** What happened at one moment, or again and again until another. */
export interface Happening {
  readonly atS: number
  readonly untilS: number
  readonly times: number
  /** What the job did or what was done with it; of several, the first. */
  readonly says: string
  /** What several are together, continuing a number: "3 tasks started"; absent: the first again and again. */
  readonly together?: string
}

interface Told {
  readonly atS: number
  readonly says: string
  /** Two of one key, one after the other, are told together. */
  readonly key: string
  readonly together?: string
}

export class Timeline {
  readonly happenings: Happening[] = []
  /** Keys of the last ones; two that take turns, such as attempts and pauses between them, are told once each. */
  readonly #keys: string[] = []

  add({ key, ...told }: Told): void {
    for (const back of [1, 2]) {
      const at = this.#keys.length - back
      if (this.#keys[at] !== key) continue
      const { times, ...known } = this.happenings[at]!
      this.happenings[at] = { ...known, times: times + 1, untilS: told.atS }
      return
    }
    this.#keys.push(key)
    this.happenings.push({ ...told, untilS: told.atS, times: 1 })
  }
}

/** How a task ended, after its name. */
export const OUTCOMES: Readonly<Record<TaskOutcome, string>> = {
  [TaskOutcome.Finished]: 'finished',
  [TaskOutcome.Failed]: 'failed',
  [TaskOutcome.Lost]: 'was lost with its machine or framework',
  [TaskOutcome.Killed]: 'was killed',
  [TaskOutcome.Preempted]: 'was killed for a job of higher priority',
  [TaskOutcome.Drained]: 'was killed because its machine was drained',
  [TaskOutcome.Scaled]: 'was killed because fewer are wanted',
}

const VIEWS: Readonly<Record<View['kind'], string>> = {
  live: 'the cluster as it was',
  snapshot: 'a snapshot of the cluster',
  offered: 'an offer',
  probed: 'the machines that were probed',
}

/** An attempt: its sentence, and its key. */
export function attemptWords(
  view: View,
  wanted: number,
  claimed: number,
  lack: Lack | null,
): [says: string, key: string] {
  const on = `${VIEWS[view.kind]}${view.members === null ? '' : ` (${counted(view.memberCount, 'machine')})`}`
  const found =
    claimed === wanted
      ? `found room for ${wanted === 1 ? 'its task' : `all ${wanted} tasks`}`
      : `found room for ${claimed === 0 ? 'none' : String(claimed)} of ${counted(wanted, 'task')}`
  const key = `tried ${view.kind} ${claimed === wanted} ${lack?.kind ?? ''}`
  if (claimed === wanted) return [`was tried on ${on}: ${found}`, key]
  if (lack === null) return [`was tried on ${on}: ${found}; by then another machine had some`, key]
  const refusals = lack.refusals.map(({ reason, machines }) => `${machines} × ${reason}`).join(', ')
  return [`was tried on ${on}: ${found}; of the machines: ${refusals}`, key]
}

/** What a job asks for. */
export function askedOf({ jobs }: Cluster, job: JobId): string {
  const tasks = counted(jobs.tasks[job]!, 'task')
  const memory = jobs.memoryMiB[job]! > 0 ? ` and ${jobs.memoryMiB[job]!} MiB` : ''
  const of = `${tasks} of ${counted(jobs.cpuMilli[job]! / 1000, 'core')}${memory}`
  const runs = jobs.duration[job]!
  const how = jobs.gang[job] === 1 && jobs.tasks[job]! > 1 ? ', all together or none' : ''
  return `${of}${how}, ${runs === NEVER ? 'without an end' : `for ${shown(inSeconds(runs))} s`}`
}

/** Another job, by its number and what it asks for. */
export function namedJob(cluster: Cluster, job: JobId): string {
  return `job ${cluster.jobs.id[job]!} (${askedOf(cluster, job)})`
}

/** "1 task", "3 tasks". */
export function counted(count: number, noun: string): string {
  return `${shown(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** A number without digits that nobody reads. */
export function shown(value: number): string {
  return String(Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4)))
}
