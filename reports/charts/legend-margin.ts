/**
 * Room between the legend and the top of the plot, which Chart.js leaves too little of for the label of the top tick.
 */

const MARGIN = 8

interface Legend {
  height: number
  fit(): void
}

/** A Chart.js plugin, registered wherever a chart is drawn. */
export const legendMargin = {
  id: 'legendMargin',
  beforeInit(chart: { legend?: Legend }): void {
    const legend = chart.legend
    if (legend === undefined) return
    const fit = legend.fit
    legend.fit = function (this: Legend): void {
      fit.call(this)
      if (this.height > 0) this.height += MARGIN
    }
  },
}
