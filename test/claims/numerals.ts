/** Numbers as pages write them. */

const small = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen'
  .concat(' fifteen sixteen seventeen eighteen nineteen')
  .split(' ')
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const large: Readonly<Record<string, number>> = {
  dozen: 12,
  hundred: 100,
  thousand: 1000,
  million: 1e6,
  billion: 1e9,
}
const fractions: Readonly<Record<string, number>> = {
  '½': 1 / 2,
  '⅓': 1 / 3,
  '⅔': 2 / 3,
  '¼': 1 / 4,
  '¾': 3 / 4,
}
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'

const units = small.slice(1, 10).join('|')
const aWord = `(?:(?:${small.slice(1, 20).join('|')})[ -])?(?:${Object.keys(large).join('|')})|(?:${tens.join('|')})(?:-(?:${units}))?`
const aNumber = `\\d{1,3}(?:[ ,]\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)*`

/**
 * A figure: digits that are no part of a name (`M/M/1`, `RE2`, `90619da`) and stand alone or as an ordinal, or a word from
 * ten on. Smaller words are mostly grammar.
 */
export const figurePattern = new RegExp(
  `(?<![\\p{L}\\d_./^'’#])(?:(?:${aNumber})[${superscripts}⁻]*[${Object.keys(fractions).join('')}]?|[${Object.keys(fractions).join('')}])(?=(?:st|nd|rd|th)?(?![\\p{L}\\d_]))|\\b(?:${aWord}|${small.slice(10).join('|')})\\b`,
  'giu',
)

/**
 * The value of a figure: `1,048,576`, `10 000`, `10⁻⁹`, `3⅓`, `twenty`, `four billion`, the `a` of *a minute*. NaN for what
 * is no number (`1.0.1`).
 */
export function numberOf(figure: string): number {
  const text = figure.toLowerCase()
  if (/^[a-z]/.test(text)) return wordsOf(text)
  const [, digits = '', raised = '', fraction = ''] = new RegExp(
    `^([\\d., ]*)([${superscripts}⁻]*)(.?)$`,
    'u',
  ).exec(text)!
  const base = digits.trim() === '' ? 0 : Number(digits.replace(/[, ]/g, ''))
  const exponent = [...raised].map(sign => (sign === '⁻' ? '-' : superscripts.indexOf(sign))).join('')
  const rest = fraction === '' ? 0 : (fractions[fraction] ?? Number.NaN)
  return (exponent === '' ? base : base ** Number(exponent)) + rest
}

function wordsOf(text: string): number {
  let sum = 0
  for (const word of text.split(/[ -]/)) {
    if (word === 'a') return 1
    if (word in large) sum = Math.max(sum, 1) * large[word]!
    else sum += small.includes(word) ? small.indexOf(word) : 20 + 10 * tens.indexOf(word)
  }
  return sum
}

/** Half a unit in the last place that is written: what rounding allows. 0 for words, powers and fractions. */
export function roundingOf(figure: string): number {
  const [, decimals] = /^[\d, ]+(?:\.(\d+))?$/.exec(figure) ?? []
  return /^[\d, .]+$/.test(figure) ? 0.5 * 10 ** -(decimals?.length ?? 0) : 0
}
