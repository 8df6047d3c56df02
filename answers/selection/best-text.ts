/**
 * Which is best, in sentences and a table of what was run.
 */
import { fixed, quantity, scaleOf } from '../../reports/quantities.ts'
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
  const { values, best, because, surviving, definition, of, indifference, runs, bounded, chance } = answer
  const name = String(values[best])
  const number = `${definition.name}${of === 'all' ? '' : ` of ${of}`}`
  const lowest = definition.better === 'lower' ? 'lowest' : 'highest'
  const sure = `${Number(((1 - alpha) * 100).toPrecision(6))} %`
  const others = surviving.filter(i => i !== best).map(i => String(values[i]))
  const said: string[] = []
  if (because === 'the budget was spent') {
    said.push(
      `${name} has the ${lowest} mean ${number} after ${runs} runs; the chance that it is the best is ${chance! > 0.999 ? 'above 99.9' : `at least ${fixed(Math.floor(chance! * 1000) / 10, 1)}`} %, if means are normal and independent.`,
    )
  } else {
    const delta = quantity(indifference!, definition.unit)
    if (because === 'one left')
      said.push(
        `${name} is best by ${number}, or within ${delta} of the best, with ${sure} confidence, after ${runs} runs (Kim and Nelson 2001).`,
      )
    else if (because === 'within indifference')
      said.push(
        `${name} has the ${lowest} mean ${number}, and ${others.join(', ')} ${others.length === 1 ? 'is' : 'are'} not told apart from it: each is within ${delta} of the best, with ${sure} confidence, after ${runs} runs.`,
      )
    else
      said.push(
        `Not decided after ${answer.seeds} seeds: ${[name, ...others].join(', ')} may be the best by ${number}. More --seeds, or a larger --indifference than ${delta}, would decide.`,
      )
  }
  if (bounded.length > 0)
    said.push(
      `Jobs were cut off by the end of runs of ${bounded.join(', ')}: their numbers are at least what is said, and the choice is about what happened until then.`,
    )
  return said
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
}: BestAnswer): string[] {
  const scale = scaleOf(definition.unit, means)
  const unit = scale.name === '' ? '' : ` (${scale.name})`
  const rows = values.map((value, i) => {
    const out = eliminated.find(({ system }) => system === i)
    const fate =
      because === 'no more seeds' && surviving.includes(i)
        ? 'may be the best'
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
