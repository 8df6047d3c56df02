/**
 * What all charts share: title, explanation, legend and the manner of their axes.
 */
import type { Json, JsonObject } from './chart-document.ts'
import { lines } from './wording.ts'

/** Characters of a title and of an explanation that fit on one line of the picture, see `layout` in render.ts. */
const TITLE_WIDTH = 74
const MESSAGE_WIDTH = 104

/** An axis of shares: 0.86 reads 86 %. */
export const percent: JsonObject = { format: { style: 'percent', minimumFractionDigits: 0, maximumFractionDigits: 2 } }

export interface FrameParts {
  readonly title: string
  readonly message: string
  readonly scales: { readonly x: JsonObject; readonly y: JsonObject }
  /** Shown unless there is nothing to tell apart. */
  readonly legend: boolean
  /** Axes that `durationAxis` labels. */
  readonly durationAxes?: readonly string[]
  /** Which points a pointer picks out: all at one place of the x axis, or the nearest. */
  readonly pick: 'index' | 'nearest'
}

/** The `options` of a Chart.js configuration. Colours of text and lines are left to the place where it is drawn. */
export function frame(parts: FrameParts): JsonObject {
  return {
    locale: 'en-US',
    animation: false,
    maintainAspectRatio: false,
    layout: { padding: { top: 8, right: 24, bottom: 8, left: 12 } },
    interaction: { mode: parts.pick, intersect: false },
    plugins: {
      title: {
        display: true,
        align: 'start',
        text: lines(parts.title, TITLE_WIDTH),
        font: { size: 20, weight: 'bold' },
        padding: { top: 4, bottom: 6 },
      },
      subtitle: {
        display: true,
        align: 'start',
        text: lines(parts.message, MESSAGE_WIDTH),
        font: { size: 14.5 },
        padding: { bottom: 10 },
      },
      legend: {
        display: parts.legend,
        align: 'start',
        labels: { usePointStyle: true, pointStyleWidth: 22, boxHeight: 8, padding: 16 },
      },
      ...(parts.durationAxes === undefined ? {} : { durationAxis: { axes: parts.durationAxes } }),
    },
    scales: parts.scales,
  }
}

/** A named axis with a unit; `more` adds to the scale's options. */
export function axis(name: string, more: JsonObject = {}): JsonObject {
  return { title: { display: true, text: name }, ...more }
}

/** A value as it is drawn: six significant digits, far finer than a pixel; null where there is none. */
export function drawn(value: number): Json {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : null
}
