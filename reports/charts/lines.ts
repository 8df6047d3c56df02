/**
 * Texts that fit: Chart.js does not break lines.
 */

/** A space at which a line may end: not the one between a number and its unit, as in '7201 s'. */
const SPACE = / (?!(?<=\d )(?:[mµ]?s|min|h|d|%|[KMGT]i?B)(?![\p{L}\p{N}]))/u

/** Breaks a text at spaces, and a word that is too long after its hyphens, into lines of at most `width` characters. */
export function lines(text: string, width: number): string[] {
  const result: string[] = []
  const add = (piece: string, glue: string): void => {
    const last = result.at(-1)
    if (last !== undefined && (last + glue + piece).length <= width)
      result[result.length - 1] = last + glue + piece
    else result.push(shortened(piece, width))
  }
  for (const word of text.split(SPACE)) {
    const parts = word.length <= width ? [word] : word.split(/(?<=-)/)
    parts.forEach((part, i) => {
      add(part, i === 0 ? ' ' : '')
    })
  }
  return result
}

/** The text that was broken into these lines. */
export function joined(broken: readonly string[]): string {
  return broken.reduce((text, line) => (text.endsWith('-') ? text + line : `${text} ${line}`))
}

/** As few lines as `lines` needs, as even as they can be: no last line of one word. */
export function evenLines(text: string, width: number): string[] {
  let even = lines(text, width)
  for (let narrow = width - 1; narrow > 0; narrow--) {
    const candidate = lines(text, narrow)
    if (candidate.length > even.length || candidate.join('').includes('…')) break
    even = candidate
  }
  return even
}

/** Whole sentences on a line as long as they fit; a longer one is broken evenly. */
export function sentenceLines(text: string, width: number): string[] {
  const result: string[] = []
  for (const sentence of text.split(/(?<=[.;]) /)) {
    const last = result.at(-1)
    if (last !== undefined && last.length + 1 + sentence.length <= width) {
      result[result.length - 1] = `${last} ${sentence}`
    } else result.push(...evenLines(sentence, width))
  }
  return result
}

/** The text, or its first part and '…', in at most `width` characters. */
export function shortened(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1)).trimEnd()}…`
}
