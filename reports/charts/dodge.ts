/**
 * Moves the points of a dataset sideways by its `dodge`, in pixels, so that whiskers at one place stand beside each
 * other. The values stay as they are, and so does what is read under the pointer.
 */
interface DodgingChart {
  readonly data: { readonly datasets: readonly { readonly dodge?: number }[] }
  getDatasetMeta(at: number): { readonly data: readonly { x: number }[] }
}

/** A Chart.js plugin, registered wherever a chart is drawn. */
export const dodge = {
  id: 'dodge',
  /** Points are placed afresh before each call, so that they never move twice. */
  afterDatasetUpdate(chart: DodgingChart, { index }: { readonly index: number }): void {
    const by = chart.data.datasets[index]?.dodge ?? 0
    if (by !== 0) for (const point of chart.getDatasetMeta(index).data) point.x += by
  },
}
