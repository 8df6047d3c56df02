/**
 * Text that can be shown: names and questions go to terminals, pages and charts as they stand, and XML 1.0, of which charts
 * in SVG are made, has no way to write the others (section 2.2, Char).
 */
import { sentence } from './faults.ts'

/** Control characters but tabs and line ends, halves of pairs, and what is no character. */
const forbidden = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/u

/** The first character that cannot be shown, as 'U+001B'; undefined: all can. Tabs and line ends can. */
export function unprintable(text: string): string | undefined {
  const code = forbidden.exec(text)?.[0].codePointAt(0)
  return code === undefined ? undefined : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

/** What is said of a text in which it stands. */
export function unprintableSentence(code: string): string {
  return sentence({
    found: `the character ${code}, which cannot be shown`,
    expected: 'text without control characters',
  })
}

/** The same of the first text in a value that has one. */
export function unprintableIn(value: unknown): string | undefined {
  if (typeof value === 'string') return unprintable(value)
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, part] of Object.entries(value)) {
    const code = unprintable(key) ?? unprintableIn(part)
    if (code !== undefined) return code
  }
  return undefined
}
