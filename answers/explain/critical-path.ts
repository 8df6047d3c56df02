/**
 * The critical path of a pipeline: the chain of stages, each of which had to wait for the one before it, that ends where the
 * pipeline does (Kelley & Walker, "Critical-Path Planning and Scheduling", 1959, with the times that were needed in the run).
 */
import type { Time } from '../../sim/engine/time.ts'
import { NONE } from '../../sim/world/handles.ts'
import { JobEnd } from '../../sim/world/lifecycle.ts'
import type { PipelineStory, StageStory } from './pipeline-story.ts'

/** What a stage adds: `gap + waited + worked` is the time from the end of the stage before it to its own. */
export interface PathStep {
  readonly stage: number
  /** From the end of the last parent's last task, or from submission, until it was ready. */
  readonly gap: Time
  /** At least one of its tasks had no machine. */
  readonly waited: Time
  /** All of its tasks had one, or paused before they were launched again. */
  readonly worked: Time
}

/** The path to the end, to the failure or, of a pipeline that goes on, to the stage that became ready last; empty: nothing was ready. */
export function criticalPath(pipeline: PipelineStory): PathStep[] {
  const { stages, submit } = pipeline
  const steps: PathStep[] = []
  let at = lastOf(pipeline)
  let end = endOf(pipeline, at)
  while (at !== NONE) {
    const { parents, readyAt, story } = stages[at]!
    const before = latest(parents, stages)
    const from = before === NONE ? submit : stages[before]!.lastEnd
    const waited = Math.min(story.waited, Math.max(0, end - readyAt))
    steps.unshift({ stage: at, gap: readyAt - from, waited, worked: Math.max(0, end - readyAt - waited) })
    end = from
    at = before
  }
  return steps
}

function lastOf({ loss, stages, over }: PipelineStory): number {
  if (loss !== null) return loss.stage !== NONE && stages[loss.stage]!.readyAt >= 0 ? loss.stage : NONE
  const numbers = stages.map((_, i) => i)
  return over === null
    ? latest(numbers, stages, ({ readyAt, end }) => (end === JobEnd.Open ? readyAt : -1))
    : latest(numbers, stages)
}

function endOf({ loss, stages, over, runEnd }: PipelineStory, last: number): Time {
  if (loss !== null) return loss.at
  return over === null ? runEnd : (stages[last]?.lastEnd ?? runEnd)
}

/** Of those that have a time, the one with the latest, of several the first; NONE where none has. */
function latest(
  numbers: readonly number[],
  stages: readonly StageStory[],
  timeOf: (stage: StageStory) => Time = ({ lastEnd }) => lastEnd,
): number {
  let found: number = NONE
  let time = -1
  for (const number of numbers) {
    const own = timeOf(stages[number]!)
    if (own <= time) continue
    found = number
    time = own
  }
  return found
}
