/**
 * Text of results inside HTML: nothing in it can become markup or code.
 */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text for an element or a quoted attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character]!)
}

/** The text with its numbers held to their units, so that no line ends between '95' and '%'. */
export function withUnitsHeld(text: string): string {
  return text.replace(/(?<=\d) (?=(?:%|[µm]?s|min|h|d)(?!\w))/g, '\u00a0')
}

/** Data for a `<script type="application/json">`, in which no element can end or begin. */
export function inlineJson(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c')
}
