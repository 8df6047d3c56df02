import { describe, expect, it } from 'vitest'
import { formatInstant, parseInstant } from '../../../systems/calendar/instant-text.ts'
import { UTC, zoneOf } from '../../../systems/calendar/zone.ts'
import { parseCron } from '../../../systems/metronome/cron.ts'

/** The next so many times, on the walls of the zone, without their seconds. */
function times(cron: string, from: string, count: number, zone = UTC): string[] {
  const parsed = parseCron(cron, 'cron')
  const found: string[] = []
  let now: number | null = parseInstant(from, 'from')
  for (let i = 0; i < count && now !== null; i++) {
    now = parsed.next(now, zone)
    if (now !== null) found.push(formatInstant(now, zone).replace(':00.000', ''))
  }
  return found
}

const berlin = zoneOf('Europe/Berlin', 'zone')

describe('a cron expression of Metronome', () => {
  it('means days that fit both its fields of days', () => {
    // Fridays the 13th of 2026 are in February, March and November.
    expect(times('0 0 13 * 5', '2026-01-01T00:00Z', 3)).toEqual([
      '2026-02-13T00:00Z',
      '2026-03-13T00:00Z',
      '2026-11-13T00:00Z',
    ])
  })

  it('counts within a month', () => {
    // October 2016 begins on a Saturday and ends on a Monday.
    expect(times('0 0 L * *', '2016-10-01T00:00Z', 2)).toEqual(['2016-10-31T00:00Z', '2016-11-30T00:00Z'])
    expect(times('0 0 1W * *', '2016-09-30T00:00Z', 1)).toEqual(['2016-10-03T00:00Z'])
    expect(times('0 0 LW 12 *', '2016-10-01T00:00Z', 1)).toEqual(['2016-12-30T00:00Z'])
    expect(times('0 0 * * 5L', '2016-10-01T00:00Z', 1)).toEqual(['2016-10-28T00:00Z'])
    expect(times('0 0 * * MON#2', '2016-10-01T00:00Z', 1)).toEqual(['2016-10-10T00:00Z'])
  })

  it('steps, lists, names and years', () => {
    expect(times('10/25 4 * * *', '2016-10-01T00:00Z', 3)).toEqual([
      '2016-10-01T04:10Z',
      '2016-10-01T04:35Z',
      '2016-10-02T04:10Z',
    ])
    expect(times('0 0 1 jan,jul *', '2016-10-01T00:00Z', 2)).toEqual([
      '2017-01-01T00:00Z',
      '2017-07-01T00:00Z',
    ])
    expect(times('0 0 1 1 * 2018', '2016-10-01T00:00Z', 5)).toEqual(['2018-01-01T00:00Z'])
    expect(parseCron('*/1 */2 * JAN fri-sun', 'cron').text).toBe('* */2 * 1 5-0')
  })

  it('of certain hours fires once on a daylight-saving day', () => {
    // 2019-03-31 has no 02:30 in Berlin: it comes an hour later. 2019-10-27 has two: the first counts.
    expect(times('30 2 * * *', '2019-03-30T12:00Z', 2, berlin)).toEqual([
      '2019-03-31T03:30+02:00',
      '2019-04-01T02:30+02:00',
    ])
    expect(times('30 2 * * *', '2019-10-26T12:00Z', 2, berlin)).toEqual([
      '2019-10-27T02:30+02:00',
      '2019-10-28T02:30+01:00',
    ])
    // Asked during the second pass, it has been there.
    expect(times('30 2 * * *', '2019-10-27T01:10Z', 1, berlin)).toEqual(['2019-10-28T02:30+01:00'])
  })

  it('of every hour fires as often as an hour passes', () => {
    expect(times('30 * * * *', '2019-03-31T00:00Z', 3, berlin)).toEqual([
      '2019-03-31T01:30+01:00',
      '2019-03-31T03:30+02:00',
      '2019-03-31T04:30+02:00',
    ])
    expect(times('30 * * * *', '2019-10-26T23:45Z', 3, berlin)).toEqual([
      '2019-10-27T02:30+02:00',
      '2019-10-27T02:30+01:00',
      '2019-10-27T03:30+01:00',
    ])
  })

  it('that no calendar can keep is refused, or never fires', () => {
    expect(() => parseCron('0 0 31 2-3 *', 'cron')).toThrow('whose days are in none of its months')
    // A list escapes Metronome's check; no date fits all the same.
    expect(parseCron('0 0 31 2,4 *', 'cron').everFires).toBe(false)
    expect(parseCron('0 0 29 2 *', 'cron').everFires).toBe(true)
  })

  it('tells all that is wrong at once', () => {
    expect(() => parseCron('60 25 0 * 8-1', 'cron')).toThrow(
      [
        'cron: found "60" as minute, expected numbers from 0 to 59; correct the expression.',
        'cron: found "25" as hour, expected numbers from 0 to 23; correct the expression.',
        'cron: found "0" as day of the month, expected numbers from 1 to 31; correct the expression.',
        'cron: found "8-1" as day of the week, expected numbers from 0 to 7 or names such as MON; correct the expression.',
      ].join('\n'),
    )
    expect(() => parseCron('* * *', 'cron')).toThrow('with 3 fields, expected 5')
    expect(() => parseCron('5-1 * * * *', 'cron')).toThrow('a range that does not run backwards')
    expect(() => parseCron('*/0 * * * *', 'cron')).toThrow('a step of at least 1')
  })
})

it.each([
  ...[
    'x5 * * * *',
    '5x * * * *',
    '*/2x * * * *',
    'x*/2 * * * *',
    '1-3/2x * * * *',
    '* * 15Wx * *',
    '* * x15W * *',
  ],
  ...['* * * * 6Lx', '* * * * x6L', '* * * * MON#2x', '* * * * xMON#2', '* * * * MONDAY', '* * * JANX *'],
])('%j is none', text => {
  expect(() => parseCron(text, 'cron')).toThrow(/^cron: found ".*; correct the expression\.$/)
})
