/**
 * Why jobs waited, as text for a terminal.
 */
import { inSeconds, type Time } from '../../sim/engine/time.ts'
import { causeWords } from './cause.ts'
import { type Happening, shown } from './happenings.ts'
import type { JobStory } from './job-story.ts'
import { byKind, type Waited } from './waited.ts'

/** Lines of a timeline that are shown before and after what is left out. */
const FIRST = 20
const LAST = 10

/** The answer in the first line, then what happened, what else it waited for, and what would have helped. */
export function storyText(story: JobStory): string {
  const causes = byKind(story.causes)
  const others = causes
    .slice(1)
    .map(cause => `  ${span(cause.time)} (${share(cause, story)}): ${because(cause)}.`)
  const help = causes[0] === undefined ? null : causeWords[causes[0].kind].help
  return `${[
    firstLine(story),
    '',
    ...timeline(story.happenings),
    ...(others.length === 0 ? [] : ['', 'It also waited', ...others]),
    ...(help === null ? [] : ['', help]),
  ].join('\n')}\n`
}

/** One line: how long the job waited, and what for most of all. */
export function firstLine(story: JobStory): string {
  const [main, ...others] = byKind(story.causes)
  const still = story.waits ? ' and still waits' : ''
  const over = story.givenUp === null ? '' : ` It was given up: ${story.givenUp}.`
  if (main === undefined) return `${nameOf(story)} did not wait.${over}`
  const most = others.length === 0 ? 'because' : `${span(main.time)} of it (${share(main, story)}) because`
  return `${nameOf(story)} waited ${span(story.waited)}${still}${others.length === 0 ? ' ' : ', '}${most} ${because(main)}.${over}`
}

/** "Job 12", or "Task 3 of job 12". */
export function nameOf({ id, task }: JobStory): string {
  return task === null ? `Job ${id}` : `Task ${task} of job ${id}`
}

function because({ kind, detail }: Waited): string {
  return causeWords[kind].because(detail)
}

function share({ time }: Waited, { waited }: JobStory): string {
  const percent = (100 * time) / waited
  return percent < 1
    ? 'less than 1 %'
    : percent > 99 && percent < 100
      ? 'more than 99 %'
      : `${Math.round(percent)} %`
}

export function span(time: Time): string {
  return `${shown(inSeconds(time))} s`
}

export function timeline(happenings: readonly Happening[]): string[] {
  const lines = happenings.map(happening => [`${shown(happening.atS)} s`, said(happening)] as const)
  const width = Math.max(...lines.map(([at]) => at.length))
  const written = lines.map(([at, says]) => `${at.padStart(width)}  ${says}`)
  if (written.length <= FIRST + LAST + 1) return written
  const left = written.length - FIRST - LAST
  return [...written.slice(0, FIRST), `${''.padStart(width)}  … ${left} more …`, ...written.slice(-LAST)]
}

function said({ says, times, atS, untilS, together }: Happening): string {
  if (times === 1) return says
  const until = untilS === atS ? '' : ` until ${shown(untilS)} s`
  return together === undefined
    ? `${says} (${times} times${until})`
    : `${times} ${together}${until}; the first: ${says}`
}

/** One line for each of the jobs that waited longest. */
export function longestText(stories: readonly JobStory[]): string {
  if (stories.length === 0) return 'No job waited.\n'
  return `${stories.map(firstLine).join('\n')}\n`
}
