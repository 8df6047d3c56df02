/**
 * Texts that fit: Chart.js does not break lines.
 */

/** Breaks a text at spaces, and a word that is too long after hyphens, into lines of at most `width` characters. */
export function lines(text: string, width: number): string[] {
  const result: string[] = []
  let current = ''
  for (const piece of text.trim().split(/(?<=\s)|(?<=\S-)(?=\S)/)) {
    if (current !== '' && (current + piece).trimEnd().length > width) {
      result.push(shortened(current.trimEnd(), width))
      current = ''
    }
    current += piece
  }
  result.push(shortened(current.trimEnd(), width))
  return result
}

/** As few lines as `lines` needs, as even as they can be: no last line of one word. */
export function evenLines(text: string, width: number): string[] {
  const widest = lines(text, width)
  let narrowest = widest
  for (let narrow = width - 1; narrow > 0; narrow--) {
    const candidate = lines(text, narrow)
    if (candidate.length > widest.length || candidate.join('').includes('…')) break
    narrowest = candidate
  }
  return narrowest
}

/** The text, or its first part and '…', in at most `width` characters. */
export function shortened(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1)).trimEnd()}…`
}

/** A name of a compared system under its bars, when `count` of them share the width of a picture. */
export function barLabel(name: string, count: number): string[] {
  const width = Math.min(24, Math.floor(92 / Math.max(1, count)))
  const all = lines(name, Math.max(8, width))
  return all.length <= 4 ? all : [...all.slice(0, 3), '…']
}
