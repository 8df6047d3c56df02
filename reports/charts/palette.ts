/**
 * How compared systems are told apart: by colour and by the shape of their points, the same in every chart.
 */

/**
 * The colours of Okabe and Ito (2008, "Color Universal Design"), which colour-blind people can tell apart, strongest
 * first. Their black is grey here, because charts are also shown on a dark page.
 */
const colours = ['#0072b2', '#e69f00', '#009e73', '#d55e00', '#56b4e9', '#cc79a7', '#7f7f7f', '#f0e442']
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

/** The same colour, part transparent: `opacity` from 0 to 1. */
export function faded(colour: string, opacity: number): string {
  const alpha = Math.round(opacity * 255)
  return colour + alpha.toString(16).padStart(2, '0')
}
