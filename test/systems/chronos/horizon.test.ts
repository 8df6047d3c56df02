import { describe, expect, it } from 'vitest'
import { MINUTE, SECOND } from '../../../sim/engine/time.ts'
import { formatInstant, parseInstant } from '../../../systems/calendar/instant-text.ts'
import { byTime, isDue, skipForward, timeUntilNext } from '../../../systems/chronos/due-jobs.ts'
import { iteration, nextDue, skipMissed } from '../../../systems/chronos/horizon.ts'
import { formatRepeat, parseRepeat, repeatFault } from '../../../systems/chronos/repeat.ts'

const at = (text: string) => parseInstant(text, 'at')
const now = at('2016-09-01T02:00:00Z')
const repeat = (text: string, zone = '') => parseRepeat(text, zone, now, 'job')
const window = { epsilon: 60 * SECOND, horizon: 60 * SECOND }

describe('a schedule of Chronos', () => {
  it('is read on the walls of the zone beside it, whatever zone its start names', () => {
    const paris = repeat('R/2008-03-01T13:00:00Z/P1D', 'Europe/Paris')
    expect(formatInstant(paris.start)).toBe('2008-03-01T12:00:00.000Z')
    expect(formatRepeat(paris)).toBe('R/2008-03-01T13:00:00.000+01:00/P1D')
    expect(formatInstant(repeat('R/2008-07-01T13:00:00Z/P1D', 'PST').start)).toBe('2008-07-01T20:00:00.000Z')
    expect(formatRepeat(repeat('R2/2008-03-01T13:00:00+05:30/PT1H'))).toBe(
      'R2/2008-03-01T13:00:00.000+05:30/PT1H',
    )
    expect(repeat('R1//P1D').start).toBe(now - SECOND)
  })

  it('keeps its hour over a daylight-saving day when it counts days, and moves when it counts hours', () => {
    // Clocks in Paris were put forward on 2016-03-27: that day had 23 hours.
    const days = repeat('R3/2016-03-26T12:00:00Z/P1D', 'Europe/Paris')
    const hours = repeat('R3/2016-03-26T12:00:00Z/PT24H', 'Europe/Paris')
    const wide = { epsilon: 5 * 1440 * MINUTE, horizon: 5 * 1440 * MINUTE }
    const due = (each: typeof days) =>
      iteration(each, at('2016-03-27T00:00Z'), wide).due.map(time =>
        formatInstant(time, each.zone).slice(8, 16),
      )
    expect(due(days)).toEqual(['26T12:00', '27T12:00', '28T12:00'])
    expect(due(hours)).toEqual(['26T12:00', '27T13:00', '28T13:00'])
  })

  it('is queued ahead of time by 2.4, and skipped when it is a minute late', () => {
    // From 01:58:30 on, every minute, up to 60 s ahead and less than 60 s late: 01:59:30, 02:00:30. 01:58:30 is skipped.
    const found = iteration(repeat('R5/2016-09-01T01:58:30Z/PT1M'), now, window)
    expect(found.due).toEqual([at('2016-09-01T01:59:30Z'), at('2016-09-01T02:00:30Z')])
    expect(found.skipped).toBe(1)
    expect(formatRepeat(found.rest!)).toBe('R2/2016-09-01T02:01:30.000Z/PT1M')
    expect(nextDue(repeat('R1/2016-09-01T01:59:00Z/PT1M'), now, window)).toEqual({
      due: null,
      rest: null,
      skipped: 1,
    })
  })

  it('of every second since 2012 is passed over without counting seconds', () => {
    const since = repeat('R/2012-01-01T00:00:00Z/PT1S')
    expect(formatRepeat(skipMissed(since, now, 60 * SECOND)!)).toBe('R/2016-09-01T01:59:00.000Z/PT1S')
    const few = repeat('R10/2012-01-01T00:00:00Z/PT1S')
    expect(skipMissed(few, now, 60 * SECOND)).toBeNull()
  })

  it('of every second on the walls of a place is passed over as fast', () => {
    const since = repeat('R/1970-01-01T00:00:00/PT1S', 'Europe/Berlin')
    const left = skipMissed(since, now, 60 * SECOND)!
    expect(formatInstant(left.start)).toBe('2016-09-01T01:59:00.000Z')
    // 1970-01-01T00:00 in Berlin is an hour before 0; 2016-09-01T02:00Z is 1 472 695 200 s after it.
    expect(nextDue(since, now, window)).toMatchObject({ due: now - 59 * SECOND, skipped: 1_472_698_741 })
  })

  it('of days is passed over by the days of its place, which are not all as long', () => {
    // Noon in Paris is 10:00Z in summer and 11:00Z in winter: on 1 December at 10:30Z it is still to come.
    const noon = repeat('R/2016-09-01T12:00:00/P1D', 'Europe/Paris')
    expect(formatInstant(skipMissed(noon, at('2016-12-01T10:30Z'), 0)!.start)).toBe(
      '2016-12-01T11:00:00.000Z',
    )
  })

  it('of months moves on by the length of the next one in 3.x', () => {
    // 1 July is 62 days before 1 September 02:00Z, and September has 30: two periods and a bit are over, three are left out.
    const monthly = repeat('R3/2016-07-01T00:00:00Z/P1M')
    expect(formatRepeat(skipForward(monthly, now))).toBe('R2/2016-10-01T00:00:00.000Z/P1M')
    expect(formatRepeat(skipForward(repeat('R/2016-09-02T00:00:00Z/P1D'), now))).toBe(
      'R/2016-09-02T00:00:00.000Z/P1D',
    )
  })

  it('that would fill the memory in one look is refused', () => {
    const wide = { epsilon: 0, horizon: 86_400 * SECOND }
    expect(() => iteration(repeat('R/2016-09-01T03:00:00Z/PT0.001S'), now, wide)).toThrow(
      'has more than 250000 times up to the schedule horizon of 86400 s; lengthen its period, or shorten the horizon.',
    )
  })

  it('of parts of a second is not for 3.x, which counts whole ones', () => {
    expect(repeatFault(repeat('R//PT0.5S'), '3')).toContain('shorter than a second')
    expect(repeatFault(repeat('R//PT0.5S'), '2.4')).toBeNull()
  })

  it('runs once in 3.x, however late, and loses one repetition, however many it missed', () => {
    const late = repeat('R5/2016-08-31T02:00:00Z/PT1H')
    expect(isDue({ repeat: late, disabled: false }, now)).toBe(true)
    expect(formatRepeat(skipForward(late, now))).toBe('R4/2016-09-01T03:00:00.000Z/PT1H')
    const done = skipForward(repeat('R1/2016-09-01T01:00:00Z/PT1H'), now)
    expect(isDue({ repeat: done, disabled: false }, now + 1440 * MINUTE)).toBe(false)
    expect(timeUntilNext([{ repeat: done, disabled: false }], now)).toBeNull()
  })

  it('of several that are late in 3.x runs first the one whose time came first', () => {
    const starts = ['2016-09-01T01:00:00Z', '2016-08-31T02:00:00Z', '2016-09-01T01:00:00Z']
    const jobs = starts.map((start, i) => ({ i, repeat: repeat(`R/${start}/PT1H`), disabled: false }))
    expect(byTime(jobs).map(({ i }) => i)).toEqual([1, 0, 2])
  })

  it('that cannot be kept is refused', () => {
    expect(() => repeat('R/2016-02-30T00:00:00Z/P1D')).toThrow('expected a day of that month, which has 29')
    expect(() => repeat('R/2016-02-28T00:00:00Z/P1D', 'Europe/Atlantis')).toThrow('found the time zone')
    expect(() => repeat('daily')).toThrow('expected repetitions, start and period')
    expect(repeatFault(repeat('R0//P1D'), '2.4')).toContain('never fires')
    expect(repeatFault(repeat('R//PT0S'), '2.4')).toContain('without end at one moment')
    expect(repeatFault(repeat('R1//PT0S'), '2.4')).toBeNull()
    expect(repeatFault(repeat('R//P1M-30D'), '3')).toContain('no later time from some dates')
    // Within the window, and on the way to it.
    expect(() => iteration(repeat('R//PT0S'), now, window)).toThrow('without end at one moment')
    expect(() => skipMissed(repeat('R/2016-01-30/P1M-30D'), now, 0)).toThrow('no later time from some dates')
    expect(() => nextDue(repeat('R/2016-08-31T02:00:00Z/PT0S'), now, window)).toThrow(
      'without end at one moment',
    )
  })
})

it.each(['xR/2016-09-01T00:00:00Z/P1D', 'R/2016-09-01T00:00:00Z', 'Rx/2016-09-01T00:00:00Z/P1D', 'R1/P1D'])(
  '%j is no schedule',
  text => {
    expect(() => repeat(text)).toThrow('expected repetitions, start and period')
  },
)
