/**
 * What was found, in sentences.
 */

import type { Goal } from '../../bench/experiment/goals.ts'
import { fixed } from '../../reports/quantities.ts'
import type { MeanInterval } from '../../reports/statistics/mean-interval.ts'
import type { Axis } from './axis.ts'
import type { CapacityAnswer, Shown } from './capacity.ts'
import { type Cost, costWords } from './cost.ts'
import { FEWEST_VALUES } from './halls-t.ts'
import { headroomSentences } from './headroom-sentences.ts'
import { replicationSentences } from './replication.ts'
import { goalWords, trimmed, valueWords } from './words.ts'

/** What of a request is said. */
export interface Wording {
  readonly alpha: number
  readonly indifference: number
  readonly floor?: string
}

/** The answer, its price, what the next harder value lacks, its headroom, and what a seed draws anew. */
export function answerSentences(
  goals: readonly Goal[],
  axis: Axis,
  answer: CapacityAnswer,
  { alpha, indifference, floor }: Wording,
): string[] {
  const says = (means: readonly MeanInterval[]) =>
    goals.map((goal, i) => goalWords(goal, means[i]!)).join('; ')
  const percent = `${trimmed((1 - alpha) * 100)} %`
  const goalList = listed(goals)
  if (answer.misfits !== undefined)
    return [`Tasks of ${answer.misfits.join(' and ')} fit none of these machines, so no number of them does.`]
  if (answer.value === undefined)
    return [
      nothingFound(goals, axis, answer, says),
      ...rarelyMeasured(goals, axis, answer.tested.at(-1)),
      ...(answer.easiest?.why ?? []),
      ...plateauSentences(goals, axis, answer),
    ]
  const at = answer.tested.find(({ value }) => value === answer.value)!
  const verb = axis.noun === '' ? 'holds' : answer.value === 1 ? 'holds' : 'hold'
  const sentences = [
    answer.exact
      ? `${valueWords(axis, answer.value)} ${verb} ${goalList}, and nothing is drawn at random in these runs: ${says(at.means)}.`
      : `${valueWords(axis, answer.value)} ${verb} ${goalList}, with ${percent} confidence: ${says(at.means)} (${at.seeds} seeds).`,
  ]
  sentences.push(...rarelyMeasured(goals, axis, at), ...unchanging(goals, answer, at, alpha, percent))
  if (answer.cost !== undefined) sentences.push(costSentence(answer.cost))
  const { harder } = answer
  if (harder === undefined && floor !== undefined)
    sentences.push(`${valueWords(axis, answer.value - 1)} would not do: ${clause(floor)}.`)
  else if (harder === undefined)
    sentences.push(
      `It is the ${axis.noun === '' ? 'hardest value that was allowed' : 'least that there is'}.`,
    )
  else
    sentences.push(
      `${harderWords(axis, answer, harder)}: ${says(harder.means)}.`,
      ...rarelyMeasured(goals, axis, harder),
    )
  const open = harder?.goals.map(({ open }, i) => ({ open, goal: goals[i]! })).find(({ open }) => open > 0)
  if (open !== undefined)
    sentences.push(
      `At ${valueWords(axis, harder!.value)} jobs were cut off by the end of ${open.open} of ${harder!.seeds} runs, so ${(open.goal as { number: string }).number} is known from below alone there, and nothing can show it small enough: a percentile counts such jobs one by one.`,
    )
  for (const { easier, harder: before, goal } of answer.anomalies)
    sentences.push(
      `${valueWords(axis, axis.value(easier))} did worse than ${valueWords(axis, axis.value(before))} at ${goals[goal]!.text}: packing and backfilling have such anomalies.`,
    )
  if (indifference > 0)
    sentences.push(
      `Of shares, ${trimmed(indifference * 100)} points more than a goal allows were not to matter (--indifference).`,
    )
  if (answer.headroom !== undefined) sentences.push(...headroomSentences(axis, answer, answer.headroom, says))
  if (!(answer.exact && answer.replication === 'generated'))
    sentences.push(replicationSentences[answer.replication])
  return sentences
}

