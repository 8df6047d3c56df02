import { describe, expect, it } from 'vitest'
import { formatInstant, parseInstant } from '../../../../systems/calendar/instant-text.ts'
import { UTC, zoneOf } from '../../../../systems/calendar/zone.ts'
import { parseCronSchedule } from '../../../../systems/kubernetes/controllers/cron-schedule.ts'

function times(schedule: string, after: string, count: number, zone = UTC): string[] {
  const parsed = parseCronSchedule(schedule, 'schedule')
  const found: string[] = []
  let at = parseInstant(after, 'after')
  for (let i = 0; i < count; i++) {
    at = parsed.next(at, zone)!
    found.push(formatInstant(at))
  }
  return found
}

it('a schedule with a fault says that, and not also that it never comes', () => {
  expect(() => parseCronSchedule('61 0 30 2 *', 'here')).toThrow(
    /^here: found "61" as minute, [^\n]*; correct the schedule\.$/,
  )
})

describe('a schedule', () => {
  it('takes either day where both are given, and both where one is a star', () => {
    // 2026-05-01 is a Friday.
    expect(times('0 12 13 * 5', '2026-05-01T13:00:00.000Z', 3)).toEqual([
      ...['2026-05-08T12:00:00.000Z', '2026-05-13T12:00:00.000Z', '2026-05-15T12:00:00.000Z'],
    ])
    expect(times('0 12 ? * FRI', '2026-05-01T13:00:00.000Z', 2)).toEqual([
      ...['2026-05-08T12:00:00.000Z', '2026-05-15T12:00:00.000Z'],
    ])
  })

  it('takes a star with a step for some days', () => {
    // Odd days or Fridays.
    expect(times('0 0 */2 * 5', '2026-05-01T13:00:00.000Z', 3)).toEqual([
      ...['2026-05-03T00:00:00.000Z', '2026-05-05T00:00:00.000Z', '2026-05-07T00:00:00.000Z'],
    ])
  })

  it('leaves out what a spring day leaves out, and comes twice where an autumn day has it twice', () => {
    const berlin = zoneOf('Europe/Berlin', 'zone')
    expect(times('30 2 * * *', '2026-03-28T12:00:00Z', 2, berlin)).toEqual([
      ...['2026-03-30T00:30:00.000Z', '2026-03-31T00:30:00.000Z'],
    ])
    expect(times('30 2 * * *', '2026-10-24T12:00:00.000Z', 3, berlin)).toEqual([
      ...['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z', '2026-10-26T01:30:00.000Z'],
    ])
  })

  it('has words for some, and periods', () => {
    expect(times('@weekly', '2026-05-01T13:00:00.000Z', 1)).toEqual(['2026-05-03T00:00:00.000Z'])
    expect(times('@every 1h30m', '2026-05-01T13:00:00.000Z', 2)).toEqual([
      ...['2026-05-01T14:30:00.000Z', '2026-05-01T16:00:00.000Z'],
    ])
    // As Go reads durations, in whole seconds, one at least.
    for (const [period, second] of [
      ['0.5m', '13:00:30'],
      ['1m1500ms', '13:01:01'],
      ['.5s', '13:00:01'],
      ['-1h', '13:00:01'],
      ['0', '13:00:01'],
    ])
      expect(times(`@every ${period}`, '2026-05-01T13:00:00.000Z', 1)).toEqual([`2026-05-01T${second}.000Z`])
  })

  it.each([
    [
      '0 0 * * 7',
      'schedule: found "7" as day of the week, expected numbers from 0 to 6 or names such as MON; correct the schedule.',
    ],
    ['0 0 L * *', 'schedule: found "L" as day of the month, expected numbers from 1 to 31'],
    ['0 0 30 2 *', 'whose days are in none of its months'],
    ['TZ=UTC 0 0 * * *', 'expected a schedule without a time zone; write it as timeZone.'],
    ['* * * *', 'expected 5 fields'],
    ['@fortnightly', 'expected 5 fields'],
    ['constructor', 'expected 5 fields'],
    ['@every 90', 'expected @every with hours, minutes and seconds'],
  ])('says what is wrong with %s', (schedule, says) => {
    expect(() => parseCronSchedule(schedule, 'schedule')).toThrow(says)
  })
})
