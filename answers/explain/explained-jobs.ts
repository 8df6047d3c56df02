/**
 * The jobs that a picture or a trace of a run is about.
 */
import { SECOND, type Time } from '../../sim/engine/time.ts'
import { NONE } from '../../sim/world/handles.ts'
import type { JobStory } from './job-story.ts'
import type { PipelineStory } from './pipeline-story.ts'
import type { Window } from './trace-events.ts'

export interface ExplainedJobs {
  /** As they are called: "job 12", "the pipeline of job 12"; '': there are none. */
  readonly name: string
  /** `JobStory.arrival` of each. */
  readonly arrivals: ReadonlySet<number>
  /** The one task that is meant; NONE: all. */
  readonly task: number
  /** From the arrival of the first to the last that happened to any, seconds; null where there are none. */
  readonly lifeS: readonly [from: number, to: number] | null
  /** Does one of them wait at the end of the run? */
  readonly wait: boolean
}

export const NOBODY: ExplainedJobs = { name: '', arrivals: new Set(), task: NONE, lifeS: null, wait: false }

export function explainedJobs(name: string, stories: readonly JobStory[]): ExplainedJobs {
  const times = stories.flatMap(({ happenings }) => happenings.flatMap(({ atS, untilS }) => [atS, untilS]))
  return {
    name,
    arrivals: new Set(stories.map(({ arrival }) => arrival)),
    task: stories[0]?.task ?? NONE,
    lifeS:
      times.length === 0
        ? null
        : [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))],
    wait: stories.some(({ waits }) => waits),
  }
}

export function explainedStages(name: string, { stages }: PipelineStory): ExplainedJobs {
  return explainedJobs(
    name,
    stages.map(({ story }) => story),
  )
}

/**
 * The window that was asked for; where an end was not, that of their life, with a tenth of it on either side, or of the run. Who
 * still waits lives as long as the run.
 */
export function windowOf(
  { lifeS, wait }: ExplainedJobs,
  from: Time | undefined,
  to: Time | undefined,
): Window {
  const [first, last] = lifeS ?? [0, Number.POSITIVE_INFINITY]
  const margin = lifeS === null ? 0 : Math.max(1, (last - first) / 10)
  return {
    from: from ?? Math.max(0, Math.floor((first - margin) * SECOND)),
    to: to ?? (wait ? Number.POSITIVE_INFINITY : Math.ceil((last + margin) * SECOND)),
  }
}
