/**
 * Ticks of axes of numbers: at the measured values where the options list them in `ticksAt`, since between them there
 * is nothing to read; at 1, 2 and 5 times the powers of ten where they say `decades`.
 */

import { withZero } from './duration-axis.ts'

/** As many ticks as have room beside each other; more, and powers of ten are left. */
const ROOM = 9

interface Scale {
  readonly min: number
  readonly max: number
  ticks: { value: number }[]
}

interface ScaleOptions {
  ticksAt?: readonly number[]
  decades?: boolean
  /** Where values of 0 stand on a logarithmic axis. */
  zeroAt?: number
  afterBuildTicks?: (scale: Scale) => void
  ticks?: { callback?: (value: number | string) => string }
}

/** 1, 2, 5, 10, 20 … from `min` to `max`, both above 0; powers of ten alone where those are too many. */
export function decadeTicks(min: number, max: number): number[] {
  const first = Math.floor(Math.log10(min))
  const powers = Array.from({ length: Math.ceil(Math.log10(max)) - first + 1 }, (_, i) => 10 ** (first + i))
  const among = (factors: readonly number[]): number[] =>
    powers
      .flatMap(power => factors.map(factor => Number((factor * power).toPrecision(12))))
      .filter(value => value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9))
  const many = among([1, 2, 5])
  return many.length <= ROOM ? many : among([1])
}

/** A Chart.js plugin, registered wherever a chart is drawn. */
export const numberTicks = {
  id: 'numberTicks',
  beforeInit(chart: { config: { options?: { scales?: Record<string, ScaleOptions> } } }): void {
    for (const scale of Object.values(chart.config.options?.scales ?? {})) {
      const { ticksAt, zeroAt } = scale
      if (ticksAt === undefined && scale.decades !== true) continue
      scale.afterBuildTicks = built => {
        const ticks = ticksAt ?? withZero(decadeTicks(built.min, built.max), zeroAt)
        built.ticks = ticks.map(value => ({ value }))
      }
      const text = (value: number): string =>
        value === zeroAt
          ? '0'
          : ticksAt === undefined
            ? value.toLocaleString('en-US', { maximumFractionDigits: 9 })
            : String(value)
      scale.ticks = { ...scale.ticks, callback: value => text(Number(value)) }
    }
  },
}
