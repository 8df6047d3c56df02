/**
 * Dashes of lines in the legend: Chart.js draws the swatch of a line without points as a whole one.
 */

/** Length of such a swatch in pixels: twice the radius of a box of 9. */
const SWATCH = 12

interface Item {
  datasetIndex?: number
  pointStyle?: unknown
  lineDash?: number[]
}

interface Chart {
  readonly data: { readonly datasets: readonly { readonly borderDash?: readonly number[] }[] }
  readonly legend?: { legendItems?: Item[]; buildLabels(): void }
}

/** The dashes made so short that a stroke, its gaps and the stroke again are on a swatch. */
export function swatchDash(dash: readonly number[]): number[] {
  const length = dash.reduce((sum, part) => sum + part, dash[0] ?? 0)
  return dash.map(part => part * Math.min(1, SWATCH / length))
}

/** A Chart.js plugin, registered wherever a chart is drawn. */
export const legendDashes = {
  id: 'legendDashes',
  beforeInit({ legend, data }: Chart): void {
    if (legend === undefined) return
    const build = legend.buildLabels
    legend.buildLabels = function (): void {
      build.call(this)
      for (const item of this.legendItems ?? [])
        if (item.pointStyle === 'line')
          item.lineDash = swatchDash(data.datasets[item.datasetIndex ?? 0]?.borderDash ?? [])
    }
  },
}
