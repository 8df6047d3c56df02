/**
 * How compared systems are told apart: by colour, by the shape of their points and by the dashes of their lines, the
 * same in every chart.
 */
import type { Json, JsonObject } from './chart-document.ts'

/**
 * Eight hues in an order in which neighbours are far apart, one row for white paper and one for the dark page: equal hue
 * and different lightness. Chosen in CIE LCh (1976) as the strongest colour of a hue that a screen shows at a lightness
 * L*, on paper 33, 60, 47, 21, 54, 40, 27, 15 and by night 60, 82, 71, 50, 90, 66, 55, 77: so the first four are at least
 * 10 apart in grey, where a difference of about 2 can just be seen. Each has a contrast of 3 or more with its ground (WCAG 2.2, 1.4.11); a test computes both.
 */
export const colours: { readonly paper: readonly string[]; readonly night: readonly string[] } = {
  paper: ['#065086', '#ce7e03', '#027f5d', '#6c0017', '#188abb', '#b3048a', '#404040', '#3c0065'],
  night: ['#1195f3', '#ffbf7b', '#19c593', '#ec0940', '#c7e7ff', '#ff65cf', '#848484', '#e0a9ff'],
}
const shapes = ['circle', 'rect', 'triangle', 'rectRot', 'crossRot', 'rectRounded', 'star', 'cross']
/** Lengths of stroke and gap in pixels; none is a whole line. */
const dashes: readonly (readonly number[])[] = [[], [9, 4], [2, 3], [12, 4, 2, 4]]

export interface Style {
  /** As #rrggbb, on paper. */
  readonly colour: string
  /** A point style of Chart.js. */
  readonly shape: string
  readonly dash: readonly number[]
}

/**
 * The style of the n-th compared system, from 0. Colours repeat after eight, then with other shapes; dashes after four,
 * then with other colours.
 */
export function styleOf(n: number): Style {
  const round = Math.floor(n / colours.paper.length)
  return {
    colour: colours.paper[n % colours.paper.length]!,
    shape: shapes[(n + round) % shapes.length]!,
    dash: dashes[n % dashes.length]!,
  }
}

/** A dataset with the colours of paper exchanged for those of the dark page; everything else is as it was. */
export function byNight<T extends Json>(dataset: T): T {
  const exchanged = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(exchanged)
    if (typeof value !== 'string') return value
    const at = colours.paper.indexOf(value.slice(0, 7))
    return at < 0 ? value : colours.night[at]! + value.slice(7)
  }
  const entries = Object.entries(dataset as JsonObject)
  return Object.fromEntries(
    entries.map(([key, value]) => [key, /colou?r$/i.test(key) ? exchanged(value) : value]),
  ) as T
}

/** The look of a system's line. */
export function lineStyle(system: number): JsonObject {
  const { colour, dash, shape } = styleOf(system)
  return {
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: 2.25,
    borderDash: dash,
    borderJoinStyle: 'round',
    pointStyle: shape,
  }
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
