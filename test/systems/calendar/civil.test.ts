import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, SECOND } from '../../../sim/engine/time.ts'
import { dayNumber, dayOf, daysIn, weekday } from '../../../systems/calendar/civil.ts'
import { formatInstant, parseInstant } from '../../../systems/calendar/instant-text.ts'

describe('days of the calendar', () => {
  it('are counted from 1970', () => {
    expect(dayNumber({ year: 1970, month: 1, day: 1 })).toBe(0)
    // 46 years with 12 leap days, and 366 − 91 days up to the first of October would be 2016-10-01; the 13th is 12 later.
    expect(dayNumber({ year: 2016, month: 10, day: 13 })).toBe(46 * 365 + 11 + 274 + 12)
    expect(weekday(dayNumber({ year: 2016, month: 10, day: 13 }))).toBe(4)
    expect(daysIn(1900, 2)).toBe(28)
    expect(daysIn(2000, 2)).toBe(29)
  })

  it('are found again from their numbers, as the platform finds them', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 700_000 }), number => {
        const day = dayOf(number)
        expect(dayNumber(day)).toBe(number)
        const date = new Date((number * DAY) / 1000)
        expect(day).toEqual({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
        })
        expect(weekday(number)).toBe(date.getUTCDay())
      }),
      { numRuns: 200 },
    )
  })
})

describe('a moment as text', () => {
  it('may leave out its end, and may say how far it is from universal time', () => {
    expect(parseInstant('1970-01-02', 'x')).toBe(DAY)
    expect(parseInstant('1970-01', 'x')).toBe(0)
    expect(parseInstant('1970-01-01T01:00:00.5+01:00', 'x')).toBe(SECOND / 2)
    expect(formatInstant(1_472_695_200_250 * 1000)).toBe('2016-09-01T02:00:00.250Z')
  })

  it('that no calendar has is refused', () => {
    expect(() => parseInstant('2015-02-29', 'start')).toThrow(
      'start: found "2015-02-29", expected a day of that month, which has 28; correct the date.',
    )
    expect(() => parseInstant('2015-13-01', 'start')).toThrow('expected a month from 01 to 12')
    expect(() => parseInstant('2015-01-01T24:00', 'start')).toThrow('expected a time from 00:00:00')
    expect(() => parseInstant('yesterday', 'start')).toThrow('expected a date such as')
  })
})

it.each([
  'x2016-09-01',
  '2016-09-01x',
  '2016-09-01T02:00:00Zx',
  '2016-09-01T02:00:00+02:00:00',
  '2016-09-01 02:00',
  '16-09-01',
])('%j is no moment', text => {
  expect(() => parseInstant(text, 'start')).toThrow(`start: found "${text}", expected a date such as`)
})
