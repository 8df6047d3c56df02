/**
 * What was found, for a terminal: sentences, and a table for each compared value, what matters most first.
 */
import { type Assumption, valueWords } from './assumption.ts'
import type { Sensitivity, SensitivityAnswer } from './sensitivity.ts'
import { turned } from './sensitivity.ts'
import { changeWords, differenceWords, sensitivitySentences, titleWords } from './sentences.ts'

export function sensitivityText(answer: SensitivityAnswer, assumptions: readonly Assumption[]): string {
  return [
    ...sensitivitySentences(answer, assumptions),
    ...answer.compared.flatMap(each => [
      '',
      `Difference of the ${titleWords(answer, each)}`,
      ...table(each, assumptions),
    ]),
    '',
    'mu* is how much the difference changes over the range, on average; sigma, how much that depends on where the rest stands. A * stands where the verdict is another.',
  ].join('\n')
}

/** Indices of assumptions, those first that the difference depends on most; among equals, as they were given. */
export function byWeight({ effects }: Sensitivity): number[] {
  return effects
    .map((_, i) => i)
    .sort((a, b) => (effects[b]!.muStar || 0) - (effects[a]!.muStar || 0) || a - b)
}

function table(each: Sensitivity, assumptions: readonly Assumption[]): string[] {
  const head = ['', 'from', 'to', 'at its low end', 'at its high end', 'mu*', 'sigma']
  const rows = byWeight(each).map(i => {
    const assumption = assumptions[i]!
    const at = (end: 'low' | 'high') => {
      const found = each.alone.find(one => one.assumption === assumption && one.end === end)
      if (found === undefined) return '–'
      return `${differenceWords(found.comparison)}${turned(found.comparison, each.written) ? ' *' : '  '}`
    }
    const { muStar, sigma } = each.effects[i]!
    return [
      assumption.key,
      valueWords(assumption, 0),
      valueWords(assumption, 1),
      at('low'),
      at('high'),
      changeWords(muStar, each.written),
      changeWords(sigma, each.written),
    ]
  })
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map(row => row[column]!.length)))
  return [head, ...rows].map(row =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  )
}
