/**
 * Text and data of results as they stand in the page.
 */

/** The text with its numbers held to their units, so that no line ends between '95' and '%'. */
export function withUnitsHeld(text: string): string {
  return text.replace(/(?<=\d) (?=(?:%|[µm]?s|min|h|d)(?!\w))/g, '\u00a0')
}

/** Data for a `<script type="application/json">`, in which no element can end or begin. */
export function inlineJson(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c')
}
