/**
 * Text of results inside HTML and SVG: nothing in it can become markup or code.
 */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** What XML 1.0 cannot write (section 2.2, Char), and HTML forbids: control characters, and what is no character. */
const unwritable = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu

/** A text for an element or a quoted attribute; what cannot be written is U+FFFD, the replacement character. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(unwritable, '\ufffd')
    .replace(/[&<>"']/g, character => entities[character]!)
}
