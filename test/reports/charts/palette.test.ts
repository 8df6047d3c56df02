import { describe, expect, it } from 'vitest'
import { night, paper } from '../../../reports/charts/ink.ts'
import { byNight, colours, styleOf } from '../../../reports/charts/palette.ts'

/** Relative luminance of a colour #rrggbb (WCAG 2.2, definition of relative luminance). */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** CIE 1976 lightness, 0 to 100: what is left of a colour in grey. A difference of 2 can just be seen. */
function lightness(colour: string): number {
  return 116 * Math.cbrt(luminance(colour)) - 16
}

/** The smallest difference between any two. */
function closest(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.min(...sorted.slice(1).map((value, i) => value - sorted[i]!))
}

describe('styles of systems', () => {
  it('differ for sixteen systems, by colour for eight of them', () => {
    const styles = Array.from({ length: 16 }, (_, i) => styleOf(i))
    expect(new Set(styles.slice(0, 8).map(({ colour }) => colour)).size).toBe(8)
    expect(new Set(styles.map(({ colour, shape }) => colour + shape)).size).toBe(16)
    expect(new Set(styles.slice(0, 4).map(({ dash }) => dash.join())).size).toBe(4)
  })
})

describe.each([
  ['paper', colours.paper, paper.ground],
  ['the dark page', colours.night, night.ground],
] as const)('colours on %s', (_, all, ground) => {
  // White on black is 21 to 1, and the amber that was there before 2.25 to 1 on white.
  it('have a contrast of 3 with what they are drawn on', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 6)
    expect(contrast('#e69f00', '#ffffff')).toBeCloseTo(2.25, 2)
    expect(all.filter(colour => contrast(colour, ground) < 3)).toEqual([])
  })

  it('differ in grey: the first four at a glance, all eight so that it can be seen', () => {
    expect(closest(all.slice(0, 4).map(lightness))).toBeGreaterThan(9)
    expect(closest(all.map(lightness))).toBeGreaterThan(4)
  })
})

describe('a dataset on the dark page', () => {
  it('has the colours of the night, pale ones too, and is else as it was', () => {
    expect(
      byNight({
        label: '#065086',
        borderColor: ['#065086', '#ce7e03'],
        backgroundColor: '#027f5d55',
        errorBarColor: '#065086',
        data: [1, 2],
        color: '#123456',
      }),
    ).toEqual({
      label: '#065086',
      borderColor: ['#1195f3', '#ffbf7b'],
      backgroundColor: '#19c59355',
      errorBarColor: '#1195f3',
      data: [1, 2],
      color: '#123456',
    })
  })
})
