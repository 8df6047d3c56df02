/**
 * The setting that a capacity answer is about, as positions: whole numbers of which the larger makes goals easier.
 */

export interface Axis {
  /** A setting of the experiment by dotted key, such as `machines.count` or `load`. */
  readonly key: string
  /** What one of it is called in sentences: `machine`, or '' where only the value is written. */
  readonly noun: string
  readonly hardest: number
  readonly easiest: number
  /** The value of the setting at a position. */
  value(position: number): number
  /** The position of a value, or of the nearest one. */
  position(value: number): number
}

/** A count: more is easier. */
export function counted(key: string, noun: string, from: number, to: number): Axis {
  return {
    key,
    noun,
    hardest: from,
    easiest: to,
    value: position => position,
    position: value => Math.min(Math.max(Math.round(value), from), to),
  }
}

/**
 * Values from one to another in equal steps. `easier` says at which end goals are easier. Values are whole multiples of the step
 * away from the first, computed once and rounded to twelve digits, so that 0.1 + 0.2 is 0.3.
 */
export function stepped(key: string, from: number, to: number, step: number, easier: 'low' | 'high'): Axis {
  const steps = Math.floor((to - from) / step + 1e-9)
  const value = (index: number) => Number((from + index * step).toPrecision(12))
  const flip = (index: number) => (easier === 'high' ? index : steps - index)
  return {
    key,
    noun: '',
    hardest: 0,
    easiest: steps,
    value: position => value(flip(position)),
    position: wanted => flip(Math.min(Math.max(Math.round((wanted - from) / step), 0), steps)),
  }
}
