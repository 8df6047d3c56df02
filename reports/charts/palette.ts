/**
 * How compared systems are told apart: by colour and by the shape of their points, the same in every chart.
 */
import type { JsonObject } from './chart-document.ts'

/**
 * The colours of Okabe and Ito (2008, "Color Universal Design"), which colour-blind people can tell apart, strongest
 * first. Their black is grey here, because charts are also shown on a dark page, and their yellow, which is lost on
 * paper, is the wine red of Tol (2021, "Colour Schemes", muted).
 */
const colours = ['#0072b2', '#e69f00', '#009e73', '#d55e00', '#56b4e9', '#cc79a7', '#7f7f7f', '#882255']
const shapes = ['circle', 'rect', 'triangle', 'rectRot', 'crossRot', 'rectRounded', 'star', 'cross']

export interface Style {
  /** As #rrggbb. */
  readonly colour: string
  /** A point style of Chart.js. */
  readonly shape: string
}

/** The style of the n-th compared system, from 0. Colours repeat after eight, then with other shapes. */
export function styleOf(n: number): Style {
  const round = Math.floor(n / colours.length)
  return { colour: colours[n % colours.length]!, shape: shapes[(n + round) % shapes.length]! }
}

/**
 * The points of a line of `count`: about eight of them show the system's shape, staggered so that those of two systems
 * do not lie on each other where their lines do.
 */
export function markedPoints(count: number, system: number, systems: number): JsonObject {
  const every = Math.max(1, Math.floor(count / 8))
  const offset = Math.floor((system * every) / systems)
  return {
    pointBorderWidth: 2,
    pointRadius: count === 0 ? 0 : Array.from({ length: count }, (_, i) => (i % every === offset ? 5 : 0)),
    pointHoverRadius: 6,
    clip: 8,
  }
}
