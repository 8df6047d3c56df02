/**
 * Text and data of results as they stand in the page.
 */
import { escaped } from '../escaped.ts'
import { withUnitsHeld } from '../units-held.ts'

/** A sentence as markup: no line of it ends between a number and its unit. */
export function prose(text: string): string {
  return escaped(withUnitsHeld(text))
}

/** Data for a `<script type="application/json">`, in which no element can end or begin. */
export function inlineJson(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c')
}
