/** Relative luminance of a colour #rrggbb (WCAG 2.2). */
export function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast of two luminances, 1 to 21. */
export function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}

/** CIE 1976 lightness L* of a luminance, 0 to 100. */
export function lightness(luminance: number): number {
  return 116 * Math.cbrt(luminance) - 16
}

/** The smallest difference between any two. */
export function closest(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.min(...sorted.slice(1).map((value, i) => value - sorted[i]!))
}