/** Of a value, the goals of which some of its runs had nothing to measure. */
function rarelyMeasured(goals: readonly Goal[], axis: Axis, shown: Shown | undefined): string[] {
  if (shown === undefined) return []
  return goals.flatMap((goal, i) => {
    const { n } = shown.means[i]!
    if (n === shown.seeds || n === 0) return []
    const words = `At ${valueWords(axis, shown.value)} ${n} of ${shown.seeds} runs had something to measure ${goal.text} by`
    return n < FEWEST_VALUES
      ? [
          `${words}, and the test takes ${FEWEST_VALUES}: give more --seeds, or an experiment in which it happens more often.`,
        ]
      : [`${words}.`]
  })
}

/**
 * Of the answer, the goals of which every seed said the same: where none of n independent seeds is another, another befalls a share of
 * 1 − α^(1/n) of them at most, with confidence 1 − α (Clopper and Pearson 1934).
 */
function unchanging(
  goals: readonly Goal[],
  { exact }: CapacityAnswer,
  { means }: Shown,
  alpha: number,
  percent: string,
): string[] {
  if (exact) return []
  return goals.flatMap((goal, i) => {
    const { low, high, n } = means[i]!
    if (low !== high) return []
    const oneIn = Math.floor(1 / (1 - alpha ** (1 / n)))
    return [
      `All ${n} seeds say the same of ${goal.text}; with ${percent} confidence, no more than one run of ${oneIn} says another thing.`,
    ]
  })
}

/** What was found and expected, of the first fault of an experiment: without its place and what to do about it. */
function clause(fault: string): string {
  const [first] = fault.split('\n')
  return first!.replace(/^.*?: (?=found )/, '').replace(/; [^;]*$/, '')
}

function costSentence({ perHour, currency, least }: Cost): string {
  const cost = costWords(perHour, currency)
  if (least === undefined) return `That costs ${cost} an hour, and what could be saved was not shown.`
  if (least === perHour) return `That costs ${cost} an hour.`
  return `That costs ${cost} an hour; what holds may cost ${costWords(least, currency)}, but that could not be shown.`
}

function harderWords(axis: Axis, answer: CapacityAnswer, harder: Shown): string {
  const value = valueWords(axis, harder.value)
  if (harder.side === 'above') return `${value} would not do`
  const more =
    answer.seedsToTell === undefined ? '' : `, and about ${fixed(answer.seedsToTell, 0)} would tell`
  return `${value} could not be shown to do with ${harder.seeds} seeds${more}`
}

function nothingFound(
  goals: readonly Goal[],
  axis: Axis,
  { easiest, searched }: CapacityAnswer,
  says: (means: readonly MeanInterval[]) => string,
): string {
  const goalList = listed(goals)
  const value = valueWords(axis, easiest!.value)
  const unmeasured = listed(goals.filter((_, i) => easiest!.means[i]!.n === 0))
  if (unmeasured !== '')
    return `${unmeasured} cannot be told: even at ${value}, the easiest that was tried, there was nothing to measure it by.`
  const shown = says(easiest!.means)
  if (searched !== undefined)
    return `No value could be shown to hold ${goalList}; at ${value}, the easiest that was tried, ${shown}.`
  const missed = listed(goals.filter((_, i) => !easiest!.holds[i]))
  return `${missed} cannot be reached: even at ${value}, the easiest that was tried, ${shown}.`
}

/** Why no easier value was tried, where the range has more. */
function plateauSentences(
  goals: readonly Goal[],
  axis: Axis,
  { plateau, easiest }: CapacityAnswer,
): string[] {
  if (plateau === undefined) return []
  const from = valueWords(axis, axis.value(plateau.from))
  const further = goals.filter((_, i) => plateau.further.includes(i))
  const no = goals.filter((_, i) => plateau.goals.includes(i))
  if (further.length > 0)
    return [
      `More machines take ${listed(further)} further away than it is at ${from}: it asks for fewer, so plan without it, and see in a run what it is at the answer.`,
    ]
  const verb = plateau.from === 1 ? 'comes' : 'come'
  return [
    `${from} ${verb} as close to ${listed(no)}, and cores are free at ${valueWords(axis, easiest!.value)}, so more were not tried.`,
  ]
}

function listed(goals: readonly Goal[]): string {
  return goals.map(({ text }) => text).join(' and ')
}
