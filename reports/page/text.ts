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

/** The text with its numbers held to their units, so that no line ends between '95' and '%'. */
export function withUnitsHeld(text: string): string {
  return text.replace(/(?<=\d) (?=(?:%|[µm]?s|min|h|d)(?!\w))/g, '\u00a0')
}

/** Data for a `<script type="application/json">`, in which no element can end or begin. */
export function inlineJson(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c')
}
