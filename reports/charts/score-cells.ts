/**
 * The cells of a scorecard, which Chart.js has no kind of chart for: figures in a grid, with what they are against the baseline.
 */

export interface ScoreCell {
  readonly figure: string
  /** '' where nothing is said of the figure. */
  readonly word: string
  /** A single sign for figure and word, where there is no room. */
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
    const fits = (line: string) => ctx.measureText(line).width <= width - GAP
    ctx.save()
    ctx.textAlign = 'center'
    ctx.textBaseline = 'middle'
    const cells = data.datasets.flatMap(dataset => dataset.data).flatMap(raw => cellOf(raw) ?? [])
    ctx.font = font('bold ', size - 1)
    const headingsFit = headings.flat().every(fits)
    ctx.font = font('bold ')
    // Signs and numbers stand for all words and headings, or for none: a mixture would read as one list.
    const isRoomy = headingsFit && cells.every(({ figure, word }) => [...halves(figure), word].every(fits))
    headings.forEach((lines, column) => {
      const middle = chartArea.left + (column + 0.5) * width
      const { betterColor, worseColor, data: rows } = data.datasets[column]!
      ctx.fillStyle = options.color
      ctx.font = font('bold ', size - 1)
      write(ctx, isRoomy ? lines : [String(column + 1)], middle, scales.y!.getPixelForValue(0), size)
      rows.forEach((raw, row) => {
        const cell = cellOf(raw)
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
        if (!isRoomy) {
          ctx.font = font('bold ')
          ctx.fillText(cell.sign, middle, y)
          return
        }
        ctx.font = font('')
        const figure = fits(cell.figure) ? [cell.figure] : halves(cell.figure)
        const lines = cell.word === '' ? figure : [...figure, cell.word]
        write(ctx, lines, middle, y, size, cell.word === '' || cell.tone === 'none' ? '' : font('bold '))
      })
    })
    ctx.restore()
  },
}

function cellOf(raw: unknown): ScoreCell | undefined {
  return (raw as { readonly cell?: ScoreCell } | null)?.cell
}

/** '3.44' and '± 0.82', for two lines where one is too short. */
function halves(figure: string): string[] {
  return figure.split(/(?= ±)/).map(part => part.trim())
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
