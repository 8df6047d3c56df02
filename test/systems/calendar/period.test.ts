import { describe, expect, it } from 'vitest'
import { HOUR } from '../../../sim/engine/time.ts'
import { formatInstant, parseInstant } from '../../../systems/calendar/instant-text.ts'
import { formatPeriod, isForward, parsePeriod, plus } from '../../../systems/calendar/period.ts'
import { UTC, zoneOf } from '../../../systems/calendar/zone.ts'

const added = (start: string, period: string, zone = UTC, times = 1) =>
  formatInstant(plus(parseInstant(start, 'x'), parsePeriod(period, 'x'), zone, times), zone)

describe('a period', () => {
  it('of days is 23 hours long when clocks are put forward, and one of 24 hours is not', () => {
    const berlin = zoneOf('Europe/Berlin', 'x')
    expect(added('2019-03-30T11:00Z', 'P1D', berlin)).toBe('2019-03-31T12:00:00.000+02:00')
    expect(added('2019-03-30T11:00Z', 'PT24H', berlin)).toBe('2019-03-31T13:00:00.000+02:00')
  })

  it('of months ends where the month ends', () => {
    expect(added('2016-01-31T00:00Z', 'P1M')).toBe('2016-02-29T00:00:00.000Z')
    expect(added('2016-02-29T00:00Z', 'P1Y')).toBe('2017-02-28T00:00:00.000Z')
    expect(added('2016-01-31T00:00Z', 'P1M', UTC, -2)).toBe('2015-11-30T00:00:00.000Z')
    expect(added('2016-12-31T23:00Z', 'P1M1DT1H')).toBe('2017-02-02T00:00:00.000Z')
  })

  it('is written without what is nothing', () => {
    expect(formatPeriod(parsePeriod('P', 'x'))).toBe('PT0S')
    expect(formatPeriod(parsePeriod('P0Y2W', 'x'))).toBe('P2W')
    expect(formatPeriod(parsePeriod('P1DT90M', 'x'))).toBe('P1DT90M')
    expect(isForward(parsePeriod('P', 'x'))).toBe(false)
    expect(isForward(parsePeriod('P1M', 'x'))).toBe(true)
  })

  it('that is none is refused', () => {
    expect(() => parsePeriod('1D', 'schedule')).toThrow(
      'schedule: found the period "1D", expected one such as P1D or PT30M; correct it.',
    )
    expect(plus(0, parsePeriod('PT36H', 'x'), UTC)).toBe(36 * HOUR)
  })
})
