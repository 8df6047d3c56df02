/**
 * What runs in the page: draws the charts from the configurations inside it, in the colours of the reader's screen.
 * Bundled by bundle.ts; nothing else imports it.
 */
/*! chartjs-chart-error-bars, (c) 2019-2023 Samuel Gratzl, released under the MIT License */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
} from 'chart.js'
import {
  BarWithErrorBar,
  BarWithErrorBarsController,
  LineWithErrorBarsController,
  PointWithErrorBar,
} from 'chartjs-chart-error-bars'
import annotation from 'chartjs-plugin-annotation'
import { dip, type Ink, night, paper } from '../charts/ink.ts'
import { evenLines, joined, lines } from '../charts/lines.ts'
import { byNight } from '../charts/palette.ts'
import { plugins as ownPlugins } from '../charts/plugins.ts'
import { type Element, readByKeys } from './keyboard.ts'
import { readout } from './readout.ts'
import { type Region, showWhetherWide } from './wide-tables.ts'

/** The parts of a browser that are used; the types of a whole one would let all of the project use them. */
interface Media {
  readonly matches: boolean
  addEventListener(type: 'change', listener: () => void): void
}
declare const document: {
  getElementById(id: string): Element | null
  querySelectorAll(selector: string): Iterable<Region>
}
declare const window: {
  readonly innerWidth: number
  matchMedia(query: string): Media
  addEventListener(type: 'beforeprint' | 'afterprint' | 'resize', listener: () => void): void
}

// Titles stand in the page as text, so the plugins that draw them are left out.
Chart.register(BarController, BarElement, LineController, LineElement, PointElement)
Chart.register(CategoryScale, LinearScale, LogarithmicScale, Legend, Tooltip)
Chart.register(BarWithErrorBarsController, BarWithErrorBar, LineWithErrorBarsController, PointWithErrorBar)
Chart.register(annotation, ...ownPlugins)

const isNarrow = window.innerWidth < 600
const dark = window.matchMedia('(prefers-color-scheme: dark)')
const configurations = document.getElementById('configurations')?.textContent ?? '[]'
let charts: Chart[] = []

Chart.defaults.font.family = 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif'
Chart.defaults.font.size = isNarrow ? 11 : 13

/** Draws all charts afresh: Chart.js writes into its configurations, colours among them. */
function draw(ink: Ink): void {
  for (const chart of charts) chart.destroy()
  charts = []
  dip(Chart as unknown as Parameters<typeof dip>[0], ink)
  const parsed: readonly { id: string; config: ChartConfiguration }[] = JSON.parse(configurations)
  for (const { id, config } of parsed) {
    const canvas = document.getElementById(`canvas-${id}`)
    if (canvas === null) continue
    if (isNarrow) narrow(config)
    if (ink === night) config.data.datasets = config.data.datasets.map(each => byNight(each as never))
    // On the chart itself, because error bars come with a tooltip of their own that would go before a default.
    const plugins = { ...config.options?.plugins, tooltip: { usePointStyle: true, callbacks: readout } }
    const chart = new Chart(canvas as never, { ...config, options: { ...config.options, plugins } } as never)
    charts.push(chart)
    readByKeys(
      chart as never,
      document.getElementById(`chart-${id}`)!,
      document.getElementById(`readout-${id}`)!,
    )
  }
}

/** Characters of the name of a lying axis on a narrow screen, alone and beside room for values, of an upright one, and of a row. */
const NAME_WIDTH = { lying: 38, beside: 26, upright: 28, row: 12 }

/**
 * Names of rows and axes in shorter lines, which Chart.js would squeeze or cut, and no more room for the rows' values than smaller
 * letters take.
 */
function narrow({ data, options }: ChartConfiguration): void {
  const shorten = (scale: 'x' | 'y', width: number): void => {
    const title = (options?.scales?.[scale] as { title?: { text?: string | string[] } } | undefined)?.title
    if (Array.isArray(title?.text)) title.text = evenLines(joined(title.text), width)
  }
  shorten('x', options?.indexAxis === 'y' ? NAME_WIDTH.beside : NAME_WIDTH.lying)
  shorten('y', NAME_WIDTH.upright)
  data.labels =
    data.labels?.map(label => (Array.isArray(label) ? lines(joined(label), NAME_WIDTH.row) : label)) ?? []
  const padding = options?.layout?.padding as { right: number } | undefined
  if (padding !== undefined) padding.right *= 11 / 15
}

const drawForScreen = (): void => draw(dark.matches ? night : paper)
drawForScreen()
dark.addEventListener('change', drawForScreen)
window.addEventListener('beforeprint', () => draw(paper))
window.addEventListener('afterprint', drawForScreen)

const tables = [...document.querySelectorAll('.scroll')]
const measureTables = (): void => tables.forEach(showWhetherWide)
measureTables()
window.addEventListener('resize', measureTables)
for (const table of tables) table.closest('details')?.addEventListener('toggle', measureTables)
