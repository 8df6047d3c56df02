/**
 * Time zones: what the clocks on the walls of a place show at a moment, and at which moment they show something.
 *
 * Twice a year most of them do not run evenly. A wall time that a spring day leaves out is as much later as clocks were put
 * forward; one that an autumn day shows twice is the first of both. So say java.time (ZonedDateTime.ofLocal) and Joda-Time
 * (DateTimeZone.convertLocalToUTC), on which the schedulers of Mesos rest.
 */
import { HOUR, MINUTE, type Time } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { WallTime } from './civil.ts'
import { rulesOf, type ZoneRules, zoneNames } from './zone-rules.ts'

/** Microseconds since 1970-01-01T00:00Z. Whole milliseconds wherever a real scheduler keeps milliseconds. */
export type Instant = Time

export class Zone {
  /** As it was asked for: `Europe/Rome`, `UTC`, `+02:00`. */
  readonly name: string
  readonly #rules: ZoneRules

  constructor(name: string, rules: ZoneRules) {
    this.name = name
    this.#rules = rules
  }

  /** How much later walls are than universal time; negative in the west. */
  offsetAt(instant: Instant): Time {
    return this.#rules.offsets[this.#periodAt(instant)]!
  }

  wallAt(instant: Instant): WallTime {
    return instant + this.offsetAt(instant)
  }

  /** The moment at which walls show this. */
  instantOf(wall: WallTime): Instant {
    const { offsets, untils } = this.#rules
    // No zone is a day from universal time: the change before the wall time, if there is one, is found from a day before.
    for (let at = this.#periodAt(wall - 24 * HOUR); ; at++) {
      const instant = wall - offsets[at]!
      const until = untils[at]
      if (until === undefined || instant < until) return instant
      // The wall time is in the gap that the change leaves: the offset before it says how much later that is.
      if (wall - offsets[at + 1]! < until) return instant
    }
  }

  /** When clocks are changed next; null when they never are again. */
  changeAfter(instant: Instant): Instant | null {
    return this.#rules.untils[this.#periodAt(instant)] ?? null
  }

  /** Index of the period that a moment falls into. */
  #periodAt(instant: Instant): number {
    const { untils } = this.#rules
    let low = 0
    let high = untils.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (untils[middle]! <= instant) low = middle + 1
      else high = middle
    }
    return low
  }
}

export const UTC = new Zone('UTC', { offsets: [0], untils: [] })

/** A zone whose clocks are never changed. */
export function fixedZone(name: string, offset: Time): Zone {
  return offset === 0 && name === 'Z' ? UTC : new Zone(name, { offsets: [offset], untils: [] })
}

const OFFSET = /^([+-])(\d\d):?(\d\d)$/

/**
 * A zone of the IANA database by its name, or a fixed distance from universal time such as `+02:00`.
 *
 * @param where begins the sentence of an error
 * @throws SwitchyardError if there is no such zone; it says what has nearly that name.
 */
export function zoneOf(name: string, where: string): Zone {
  const rules = rulesOf(name)
  if (rules !== undefined) return new Zone(name, rules)
  const offset = OFFSET.exec(name)
  if (offset !== null) {
    const [, sign, hours, minutes] = offset as unknown as [string, string, string, string]
    const amount = Number(hours) * HOUR + Number(minutes) * MINUTE
    if (Number(hours) < 24 && Number(minutes) < 60) return fixedZone(name, sign === '-' ? -amount : amount)
  }
  const near = zoneNames().filter(known => isNear(known, name))
  const hint = near.length > 0 ? `did you mean ${near.slice(0, 3).join(' or ')}?` : 'Europe/Berlin is one.'
  throw new SwitchyardError(
    `${where}: found the time zone ${JSON.stringify(name)}, expected a name of the IANA database; ${hint}`,
  )
}

function isNear(known: string, asked: string): boolean {
  const [a, b] = [plain(known), plain(asked)]
  const place = b.slice(b.lastIndexOf('/') + 1)
  return place.length > 2 && (a === b || a.endsWith(`/${place}`))
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[ -]/g, '_')
