/**
 * A setting that might as well be another: its range, and how a value of it is written for every system.
 */
import type { PlacedSetting } from '../../bench/experiment/overrides.ts'
import { fewestDecimals, fixed, quantity } from '../../reports/quantities.ts'
import { inSeconds } from '../../sim/engine/time.ts'

/** Durations are in µs, numbers as they are written. */
export type Unit = 'duration' | 'number'

/** The setting at one place of the experiment. */
export interface Place {
  /** The system that it is of; absent: all share it. */
  readonly system?: string
  readonly path: readonly string[]
  readonly low: number
  readonly high: number
  /** What the experiment has there; absent: it leaves the setting out. */
  readonly own?: number
}

export interface Assumption {
  /** As it is named on the command line: `root.think.per-job`. */
  readonly key: string
  readonly unit: Unit
  /** Both ends are multiples of what each system has; absent: they are the same for all. */
  readonly times?: { readonly low: number; readonly high: number }
  /** One a system that has the setting. */
  readonly places: readonly Place[]
  /** Only whole numbers are allowed. */
  readonly whole: boolean
}

/**
 * The value at a position from 0 (low) to 1 (high): in equal ratios where both ends are above 0, so that from a half to double the
 * middle is what the experiment has; else in equal steps.
 */
export function valueAt({ unit, whole }: Assumption, { low, high }: Place, position: number): number {
  const value = low > 0 ? low * (high / low) ** position : low + (high - low) * position
  return unit === 'duration' || whole ? Math.round(value) : Number(value.toPrecision(12))
}

/** The settings that put an assumption at a position, with the system that each is of. */
export function settingsAt(
  assumption: Assumption,
  position: number,
): (PlacedSetting & { readonly system?: string })[] {
  return assumption.places.map(place => {
    const value = valueAt(assumption, place, position)
    return {
      ...(place.system === undefined ? {} : { system: place.system }),
      path: place.path,
      value: assumption.unit === 'duration' ? `${value} us` : value,
    }
  })
}

/** '50 ms', or '50 ms to 1 s' where systems differ. */
export function valueWords(assumption: Assumption, position: number): string {
  const values = assumption.places.map(place => valueAt(assumption, place, position))
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const word = (value: number) =>
    assumption.unit === 'duration'
      ? value === 0
        ? '0 s'
        : quantity(inSeconds(value), 's')
      : fixed(value, fewestDecimals(value))
  return least === most ? word(least) : `${word(least)} to ${word(most)}`
}
