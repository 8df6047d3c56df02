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
import { durationAxis } from '../charts/duration-axis.ts'
import { dip, type Ink, night, paper } from '../charts/ink.ts'
import { legendMargin } from '../charts/legend-margin.ts'
import { joined, shortened } from '../charts/lines.ts'
import { readout } from './readout.ts'

/** The parts of a browser that are used; the types of a whole one would let all of the project use them. */
interface Media {
  readonly matches: boolean
  addEventListener(type: 'change', listener: () => void): void
}
declare const document: { getElementById(id: string): { readonly textContent: string } | null }
declare const window: {
  readonly innerWidth: number
  matchMedia(query: string): Media
  addEventListener(type: 'beforeprint' | 'afterprint', listener: () => void): void
}

// Titles stand in the page as text, so the plugins that draw them are left out.
Chart.register(BarController, BarElement, LineController, LineElement, PointElement)
Chart.register(CategoryScale, LinearScale, LogarithmicScale, Legend, Tooltip)
Chart.register(BarWithErrorBarsController, BarWithErrorBar, LineWithErrorBarsController, PointWithErrorBar)
Chart.register(annotation, durationAxis, legendMargin)

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
    if (isNarrow) config.data.labels = config.data.labels?.map(oneLine) ?? []
    // On the chart itself, because error bars come with a tooltip of their own that would go before a default.
    const plugins = { ...config.options?.plugins, tooltip: { usePointStyle: true, callbacks: readout } }
    charts.push(new Chart(canvas as never, { ...config, options: { ...config.options, plugins } } as never))
  }
}

/** A name under narrow bars: it will be turned upright, so it must not have many lines. */
function oneLine(label: unknown): unknown {
  return Array.isArray(label) ? shortened(joined(label), 20) : label
}

const drawForScreen = (): void => draw(dark.matches ? night : paper)
drawForScreen()
dark.addEventListener('change', drawForScreen)
window.addEventListener('beforeprint', () => draw(paper))
window.addEventListener('afterprint', drawForScreen)
