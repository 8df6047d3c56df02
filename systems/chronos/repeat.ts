/**
 * Chronos' schedules: `R5/2016-09-01T02:00:00Z/P1D`, five times from then on, a day apart (Iso8601Expressions.scala, 2.4.0 and
 * c1348dd).
 */
import { SECOND } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { formatInstant, parseWrittenTime, zoneOfOffset } from '../calendar/instant-text.ts'
import {
  formatPeriod,
  isForward,
  type Period,
  parsePeriod,
  plus,
  standardLength,
} from '../calendar/period.ts'
import { type Instant, UTC, type Zone } from '../calendar/zone.ts'
import type { Era } from './era.ts'
import { javaZone } from './java-zone.ts'

/** For ever, as Chronos stores it. */
export const ENDLESS = -1

export interface Repeat {
  /** How many times are left; ENDLESS. */
  readonly repetitions: number
  /** The next time. */
  readonly start: Instant
  readonly period: Period
  /** On whose walls days and months are counted. */
  readonly zone: Zone
}

const TEXT = /^(R\d*)\/(.*)\/(P.*)$/

/**
 * A schedule without a start began a second ago. A zone beside it, where there is one, takes the place of the one that the
 * start names: `13:00:00Z` is then 13:00 on the walls of that zone.
 *
 * @param zoneName empty for none
 * @param where begins the sentence of an error
 * @throws SwitchyardError for a text that is no schedule, with an impossible date, or with a zone that does not exist.
 */
export function parseRepeat(text: string, zoneName: string, now: Instant, where: string): Repeat {
  const found = TEXT.exec(text)
  if (found === null)
    throw new SwitchyardError(
      `${where}: found ${JSON.stringify(text)}, expected repetitions, start and period, such as ` +
        'R/2016-09-01T02:00:00Z/P1D; correct the schedule.',
    )
  const [, repetitions = 'R', start = '', period = ''] = found
  return {
    repetitions: repetitions === 'R' ? ENDLESS : Number(repetitions.slice(1)),
    ...startOf(start, zoneName, now, where),
    period: parsePeriod(period, where),
  }
}

function startOf(
  text: string,
  zoneName: string,
  now: Instant,
  where: string,
): { start: Instant; zone: Zone } {
  const named = zoneName === '' ? null : javaZone(zoneName, where)
  if (text === '') return { start: now - SECOND, zone: UTC }
  const { wall, offset } = parseWrittenTime(text, where)
  const zone = named ?? zoneOfOffset(offset, UTC)
  return { start: zone.instantOf(wall), zone }
}

export function formatRepeat({ repetitions, start, period, zone }: Repeat): string {
  const times = repetitions === ENDLESS ? 'R' : `R${repetitions}`
  return `${times}/${formatInstant(start, zone)}/${formatPeriod(period)}`
}

/** What is left after the next time; null when nothing was. */
export function tailOf(repeat: Repeat): Repeat | null {
  const { repetitions, start, period, zone } = repeat
  if (repetitions === 0) return null
  return {
    ...repeat,
    repetitions: repetitions === ENDLESS ? ENDLESS : repetitions - 1,
    start: plus(start, period, zone),
  }
}

/** Why an era cannot keep a schedule, as the end of a sentence; null for one that it can. */
export function repeatFault({ repetitions, period }: Repeat, era: Era): string | null {
  if (repetitions === 0) return 'which never fires: it has no repetitions left'
  if (repetitions === 1) return null
  if (!isForward(period)) {
    const dates = Object.values(period).some(part => part > 0) ? ' from some dates' : ''
    return `whose period leads to no later time${dates}, so that it would fire without end at one moment`
  }
  // Its skipForward divides by the period's whole seconds.
  const length = standardLength(period)
  if (era === '3' && length !== undefined && length < SECOND)
    return 'whose period is shorter than a second, the least that Chronos 3 counts'
  return null
}
