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
    // Joda-Time writes milliseconds in three digits, where there are any.
    expect(formatPeriod(parsePeriod('PT1M7.5S', 'x'))).toBe('PT1M7.500S')
    expect(isForward(parsePeriod('P', 'x'))).toBe(false)
    expect(isForward(parsePeriod('P1M', 'x'))).toBe(true)
  })

  it('leads forward only if it does so from every date', () => {
    // From the 30th of January a month leads to the 29th of February of 2016, and 30 days back from there to where it began.
    expect(added('2016-01-30T00:00Z', 'P1M-30D')).toBe('2016-01-30T00:00:00.000Z')
    // A day on the walls of Berlin was 23 hours long, a second less than what is taken away again.
    const berlin = zoneOf('Europe/Berlin', 'x')
    expect(added('2019-03-30T12:00+01:00', 'P1DT-23H-1S', berlin)).toBe('2019-03-30T11:59:59.000+01:00')
    for (const text of ['P1M-30D', 'P1M-28D', 'P-1M31D', 'P1DT-23H-1S', 'PT1H-60M', 'P-1D'])
      expect(isForward(parsePeriod(text, 'x')), text).toBe(false)
    for (const text of ['P1M-26D', 'P-1M33D', 'PT1H-59M', 'P2DT-23H', 'P1Y', 'P1D', 'PT0.001S'])
      expect(isForward(parsePeriod(text, 'x')), text).toBe(true)
  })

  it('that is none is refused', () => {
    expect(() => parsePeriod('1D', 'schedule')).toThrow(
      'schedule: found the period "1D", expected one such as P1D or PT30M; correct it.',
    )
    expect(plus(0, parsePeriod('PT36H', 'x'), UTC)).toBe(36 * HOUR)
  })
})
