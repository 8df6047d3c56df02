/**
 * What was found about the verdicts of a comparison, in sentences.
 */
import { headlineSentence } from '../../reports/finding/headline-sentence.ts'
import { axisWords, phrase } from '../../reports/labels.ts'
import {
  differenceScale,
  fewestDecimals,
  fixed,
  quantity,
  signed,
  withUnit,
} from '../../reports/quantities.ts'
import type { Comparison } from '../../reports/statistics/comparison.ts'
import { counted, enumeration } from '../../reports/tables/settings.ts'
import { type Assumption, valueWords } from './assumption.ts'
import { type Alone, type Sensitivity, type SensitivityAnswer, turned } from './sensitivity.ts'

/** All of it: the finding as the experiment is written, then every compared value. */
export function sensitivitySentences(
  { results, compared }: SensitivityAnswer,
  assumptions: readonly Assumption[],
): string[] {
  return [
    `As written: ${headlineSentence(results)}`,
    ...compared.flatMap(each => comparedSentences(each, assumptions, subjectOf({ results, compared }, each))),
  ]
}

/** 'The verdict on offers against monolithic'. */
function subjectOf({ results }: SensitivityAnswer, { value }: Sensitivity): string {
  const { axis, value: baseline } = results.baseline
  return `${axisWords(axis, value)} against ${axisWords(axis, baseline)}`
}

function comparedSentences(
  { written, alone, effects, together }: Sensitivity,
  assumptions: readonly Assumption[],
  subject: string,
): string[] {
  const turns = alone.filter(({ comparison }) => turned(comparison, written))
  const said = [
    turns.length === 0
      ? `${subject}: ${written.verdict}; none of ${counted(assumptions.length, 'assumption')} turns that alone.`
      : `${subject}: ${written.verdict} as written, but ${enumeration(turns.map(turnWords))}.`,
  ]
  const others = together.filter(each => turned(each, written)).length
  if (together.length > 0)
    said.push(
      `Changed together, at ${counted(together.length, 'point')}, the verdict is another at ${others === 0 ? 'none' : others}${oppositeWords(written, together)}.`,
    )
  const most = effects.reduce((best, { muStar }, i) => (muStar > effects[best]!.muStar ? i : best), 0)
  if (effects[most]!.muStar > 0)
    said.push(
      `Most depends on ${assumptions[most]!.key}: over its range the difference changes by ${changeWords(effects[most]!.muStar, written)} on average.`,
    )
  else if (effects.some(({ n }) => n > 0)) said.push('Nothing that was varied changes the difference at all.')
  return said
}

function oppositeWords({ verdict }: Comparison, together: readonly Comparison[]): string {
  const opposite = verdict === 'lower' ? 'higher' : verdict === 'higher' ? 'lower' : undefined
  const found = together.filter(each => each.verdict === opposite).length
  return found === 0 ? '' : `, and the opposite at ${found}`
}

/** 'not distinguishable with root.think.per-job at 200 ms (difference −1.2 s)'. */
export function turnWords({ assumption, end, comparison }: Alone): string {
  return `${comparison.verdict} with ${assumption.key} at ${valueWords(assumption, end === 'low' ? 0 : 1)} (difference ${differenceWords(comparison)})`
}

/** '−1.2 s'; a dash where there is nothing to compare. */
export function differenceWords({ difference: { mean }, definition }: Comparison): string {
  if (!Number.isFinite(mean)) return '–'
  const scale = differenceScale(definition.unit, [mean])
  return withUnit(signed(mean * scale.factor, fewestDecimals(mean * scale.factor)), scale)
}

/** A change of a difference, without a sign. */
export function changeWords(change: number, { definition }: Comparison): string {
  if (!Number.isFinite(change)) return '–'
  if (definition.unit !== 'share') return quantity(change, definition.unit)
  const scale = differenceScale('share', [change])
  return withUnit(fixed(change * scale.factor, fewestDecimals(change * scale.factor)), scale)
}

/** 'Mean wait …: offers against monolithic', for titles. */
export function titleWords(answer: SensitivityAnswer, each: Sensitivity): string {
  const { number, of } = answer.results.headline
  return `${phrase(number, of)}, ${subjectOf(answer, each)}`
}
