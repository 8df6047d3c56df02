/**
 * Which is best, in sentences and a table of what was run.
 */

import type { AxisValue } from '../../reports/experiment-results.ts'
import { axisWords, heading, phrase, valueWords } from '../../reports/labels.ts'
import { differenceScale, fixed, quantity, scaleOf } from '../../reports/quantities.ts'
import { meanCells, withScale } from '../../reports/tables/mean-cells.ts'
import { enumeration } from '../../reports/tables/settings.ts'
import { padded, textWidth } from '../../reports/text-width.ts'
import type { BestAnswer } from './best.ts'

/** Text for a terminal: one part for each combination of the other axes. */
export function bestText(answers: readonly BestAnswer[], alpha: number): string {
  return answers
    .map(answer =>
      [
        ...settingWords(answer),
        ...table(answer),
        '',
        ...spreadNote(answer),
        ...bestSentences(answer, alpha),
        '',
      ].join('\n'),
    )
    .join('\n')
}

/** What was found, and how sure that is. */
export function bestSentences(answer: BestAnswer, alpha: number): string[] {
  const { axis, values, best, bounded, withheld } = answer
  const named = (each: readonly AxisValue[]) => each.map(value => axisWords(axis, value))
  if (withheld.length > 0)
    return [
      `${axisWords(axis, values[best]!)} has the ${extreme(answer)} ${numberWords(answer)} after ${answer.runs} runs. No verdict against ${enumeration(named(withheld))}: whoever is ${answer.definition.better} may be so only because more of its jobs had not started, or not ended, when the run did.`,
    ]
  const said = [foundSentence(answer, alpha)]
  if (bounded.length > 0) {
    const until = bounded.includes(values[best]!) ? ', and the choice is about what happened until then' : ''
    said.push(
      `Jobs were cut off by the end of runs of ${enumeration(named(bounded))}: their numbers are at least what is said${until}.`,
    )
  }
  return said
}

function foundSentence(answer: BestAnswer, alpha: number): string {
  const { axis, values, best, because, surviving, same, exact, runs, chance } = answer
  const name = axisWords(axis, values[best]!)
  const number = numberWords(answer)
  const sure = `${Number(((1 - alpha) * 100).toPrecision(6))} %`
  const others = surviving.filter(i => i !== best).map(i => axisWords(axis, values[i]!))
  if (exact) {
    const { means } = answer
    const equal = values
      .filter((_, i) => i !== best && means[i] === means[best])
      .map(value => axisWords(axis, value))
    const as = equal.length === 0 ? '' : `, as ${equal.length === 1 ? 'has' : 'have'} ${enumeration(equal)}`
    return `${name} has the ${extreme(answer)} ${number}${as}; nothing is drawn at random in these runs, so that is exact.`
  }
  if (because === 'the budget was spent')
    return `${name} has the ${extreme(answer)} ${number} after ${runs} runs; the chance that it is the best is ${chanceWords(chance!)}, if values are normal and independent.`
  const delta = deltaWords(answer)
  if (because === 'one left')
    return `${name} is best by the ${number}, or within ${delta} of the best, with ${sure} confidence, after ${runs} runs (Kim and Nelson 2001).`
  if (same)
    return `${enumeration([name, ...others])} have the same ${number} in each of ${answer.seeds} seeds, which do not tell them apart: ${others.length === 1 ? 'either' : 'any of them'} will do, as far as these seeds show.`
  if (because === 'within indifference')
    return `${name} has the ${extreme(answer)} ${number}, and ${enumeration(others)} ${others.length === 1 ? 'is' : 'are'} not told apart from it: each is within ${delta} of the best, with ${sure} confidence, after ${runs} runs.`
  return `Not decided after ${answer.seeds} seeds: ${enumeration([name, ...others])} may be the best by the ${number}. More --seeds, or a larger --indifference than ${delta}, would decide.`
}

function spreadNote({ intervals }: BestAnswer): string[] {
  return intervals.every(({ exact }) => exact)
    ? []
    : ["±: 95 % intervals of the means, by Student's t over the runs of each; each stands alone.", '']
}

function extreme({ definition }: BestAnswer): string {
  return definition.better === 'lower' ? 'lowest' : 'highest'
}

function numberWords({ definition, of }: BestAnswer): string {
  return phrase(definition.name, of)
}

/** '12.9 ms (1 % of the mean of fifo)', '0.9 percentage points'. */
function deltaWords({ definition, indifference, relative, axis }: BestAnswer): string {
  const delta = quantity(indifference!, differenceScale(definition.unit, [indifference!]))
  if (relative === undefined) return delta
  const { share, of } = relative
  return `${delta} (${Number((share * 100).toPrecision(6))} % of the mean of ${axisWords(axis, of)})`
}

/** Rounded down: 'above 99.9 %', 'at least 97.5 %'. */
function chanceWords(chance: number): string {
  return chance > 0.999 ? 'above 99.9 %' : `at least ${fixed(Math.floor(chance * 1000) / 10, 1)} %`
}

function settingWords({ axes }: BestAnswer): string[] {
  const words = Object.entries(axes).map(([name, value]) => `${name} ${valueWords(value)}`)
  return words.length === 0 ? [] : [`At ${words.join(', ')}`, '']
}

function table({
  values,
  intervals,
  bounded,
  counts,
  definition,
  eliminated,
  surviving,
  best,
  because,
  withheld,
  same,
  of,
}: BestAnswer): string[] {
  const scale = scaleOf(
    definition.unit,
    intervals.map(({ mean }) => mean),
  )
  const cells = meanCells(
    intervals,
    scale,
    0,
    values.map(value => bounded.includes(value)),
  )
  const rows = values.map((value, i) => {
    const out = eliminated.find(({ system }) => system === i)
    const fate =
      withheld.includes(value) || (i === best && withheld.length > 0)
        ? 'no verdict'
        : because === 'no more seeds' && surviving.includes(i)
          ? 'may be the best'
          : same && surviving.includes(i)
            ? 'the same'
            : i === best
              ? 'best'
              : out !== undefined
                ? `given up after ${out.seeds} seeds, for ${valueWords(values[out.by]!)}`
                : surviving.includes(i)
                  ? 'not told apart'
                  : ''
    return [valueWords(value), cells[i]!, String(counts[i]), fate]
  })
  const head = ['', withScale(heading(definition.name, of), scale), 'runs', '']
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map(row => textWidth(row[column]!))))
  return [head, ...rows].map(row =>
    row
      .map((text, column) => padded(text, widths[column]!, column === 1 || column === 2 ? 'right' : 'left'))
      .join('  ')
      .trimEnd(),
  )
}
