/**
 * Ticks and labels of a logarithmic axis of durations in seconds: 1 ms, 1 s, 1 min, 1 h instead of 0.001 … 3 600.
 *
 * A Chart.js plugin for the axes whose options say `unit: 'duration'`. It is registered where charts are drawn
 * as files (render.ts) and in the page, so that the configuration itself needs no function.
 */

const MINUTE = 60
const HOUR = 3_600
const DAY = 86_400

const coarse: readonly number[] = [
  1e-6,
  1e-5,
  1e-4,
  1e-3,
  1e-2,
  1e-1,
  1,
  10,
  MINUTE,
  10 * MINUTE,
  HOUR,
  6 * HOUR,
  DAY,
  7 * DAY,
  30 * DAY,
  300 * DAY,
]

const fine: readonly number[] = [
  ...[1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1].flatMap(power => [power, 2 * power, 5 * power]),
  ...[1, 2, 5, 10, 20, 30],
  ...[1, 2, 5, 10, 20, 30].map(n => n * MINUTE),
  ...[1, 2, 3, 6, 12].map(n => n * HOUR),
  ...[1, 2, 4, 7, 14, 30, 60, 100, 300, 1000].map(n => n * DAY),
].map(value => Number(value.toPrecision(12)))

/** As many ticks as have room beside each other. */
const ROOM = 12

/** Round durations from `min` to `max` seconds, twelve at most unless the range is wider than any wait. */
export function durationTicks(min: number, max: number): number[] {
  const inside = (value: number): boolean => value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9)
  const many = fine.filter(inside)
  return many.length <= ROOM ? many : coarse.filter(inside)
}

/** The round durations around a range, for the ends of an axis. Values outside 1 µs … 1 000 days are taken as they are. */
export function durationRange(min: number, max: number): { min: number; max: number } {
  return {
    min: fine.findLast(value => value <= min) ?? min,
    max: fine.find(value => value >= max) ?? max,
  }
}

/** With a tick for 0 where it stands, and none right above that, which would be read as next to nothing. */
export function withZero(ticks: readonly number[], zeroAt: number | undefined): number[] {
  return zeroAt === undefined ? [...ticks] : [zeroAt, ...ticks.filter(value => value > 2 * zeroAt)]
}

/** '5 ms', '30 s', '10 min', '6 h', '7 d'; not rounded beyond three digits. */
export function durationLabel(seconds: number): string {
  const in_ = (unit: number, name: string): string => `${Number((seconds / unit).toPrecision(3))} ${name}`
  if (seconds >= DAY) return in_(DAY, 'd')
  if (seconds >= HOUR) return in_(HOUR, 'h')
  if (seconds >= MINUTE) return in_(MINUTE, 'min')
  if (seconds >= 1 || seconds === 0) return in_(1, 's')
  return seconds >= 1e-3 ? in_(1e-3, 'ms') : in_(1e-6, 'µs')
}

/** The part of a Chart.js scale that is touched. */
interface Scale {
  readonly min: number
  readonly max: number
  ticks: { value: number }[]
  getLabelForValue: (value: number) => string
}

interface ScaleOptions {
  unit?: unknown
  /** Where values of 0 stand on a logarithmic axis. */
  zeroAt?: number
  beforeUpdate?: (scale: Scale) => void
  afterBuildTicks?: (scale: Scale) => void
  ticks?: { callback?: (value: number | string) => string }
}

/** The plugin; see the head of the file. */
export const durationAxis = {
  id: 'durationAxis',
  beforeInit(chart: { config: { options?: { scales?: Record<string, ScaleOptions> } } }): void {
    for (const scale of Object.values(chart.config.options?.scales ?? {})) {
      if (scale.unit !== 'duration') continue
      const { zeroAt } = scale
      const label = (value: number) => durationLabel(value === zeroAt ? 0 : value)
      scale.beforeUpdate = built => {
        built.getLabelForValue = durationLabel
      }
      scale.afterBuildTicks = built => {
        built.ticks = withZero(durationTicks(built.min, built.max), zeroAt).map(value => ({ value }))
      }
      scale.ticks = { ...scale.ticks, callback: value => label(Number(value)) }
    }
  },
}
