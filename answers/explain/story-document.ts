/**
 * What is known of jobs and pipelines as JSON documents; times are seconds.
 */
import { inSeconds, type Time } from '../../sim/engine/time.ts'
import { coreHours } from '../../sim/measure/known-values.ts'
import { NONE } from '../../sim/world/handles.ts'
import { JobEnd } from '../../sim/world/lifecycle.ts'
import { causeWords } from './cause.ts'
import { criticalPath } from './critical-path.ts'
import { firstLine } from './explain-text.ts'
import type { JobStory } from './job-story.ts'
import type { PipelineStory } from './pipeline-story.ts'
import { pipelineLine } from './pipeline-text.ts'
import { byKind } from './waited.ts'

export function storyDocument(story: JobStory): object {
  const { id, task, asks, waited, causes, happenings, waits, givenUp } = story
  const [main] = byKind(causes)
  return {
    job: id,
    ...(task !== null && { task }),
    asks,
    says: firstLine(story),
    waitedS: inSeconds(waited),
    waits,
    givenUp,
    causes: causes.map(({ kind, detail, time }) => ({ kind, detail, waitedS: inSeconds(time) })),
    help: main === undefined ? null : causeWords[main.kind].help,
    happenings,
  }
}

/** What is known of a pipeline; work is core-hours. */
export function pipelineDocument(pipeline: PipelineStory): object {
  const { submit, over, stages, loss, happenings } = pipeline
  const path = criticalPath(pipeline)
  const at = (time: Time): number | null => (time < 0 ? null : inSeconds(time))
  return {
    says: pipelineLine(pipeline, path),
    submitS: inSeconds(submit),
    overS: over === null ? null : inSeconds(over),
    failure:
      loss === null
        ? null
        : {
            atS: inSeconds(loss.at),
            noticedS: inSeconds(loss.noticedAt),
            reason: loss.reason,
            stage: loss.stage === NONE ? null : loss.stage,
            lostBeforeCoreHours: coreHours(loss.lostBefore),
            lostAfterCoreHours: coreHours(loss.lostAfter),
            savedCoreHours: coreHours(loss.saved),
            tasksDoomed: loss.doomed,
            cancelDelayS: loss.cancelDelay === null ? null : inSeconds(loss.cancelDelay),
          },
    criticalPath: path.map(({ stage, gap, waited, worked }) => ({
      stage,
      gapS: inSeconds(gap),
      waitedS: inSeconds(waited),
      workedS: inSeconds(worked),
    })),
    stages: stages.map(stage => ({
      parents: stage.parents,
      readyS: at(stage.readyAt),
      lastEndS: at(stage.lastEnd),
      stop:
        stage.stop === null
          ? null
          : {
              atS: inSeconds(stage.stop.at),
              how: stage.stop.end === JobEnd.Failed ? 'given up' : 'cancelled',
              unlaunched: stage.stop.unlaunched,
              killed: stage.stop.killed,
              lastKillS: at(stage.stop.lastKill),
              savedCoreHours: coreHours(stage.stop.saved),
            },
      ...storyDocument(stage.story),
    })),
    happenings,
  }
}
