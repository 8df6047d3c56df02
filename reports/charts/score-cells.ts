/**
 * The cells of a scorecard, which Chart.js has no kind of chart for: figures in a grid, with what they are against the baseline.
 */

export interface ScoreCell {
  readonly figure: string
  /** '' where nothing is said of the figure. */
  readonly word: string
  /** A single sign for the word, where there is no room. */
  readonly sign: string
  readonly tone: 'better' | 'worse' | 'none'
}

interface Context {
  font: string
  fillStyle: unknown
  strokeStyle: unknown
  lineWidth: number
  textAlign: string
  textBaseline: string
  save(): void
  restore(): void
  fillText(text: string, x: number, y: number): void
  fillRect(x: number, y: number, width: number, height: number): void
  strokeRect(x: number, y: number, width: number, height: number): void
  measureText(text: string): { readonly width: number }
}

/** The part of a Chart.js chart that is used. */
interface GridChart {
  readonly ctx: Context
  readonly options: {
    readonly color?: unknown
    readonly font?: { readonly size?: number; readonly family?: string }
  }
  readonly chartArea: { readonly left: number; readonly right: number; readonly top: number }
  readonly scales: { readonly y?: { getPixelForValue(value: number): number } }
  readonly data: {
    readonly datasets: readonly {
      readonly betterColor?: string
      readonly worseColor?: string
      readonly data: readonly unknown[]
    }[]
  }
}

interface Options {
  /** Lines of the heading of each column; the first row of the chart is theirs. */
  readonly headings?: readonly (readonly string[])[]
}

/** Pixels between two cells. */
const GAP = 5
/** Opacity of a cell's ground, in hexadecimal. */
const PALE = '2e'

/** A Chart.js plugin, registered wherever a chart is drawn; it does nothing in a chart whose options do not name it. */
export const scoreCells = {
  id: 'scoreCells',
  afterDatasetsDraw(chart: GridChart, _: unknown, { headings }: Options): void {
    if (headings === undefined) return
    const { ctx, chartArea, scales, options, data } = chart
    const size = (options.font?.size ?? 12) - 2
    const font = (weight: string, pixels = size) =>
      `${weight}${pixels}px ${options.font?.family ?? 'sans-serif'}`
    const width = (chartArea.right - chartArea.left) / headings.length
    const rowHeight = Math.abs(scales.y!.getPixelForValue(1) - scales.y!.getPixelForValue(0))
    ctx.save()
    ctx.textAlign = 'center'
    ctx.textBaseline = 'middle'
    ctx.font = font('bold ', size - 1)
    // Numbers stand for all headings, or for none: a mixture would read as one list.
    const isRoomy = headings.flat().every(line => ctx.measureText(line).width <= width - GAP)
    headings.forEach((lines, column) => {
      const middle = chartArea.left + (column + 0.5) * width
      const { betterColor, worseColor, data: cells } = data.datasets[column]!
      ctx.fillStyle = options.color
      ctx.font = font('bold ', size - 1)
      if (isRoomy) write(ctx, lines, middle, scales.y!.getPixelForValue(0), size)
      else ctx.fillText(String(column + 1), middle, scales.y!.getPixelForValue(0))
      cells.forEach((raw, row) => {
        const cell = (raw as { readonly cell?: ScoreCell } | null)?.cell
        if (cell === undefined) return
        const y = scales.y!.getPixelForValue(row)
        const box = [
          middle - width / 2 + GAP / 2,
          y - rowHeight / 2 + GAP / 2,
          width - GAP,
          rowHeight - GAP,
        ] as const
        const colour = cell.tone === 'better' ? betterColor : cell.tone === 'worse' ? worseColor : undefined
        if (colour !== undefined) {
          ctx.fillStyle = `${colour}${PALE}`
          ctx.fillRect(...box)
        }
        // In grey, too, what is worse stands out by its frame.
        if (cell.tone === 'worse') {
          ctx.strokeStyle = colour
          ctx.lineWidth = 2.5
          ctx.strokeRect(...box)
        }
        ctx.fillStyle = options.color
        ctx.font = font('')
        const fits = (lines: readonly string[]) =>
          lines.every(line => ctx.measureText(line).width <= width - GAP)
        // '3.44 ± 0.82' on two lines where one is too short.
        const whole = [cell.figure]
        const halves = cell.figure.split(/(?= ±)/).map(part => part.trim())
        const figure = [whole, halves].find(fits)
        if (figure === undefined) {
          ctx.font = font('bold ')
          ctx.fillText(cell.sign, middle, y)
        } else {
          const lines = cell.word === '' ? figure : [...figure, cell.word]
          write(ctx, lines, middle, y, size, cell.word === '' || cell.tone === 'none' ? '' : font('bold '))
        }
      })
    })
    ctx.restore()
  },
}

/** Lines around a middle; the last in another font, '' for the same. */
function write(
  ctx: Context,
  lines: readonly string[],
  x: number,
  y: number,
  size: number,
  lastFont = '',
): void {
  const step = size * 1.3
  lines.forEach((line, i) => {
    if (i > 0 && i === lines.length - 1 && lastFont !== '') ctx.font = lastFont
    ctx.fillText(line, x, y + (i - (lines.length - 1) / 2) * step)
  })
}
