/**
 * An arrow on every point of a line that is a bound: the value is there or further up, as far as anybody knows.
 */
interface Point {
  readonly x: number
  readonly y: number
  readonly yMax?: number | null
}

/** The part of a Chart.js chart that is used. */
interface BoundedChart {
  readonly ctx: {
    strokeStyle: unknown
    lineWidth: number
    lineCap: string
    save(): void
    restore(): void
    beginPath(): void
    moveTo(x: number, y: number): void
    lineTo(x: number, y: number): void
    stroke(): void
  }
  readonly options: { readonly indexAxis?: string }
  readonly data: {
    readonly datasets: readonly { readonly data: readonly unknown[]; readonly borderColor?: unknown }[]
  }
  getDatasetMeta(at: number): { readonly data: readonly Point[] }
}

/** Pixels from the point, or from the end of its whisker, to the tip; and from the tip to the ends of the head, each way. */
const LENGTH = 18
const HEAD = 5

/** A Chart.js plugin, registered wherever a chart is drawn. Rows have `≥` in their text instead. */
export const boundArrows = {
  id: 'boundArrows',
  afterDatasetsDraw(chart: BoundedChart): void {
    const { ctx, data } = chart
    if (chart.options.indexAxis === 'y') return
    ctx.save()
    ctx.lineWidth = 2.25
    ctx.lineCap = 'round'
    for (const [at, { data: points, borderColor }] of data.datasets.entries()) {
      ctx.strokeStyle = borderColor
      const drawn = chart.getDatasetMeta(at).data
      for (const [i, point] of points.entries()) {
        if ((point as { atLeast?: boolean } | null)?.atLeast !== true) continue
        const { x, y, yMax } = drawn[i]!
        const foot = Math.min(y, yMax ?? y)
        const tip = foot - LENGTH
        ctx.beginPath()
        ctx.moveTo(x, foot)
        ctx.lineTo(x, tip)
        ctx.moveTo(x - HEAD, tip + HEAD)
        ctx.lineTo(x, tip)
        ctx.lineTo(x + HEAD, tip + HEAD)
        ctx.stroke()
      }
    }
    ctx.restore()
  },
}
