/**
 * What all charts share: title, explanation, legend and the manner of their axes.
 */
import type { Json, JsonObject } from './chart-document.ts'
import { evenLines, sentenceLines } from './lines.ts'

/** Characters of a title, an explanation and the name of a lying and an upright axis that fit on one line of the picture (`layout`). */
const TITLE_WIDTH = 76
const MESSAGE_WIDTH = 118
const AXIS_WIDTH = { x: 84, y: 34 }

export interface FrameParts {
  readonly title: string
  readonly message: string
  readonly scales: { readonly x: JsonObject; readonly y: JsonObject }
  /** Shown unless there is nothing to tell apart. */
  readonly legend: boolean
  /** Options of plugins, by their name. */
  readonly plugins?: JsonObject
  /** Pixels to the right of the plot, for what is written there; absent: a margin. */
  readonly room?: number
  /** Which points a pointer picks out: all at one place of the x axis, or the nearest. */
  readonly pick: 'index' | 'nearest'
}

/** The `options` of a Chart.js configuration. Colours of text and lines are left to the place where it is drawn. */
export function frame(parts: FrameParts): JsonObject {
  return {
    locale: 'en-US',
    animation: false,
    maintainAspectRatio: false,
    layout: { padding: { top: 8, right: parts.room ?? 24, bottom: 8, left: 12 } },
    interaction: { mode: parts.pick, intersect: false },
    plugins: {
      title: {
        display: true,
        align: 'start',
        text: evenLines(parts.title, TITLE_WIDTH),
        font: { size: 20, weight: 'bold' },
        padding: { top: 4, bottom: 6 },
      },
      subtitle: {
        display: true,
        align: 'start',
        text: sentenceLines(parts.message, MESSAGE_WIDTH),
        font: { size: 14 },
        padding: { bottom: parts.legend ? 0 : 14 },
      },
      legend: {
        display: parts.legend,
        align: 'start',
        labels: { usePointStyle: true, boxWidth: 9, boxHeight: 9, padding: 14 },
      },
      ...parts.plugins,
    },
    scales: parts.scales,
  }
}

/** Pixels of the layout that title and explanation take. */
export function headHeight(title: string, message: string): number {
  return 44 + evenLines(title, TITLE_WIDTH).length * 24 + sentenceLines(message, MESSAGE_WIDTH).length * 17
}

/**
 * A named axis with its unit, '' for none; `more` adds to the scale's options. The unit stands among them for the
 * page, which writes it after values.
 */
export function axis(name: string, unit: string, more: JsonObject = {}, along: 'x' | 'y' = 'y'): JsonObject {
  const text = unit === '' ? name : `${name} (${unit})`
  return { title: { display: true, text: evenLines(text, AXIS_WIDTH[along]) }, unit, ...more }
}

/** At most six ticks from zero: enough to read a value, few enough to see what is drawn. */
export const fromZero: JsonObject = { beginAtZero: true, ticks: { maxTicksLimit: 6 } }

/** A value as it is drawn: six significant digits, far finer than a pixel; null where there is none. */
export function drawn(value: number): Json {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : null
}
