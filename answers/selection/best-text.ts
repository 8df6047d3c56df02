/**
 * Which is best, in sentences and a table of what was run.
 */
import { fixed, quantity, scaleOf } from '../../reports/quantities.ts'
import { enumeration } from '../../reports/tables/settings.ts'
import type { BestAnswer } from './best.ts'

/** Text for a terminal: one part for each combination of the other axes. */
export function bestText(answers: readonly BestAnswer[], alpha: number): string {
  return answers
    .map(answer =>
      [...settingWords(answer), ...table(answer), '', ...bestSentences(answer, alpha), ''].join('\n'),
    )
    .join('\n')
}

/** What was found, and how sure that is. */
export function bestSentences(answer: BestAnswer, alpha: number): string[] {
  const { values, best, bounded, withheld } = answer
  if (withheld.length > 0)
    return [
      `${values[best]} has the ${extreme(answer)} mean ${numberWords(answer)} after ${answer.runs} runs. No verdict against ${enumeration(withheld.map(String))}: whoever is ${answer.definition.better} may be so only because more of its jobs had not started, or not ended, when the run did.`,
    ]
  const said = [foundSentence(answer, alpha)]
  if (bounded.length > 0) {
    const until = bounded.includes(values[best]!) ? ', and the choice is about what happened until then' : ''
    said.push(
      `Jobs were cut off by the end of runs of ${bounded.join(', ')}: their numbers are at least what is said${until}.`,
    )
  }
  return said
}

function foundSentence(answer: BestAnswer, alpha: number): string {
  const { values, best, because, surviving, same, exact, definition, indifference, runs, chance } = answer
  const name = String(values[best])
  const number = numberWords(answer)
  const sure = `${Number(((1 - alpha) * 100).toPrecision(6))} %`
  const others = surviving.filter(i => i !== best).map(i => String(values[i]))
  if (exact) {
    const { means } = answer
    const equal = values.filter((_, i) => i !== best && means[i] === means[best]).map(String)
    const as = equal.length === 0 ? '' : `, as ${equal.length === 1 ? 'has' : 'have'} ${enumeration(equal)}`
    return `${name} has the ${extreme(answer)} ${number}${as}; nothing is drawn at random in these runs, so that is exact.`
  }
  if (because === 'the budget was spent')
    return `${name} has the ${extreme(answer)} mean ${number} after ${runs} runs; the chance that it is the best is ${chanceWords(chance!)}, if values are normal and independent.`
  const delta = quantity(indifference!, definition.unit)
  if (because === 'one left')
    return `${name} is best by ${number}, or within ${delta} of the best, with ${sure} confidence, after ${runs} runs (Kim and Nelson 2001).`
  if (same)
    return `${enumeration([name, ...others])} have the same ${number} in each of ${answer.seeds} seeds, which do not tell them apart: ${others.length === 1 ? 'either' : 'any of them'} will do, as far as these seeds show.`
  if (because === 'within indifference')
    return `${name} has the ${extreme(answer)} mean ${number}, and ${others.join(', ')} ${others.length === 1 ? 'is' : 'are'} not told apart from it: each is within ${delta} of the best, with ${sure} confidence, after ${runs} runs.`
  return `Not decided after ${answer.seeds} seeds: ${[name, ...others].join(', ')} may be the best by ${number}. More --seeds, or a larger --indifference than ${delta}, would decide.`
}

function extreme({ definition }: BestAnswer): string {
  return definition.better === 'lower' ? 'lowest' : 'highest'
}

function numberWords({ definition, of }: BestAnswer): string {
  return `${definition.name}${of === 'all' ? '' : ` of ${of}`}`
}

/** Rounded down: 'above 99.9 %', 'at least 97.5 %'. */
function chanceWords(chance: number): string {
  return chance > 0.999 ? 'above 99.9 %' : `at least ${fixed(Math.floor(chance * 1000) / 10, 1)} %`
}

function settingWords({ axes }: BestAnswer): string[] {
  const words = Object.entries(axes).map(([name, value]) => `${name} ${value}`)
  return words.length === 0 ? [] : [`At ${words.join(', ')}`, '']
}

function table({
  values,
  means,
  counts,
  definition,
  eliminated,
  surviving,
  best,
  because,
  withheld,
  same,
}: BestAnswer): string[] {
  const scale = scaleOf(definition.unit, means)
  const unit = scale.name === '' ? '' : ` (${scale.name})`
  const rows = values.map((value, i) => {
    const out = eliminated.find(({ system }) => system === i)
    const fate =
      because === 'no more seeds' && surviving.includes(i)
        ? 'may be the best'
        : withheld.includes(value) || (i === best && withheld.length > 0)
          ? 'no verdict'
          : same && surviving.includes(i)
            ? 'the same'
            : i === best
              ? 'best'
              : out !== undefined
                ? `given up after ${out.seeds} seeds, for ${values[out.by]}`
                : surviving.includes(i)
                  ? 'not told apart'
                  : ''
    return [String(value), fixed(means[i]! * scale.factor, 3), String(counts[i]), fate]
  })
  const head = ['', `${definition.name}${unit}, mean`, 'runs', '']
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map(row => row[column]!.length)))
  return [head, ...rows].map(row =>
    row
      .map((text, column) =>
        column === 1 || column === 2 ? text.padStart(widths[column]!) : text.padEnd(widths[column]!),
      )
      .join('  ')
      .trimEnd(),
  )
}
