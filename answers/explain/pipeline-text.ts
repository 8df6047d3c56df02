/**
 * What became of a pipeline, as text for a terminal.
 */
import { quantity } from '../../reports/quantities.ts'
import type { Time } from '../../sim/engine/time.ts'
import { coreHours } from '../../sim/measure/known-values.ts'
import { NONE } from '../../sim/world/handles.ts'
import { JobEnd } from '../../sim/world/lifecycle.ts'
import { causeWords } from './cause.ts'
import { criticalPath, type PathStep } from './critical-path.ts'
import { span, timeline } from './explain-text.ts'
import { counted } from './happenings.ts'
import type { PipelineLoss, PipelineStory, StageStory } from './pipeline-story.ts'
import { byKind, type Waited, WaitedTimes } from './waited.ts'

/** Stages that are listed one by one, and numbers in a name; of more, so many are counted. */
const LISTED = 20
const NAMED = 4

/** The answer in the first line, what happened, what was cancelled, lost and saved, and the critical path. */
export function pipelineText(pipeline: PipelineStory): string {
  const path = criticalPath(pipeline)
  const { loss, happenings } = pipeline
  return `${[
    pipelineLine(pipeline, path),
    '',
    ...timeline(happenings),
    ...(loss === null ? [] : ['', ...lossLines(loss, pipeline.stages)]),
    ...(path.length === 0 ? [] : ['', `${pathName(pipeline)}, ${counted(path.length, 'stage')}:`]),
    ...path.map((step, i) => `  ${stepWords(step, pipeline.stages[step.stage]!, i === 0)}.`),
    ...helpLine(pipeline, path),
  ].join('\n')}\n`
}

/** One line: whether it failed, why and what that cost, or what it took. */
export function pipelineLine(pipeline: PipelineStory, path: readonly PathStep[]): string {
  const { submit, over, loss, runEnd } = pipeline
  const name = `The pipeline of ${jobsOf(pipeline)}`
  if (loss !== null) {
    const who = loss.stage === NONE ? '' : `${stageName(loss.stage, pipeline.stages)}: `
    return `${name} failed ${span(loss.at - submit)} after it was submitted: ${who}${loss.reason}. ${costWords(loss)}`
  }
  if (path.length === 0) return `${name} was never ready: its framework did not begin with it.`
  const shares = `on its critical path it worked ${span(sum(path, 'worked'))} and waited ${span(sum(path, 'waited'))}${mainCause(pipeline, path)}`
  return over === null
    ? `${name} goes on ${span(runEnd - submit)} after it was submitted, at the end of the run; ${shares}.`
    : `${name} finished ${span(over - submit)} after it was submitted; ${shares}.`
}

function costWords({ lostBefore, lostAfter, saved }: PipelineLoss): string {
  const lost = lostBefore + lostAfter
  const late = lostAfter > 0 ? `, ${work(lostAfter)} of them done after the failure` : ''
  const spared = saved > 0 ? `; ${work(saved)} were saved` : '; nothing was saved'
  return lost > 0 ? `${work(lost)} were lost${late}${spared}.` : `No work was lost${spared}.`
}

function lossLines(loss: PipelineLoss, stages: readonly StageStory[]): string[] {
  const stopped = [...stages.entries()].flatMap(([number, { stop }]) =>
    stop === null ? [] : [{ number, stop }],
  )
  const lines = stopped.slice(0, LISTED).map(({ number, stop }) => {
    const verb = stop.end === JobEnd.Failed ? 'was given up' : 'was cancelled'
    const parts = [
      ...(stop.unlaunched > 0 ? [`${counted(stop.unlaunched, 'task')} not launched`] : []),
      ...(stop.killed > 0 ? [`${stop.killed} killed, the last at ${span(stop.lastKill)}`] : []),
    ]
    const what = parts.length === 0 ? '' : `: ${parts.join(', ')}`
    const saved = stop.saved > 0 ? `, which saved ${work(stop.saved)}` : ''
    return `  ${stageName(number, stages)} ${verb} at ${span(stop.at)}${what}${saved}.`
  })
  const noticed = loss.noticedAt === loss.at ? 'at once' : `${span(loss.noticedAt - loss.at)} later`
  const last =
    loss.cancelDelay === null
      ? 'Nothing was cancelled.'
      : `The last cancellation came ${span(loss.cancelDelay)} after the failure.`
  return [
    `The failure came at ${span(loss.at)} and was noticed ${noticed}. ${last}`,
    ...lines,
    ...(stopped.length > LISTED ? [`  … ${stopped.length - LISTED} more stages …`] : []),
    `Lost     ${work(loss.lostBefore)} done before the failure, and ${work(loss.lostAfter)} after it; ${counted(loss.doomed, 'task')} started after it.`,
    `Saved    ${work(loss.saved)}: all of tasks that never started, and the rest of tasks that were killed.`,
  ]
}

function pathName({ loss, over }: PipelineStory): string {
  if (loss !== null) return 'The critical path to the failure'
  return over === null ? 'The critical path so far' : 'The critical path'
}

function stepWords(
  { gap, waited, worked }: PathStep,
  { story, readyAt }: StageStory,
  isFirst: boolean,
): string {
  const [main] = byKind(story.causes)
  const after = isFirst ? 'submission' : 'the one before it'
  const ready = `was ready at ${span(readyAt)}${gap === 0 ? (isFirst ? ', as it was submitted' : ', at once') : `, ${span(gap)} after ${after}`}`
  const waits =
    waited === 0 || main === undefined ? 'did not wait' : `waited ${span(waited)} because ${because(main)}`
  return `job ${story.id} ${ready}, ${waits}${waited > 0 ? ',' : ''} and worked ${span(worked)}`
}

function mainCause(pipeline: PipelineStory, path: readonly PathStep[]): string {
  const [main] = pathCauses(pipeline, path)
  if (main === undefined) return ''
  return `, ${span(main.time)} of it because ${because(main)}`
}

/** What the stages of the path waited for, the longest first. */
export function pathCauses({ stages }: PipelineStory, path: readonly PathStep[]): Waited[] {
  const times = new WaitedTimes()
  for (const { stage } of path)
    for (const { time, ...cause } of stages[stage]!.story.causes) times.add(cause, time)
  return byKind(times.all())
}

function helpLine(pipeline: PipelineStory, path: readonly PathStep[]): string[] {
  const [main] = pathCauses(pipeline, path)
  const help = main === undefined || pipeline.loss !== null ? null : causeWords[main.kind].help
  return help === null ? [] : ['', help]
}

function jobsOf({ stages }: PipelineStory): string {
  const ids = stages.map(({ story }) => story.id)
  const [first] = ids
  const last = ids.at(-1)!
  if (ids.length === 1) return `job ${first}`
  if (ids.every((id, i) => id === first! + i)) return `jobs ${first} to ${last}`
  const shown = ids.slice(0, NAMED).join(', ')
  return ids.length > NAMED ? `jobs ${shown} and ${ids.length - NAMED} more` : `jobs ${shown}`
}

function stageName(number: number, stages: readonly StageStory[]): string {
  return `stage ${number} (job ${stages[number]!.story.id})`
}

function because({ kind, detail }: Waited): string {
  return causeWords[kind].because(detail)
}

function sum(path: readonly PathStep[], part: 'waited' | 'worked'): Time {
  return path.reduce((all, step) => all + step[part], 0)
}

/** Core-hours, and core-seconds where they would be less than a hundredth. */
function work(amount: number): string {
  const hours = coreHours(amount)
  return hours > 0 && hours < 0.01 ? counted(hours * 3600, 'core-second') : quantity(hours, 'core-hours')
}
