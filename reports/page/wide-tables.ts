/**
 * Says which tables go on beyond the edge of their region.
 */

/** The parts of elements that are used. */
export interface Region {
  readonly scrollWidth: number
  readonly clientWidth: number
  readonly scrollHeight: number
  readonly clientHeight: number
  readonly previousElementSibling: { hidden: boolean } | null
  setAttribute(name: string, value: string): void
  removeAttribute(name: string): void
  closest(selector: string): { addEventListener(type: 'toggle', listener: () => void): void } | null
}

/** Shows the sentence above the table if columns are out of sight; a region that does not scroll is no stop of the Tab key. */
export function showWhetherWide(region: Region): void {
  const isWide = region.scrollWidth > region.clientWidth + 1
  if (region.previousElementSibling !== null) region.previousElementSibling.hidden = !isWide
  if (isWide || region.scrollHeight > region.clientHeight + 1) region.setAttribute('tabindex', '0')
  else region.removeAttribute('tabindex')
}
