/**
 * Numbers that stay with their units where text is broken into lines.
 */

/** The space between '95' and '%', which no line ends at. */
export const HELD = '\u00a0'

/** The text with its numbers held to their units, so that no line ends between '95' and '%'. */
export function withUnitsHeld(text: string): string {
  return text.replace(/(?<=\d) (?=(?:%|[µm]?s|min|h|d)(?!\w))/g, HELD)
}
