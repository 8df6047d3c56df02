/**
 * A chart as data: one Chart.js configuration, from which the PNG, the SVG and the interactive chart of the page are
 * drawn, and the table of the numbers behind it.
 */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

/**
 * A Chart.js configuration without functions, so that it can stand inside a page. What needs code (ticks of durations)
 * is done by the plugins of `reports/charts/`, which are registered wherever a chart is drawn.
 */
export interface ChartConfig {
  readonly type: string
  readonly data: { readonly labels?: Json; readonly datasets: readonly JsonObject[] }
  readonly options: JsonObject
}

export interface ChartTable {
  readonly headers: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

export interface ChartDocument {
  /** Unique in a report; safe as a file name. */
  readonly id: string
  /** What the chart shows, as a sentence without a full stop (see claim.ts). */
  readonly title: string
  /** What to see and how to read it. */
  readonly message: string
  readonly config: ChartConfig
  /** Height in pixels of the layout, for charts that are as high as their rows need; absent: as all others. */
  readonly height?: number
  /** Width in pixels below which it cannot be read: a page that is narrower scrolls it; absent: it fits any page. */
  readonly narrowest?: number
  /** The numbers that the chart was drawn from, unrounded, in the units of its headers. */
  readonly table: ChartTable
}
