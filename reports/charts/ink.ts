/**
 * Colours of everything in a chart that is not data, by what it is drawn on.
 */
export interface Ink {
  readonly ground: string
  readonly text: string
  readonly line: string
}

export const paper: Ink = { ground: '#ffffff', text: '#2b2f36', line: '#dfe2e6' }

export const night: Ink = { ground: '#16191d', text: '#d9dde3', line: '#353a42' }

/** The part of Chart.js that is coloured: the defaults of all charts, once error bars are registered. */
interface Inkable {
  readonly defaults: {
    color: unknown
    borderColor: unknown
    readonly plugins: object
    readonly elements: {
      readonly barWithErrorBar: { errorBarColor?: unknown; errorBarWhiskerColor?: unknown }
    }
  }
}

/** Makes a copy of Chart.js draw text, lines and whiskers in this ink. */
export function dip({ defaults }: Inkable, ink: Ink): void {
  defaults.color = ink.text
  defaults.borderColor = ink.line
  Object.assign(defaults.plugins, { rowTexts: { ground: ink.ground } })
  defaults.elements.barWithErrorBar.errorBarColor = ink.text
  defaults.elements.barWithErrorBar.errorBarWhiskerColor = ink.text
}
