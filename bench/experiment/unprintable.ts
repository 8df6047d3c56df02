/**
 * Text that can be shown: names and questions go to terminals, pages and charts as they stand, and XML 1.0, of which charts
 * in SVG are made, has no way to write the others (section 2.2, Char).
 */
import { sentence } from './faults.ts'

/** The first character that cannot be shown, as 'U+001B'; undefined: all can. Tabs and line ends can. */
export function unprintable(text: string): string | undefined {
  for (const character of text) {
    const code = character.codePointAt(0)!
    const isControl = (code < 0x20 && !'\t\n\r'.includes(character)) || (code >= 0x7f && code < 0xa0)
    const isNoCharacter = (code >= 0xd800 && code < 0xe000) || code === 0xfffe || code === 0xffff
    if (isControl || isNoCharacter) return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  }
  return undefined
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
