/**
 * Draws charts as files, from the same configurations that the page draws: the same bytes on every run.
 *
 * The drawing library and its fonts are loaded with the first chart, not with this file: most commands draw none.
 */

import { createRequire } from 'node:module'
import type { ChartConfiguration } from 'chart.js'
import type { ChartJSNodeCanvas } from 'chartjs-node-canvas'
import { escaped } from '../escaped.ts'
import type { ChartConfig, ChartDocument } from './chart-document.ts'
import { dip, paper } from './ink.ts'
import { plugins } from './plugins.ts'

/** Size of a picture in layout pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** The size that titles and font sizes are made for; readable when shown 800 pixels wide. */
export const layout: Size = { width: 960, height: 540 }

/** What is drawn of a chart. */
export type Drawable = Pick<ChartDocument, 'id' | 'title' | 'message' | 'config' | 'height'>

/** Pixels of a PNG for one of the layout. */
const DENSITY = 2

const FONT = 'DejaVu Sans'
const require = createRequire(import.meta.url)
const renderers = new Map<string, ChartJSNodeCanvas>()

/** The chart as a PNG, twice as dense as the layout. */
export function renderPng(chart: Drawable, size: Size = sizeOf(chart)): Buffer {
  return renderer(size, 'png').renderToBufferSync(drawable(chart.config, DENSITY), 'image/png')
}

/**
 * The chart as an SVG whose text is paths, so that it looks the same without the font. For those who do not see it, it
 * carries title and message as text.
 */
export function renderSvg(chart: Drawable, size: Size = sizeOf(chart)): string {
  const drawing = drawable(chart.config, 1)
  const svg = renderer(size, 'svg').renderToBufferSync(drawing, 'image/svg+xml').toString('utf8')
  return described(framed(rounded(renumbered(svg)), size), chart)
}

function sizeOf({ height }: Drawable): Size {
  return height === undefined ? layout : { ...layout, height }
}

/** A copy, because Chart.js writes into what it is given. */
function drawable(config: ChartConfig, devicePixelRatio: number): ChartConfiguration {
  const copy = structuredClone(config) as { options: object }
  return { ...copy, options: { ...copy.options, devicePixelRatio } } as unknown as ChartConfiguration
}

/** Clip paths are numbered through all drawings of a process: they begin at 1 again, in order of appearance. */
function renumbered(svg: string): string {
  const ids = new Map<string, string>()
  return svg.replaceAll(/\bcl_[0-9a-f]+\b/g, id => {
    const known = ids.get(id) ?? `clip-${ids.size + 1}`
    ids.set(id, known)
    return known
  })
}

/** Hundredths of a pixel are finer than any eye; more digits would double the file. */
function rounded(svg: string): string {
  return svg.replaceAll(/\d+\.\d{3,}/g, digits => String(Number(Number(digits).toFixed(2))))
}

/** Says what the file's units are, so that a page can show it in any size. */
function framed(svg: string, { width, height }: Size): string {
  const size = `width="${width}" height="${height}"`
  return svg.replace(size, `${size} viewBox="0 0 ${width} ${height}"`)
}

/** Names the picture and explains it (SVG 2, 5.8). The ids hold the chart's, since a page may hold several pictures. */
function described(svg: string, { id, title, message }: Drawable): string {
  const open = /<svg\b[^>]*>/.exec(svg)![0]
  const named = open.replace('<svg', `<svg role="img" aria-labelledby="${id}-title ${id}-desc"`)
  const texts = `<title id="${id}-title">${escaped(title)}</title><desc id="${id}-desc">${escaped(message)}</desc>`
  return svg.replace(open, () => `${named}${texts}`)
}

/** One renderer for each size and kind, since each loads its own copy of Chart.js. */
function renderer({ width, height }: Size, kind: 'png' | 'svg'): ChartJSNodeCanvas {
  const key = `${kind} ${width}×${height}`
  const known = renderers.get(key)
  if (known !== undefined) return known
  const { ChartJSNodeCanvas: Renderer } =
    require('chartjs-node-canvas') as typeof import('chartjs-node-canvas')
  const made = new Renderer({
    width,
    height,
    ...(kind === 'svg' ? { type: 'svg' as const } : {}),
    backgroundColour: paper.ground,
    plugins: { modern: ['chartjs-plugin-annotation', ...plugins] },
    chartCallback: prepare,
  })
  if (renderers.size === 0) {
    for (const face of ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf']) {
      made.registerFont(require.resolve(`dejavu-fonts-ttf/ttf/${face}`), { family: FONT })
    }
  }
  renderers.set(key, made)
  return made
}

/** Registers what the charts use with this copy of Chart.js, and gives text and lines the colours of paper. */
function prepare(chartJs: typeof import('chart.js').Chart): void {
  // Error bars extend the copy of Chart.js that is loaded at this moment, so a copy of their own is loaded with it.
  const errorBars = require.resolve('chartjs-chart-error-bars')
  delete require.cache[errorBars]
  const { BarWithErrorBarsController, BarWithErrorBar, LineWithErrorBarsController, PointWithErrorBar } =
    require(errorBars) as typeof import('chartjs-chart-error-bars')
  chartJs.register(
    BarWithErrorBarsController,
    BarWithErrorBar,
    LineWithErrorBarsController,
    PointWithErrorBar,
  )
  chartJs.defaults.font.family = FONT
  chartJs.defaults.font.size = 15
  dip(chartJs as unknown as Parameters<typeof dip>[0], paper)
}
