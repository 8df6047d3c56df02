import { describe, expect, it } from 'vitest'
import { HOUR } from '../../../sim/engine/time.ts'
import { formatInstant, parseInstant, parseWrittenTime } from '../../../systems/calendar/instant-text.ts'
import { UTC, zoneOf } from '../../../systems/calendar/zone.ts'
import { databaseVersion } from '../../../systems/calendar/zone-rules.ts'

const rome = zoneOf('Europe/Rome', 'zone')
const wall = (text: string) => parseWrittenTime(text, 'wall').wall
const at = (text: string) => parseInstant(text, 'instant')

describe('a time zone', () => {
  it('puts its clocks forward and back', () => {
    // Central European time is an hour ahead, two in summer: from 2019-03-31T01:00Z to 2019-10-27T01:00Z.
    expect(rome.offsetAt(at('2019-03-31T00:59:59Z'))).toBe(HOUR)
    expect(rome.offsetAt(at('2019-03-31T01:00:00Z'))).toBe(2 * HOUR)
    expect(rome.offsetAt(at('2019-10-27T00:59:59Z'))).toBe(2 * HOUR)
    expect(rome.offsetAt(at('2019-10-27T01:00:00Z'))).toBe(HOUR)
    expect(rome.changeAfter(at('2019-03-31T00:59:59Z'))).toBe(at('2019-03-31T01:00:00Z'))
    expect(UTC.changeAfter(0)).toBeNull()
  })

  it('takes a wall time that spring leaves out as much later as clocks were put forward', () => {
    expect(formatInstant(rome.instantOf(wall('2019-03-31T02:30')), rome)).toBe(
      '2019-03-31T03:30:00.000+02:00',
    )
    expect(formatInstant(rome.instantOf(wall('2019-03-31T01:59')))).toBe('2019-03-31T00:59:00.000Z')
    expect(formatInstant(rome.instantOf(wall('2019-03-31T03:00')))).toBe('2019-03-31T01:00:00.000Z')
  })

  it('takes the first of two when autumn shows a wall time twice', () => {
    expect(formatInstant(rome.instantOf(wall('2019-10-27T02:30')))).toBe('2019-10-27T00:30:00.000Z')
    expect(formatInstant(rome.instantOf(wall('2019-10-27T03:00')))).toBe('2019-10-27T02:00:00.000Z')
  })

  it('may lie in the south, in the west, or half an hour beside the others', () => {
    // Fiji: 13 hours ahead in its summer, which ended on 2018-01-14 at 03:00, and 12 after that.
    const fiji = zoneOf('Pacific/Fiji', 'zone')
    expect(fiji.offsetAt(at('2018-01-13T13:59:00Z'))).toBe(13 * HOUR)
    expect(fiji.offsetAt(at('2018-01-13T14:00:00Z'))).toBe(12 * HOUR)
    expect(zoneOf('Asia/Kolkata', 'zone').offsetAt(0)).toBe(5.5 * HOUR)
    expect(zoneOf('America/New_York', 'zone').offsetAt(at('2016-10-13T00:00Z'))).toBe(-4 * HOUR)
    expect(zoneOf('-03:30', 'zone').offsetAt(0)).toBe(-3.5 * HOUR)
  })

  it('may be named by a distance in a written time, to either side', () => {
    expect([
      at('2016-09-01T02:00:00-03:30'),
      at('2016-09-01T02:00:00+0200'),
      at('2016-09-01T02:00:00-03'),
    ]).toEqual([at('2016-09-01T05:30:00Z'), at('2016-09-01T00:00:00Z'), at('2016-09-01T05:00:00Z')])
  })

  it('that does not exist is refused, with what has nearly its name', () => {
    expect(() => zoneOf('europe/rome', 'job')).toThrow(
      'job: found the time zone "europe/rome", expected a name of the IANA database; did you mean Europe/Rome?',
    )
    // A place is enough, but not three places and not two letters.
    expect(() => zoneOf('rome', 'job')).toThrow('did you mean Europe/Rome?')
    expect(() => zoneOf('America/berlin', 'job')).toThrow('did you mean Europe/Berlin?')
    expect(() => zoneOf('me', 'job')).toThrow('Europe/Berlin is one.')
    expect(() => zoneOf('new-york', 'job')).toThrow('did you mean America/New_York?')
    expect(() => zoneOf('+23:60', 'job')).toThrow('found the time zone')
    expect(zoneOf('+23:59', 'job').offsetAt(0)).toBe(24 * HOUR - HOUR / 60)
    expect(() => zoneOf('Mars/Olympus', 'job')).toThrow('Europe/Berlin is one.')
    expect(() => zoneOf('+25:00', 'job')).toThrow('found the time zone "+25:00"')
  })

  it('has the rules of one release, on every machine', () => {
    expect(databaseVersion()).toBe('2026f')
  })
})
