/**
 * Texts in a chart of rows, which Chart.js has no place for: the value behind each bar, and headings of groups of rows.
 */

interface Element {
  readonly x: number
  readonly y: number
  readonly xMax?: number | null
  /** Of a point; a bar has none. */
  readonly options: { readonly radius?: number }
}

/** The part of a Chart.js chart that is used. */
interface RowChart {
  readonly ctx: {
    font: string
    fillStyle: unknown
    textAlign: string
    textBaseline: string
    save(): void
    restore(): void
    fillText(text: string, x: number, y: number): void
    fillRect(x: number, y: number, width: number, height: number): void
    measureText(text: string): { readonly width: number }
  }
  readonly options: {
    readonly color?: unknown
    readonly font?: { readonly size?: number; readonly family?: string }
  }
  readonly scales: { readonly y?: { getPixelForValue(value: number): number; readonly left: number } }
  readonly data: { readonly datasets: readonly { readonly data: readonly unknown[] }[] }
  getDatasetMeta(at: number): { readonly data: readonly Element[] }
}

interface Options {
  /** Colour of what the chart is drawn on; see ink.ts. */
  readonly ground?: unknown
  readonly headings?: readonly { readonly row: number; readonly text: string }[]
}

/** Pixels between a mark or its whisker and the value. */
const GAP = 8

/** A Chart.js plugin, registered wherever a chart is drawn; it does nothing in a chart whose options do not name it. */
export const rowTexts = {
  id: 'rowTexts',
  afterDatasetsDraw(chart: RowChart, _: unknown, { headings, ground }: Options): void {
    if (headings === undefined) return
    const { ctx, scales, options } = chart
    const font = (weight: string) =>
      `${weight}${options.font?.size ?? 12}px ${options.font?.family ?? 'sans-serif'}`
    ctx.save()
    ctx.fillStyle = options.color
    ctx.textAlign = 'left'
    ctx.textBaseline = 'middle'
    ctx.font = font('')
    chart.getDatasetMeta(0).data.forEach(({ x, y, xMax, options: { radius = 0 } }, i) => {
      const label = (chart.data.datasets[0]!.data[i] as { label?: string } | null)?.label
      if (label !== undefined) ctx.fillText(label, Math.max(x + radius, xMax ?? x) + GAP, y)
    })
    ctx.font = font('bold ')
    const [left, half] = [scales.y!.left + 4, 0.8 * (options.font?.size ?? 12)]
    for (const { row, text } of headings) {
      const y = scales.y!.getPixelForValue(row)
      // No line of the grid goes through a heading.
      ctx.fillStyle = ground
      ctx.fillRect(left, y - half, ctx.measureText(text).width + 4, 2 * half)
      ctx.fillStyle = options.color
      ctx.fillText(text, left, y)
    }
    ctx.restore()
  },
}
