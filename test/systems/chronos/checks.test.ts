import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import { checkChronos } from '../../../systems/chronos/checks.ts'
import { formatRepeat, parseRepeat, repeatFault, tailOf } from '../../../systems/chronos/repeat.ts'
import type { ChronosSpec, RepeatedJobSpec } from '../../../systems/chronos/spec.ts'
import { toldFaults } from '../../support/told-faults.ts'

const daily = 'R/2016-09-01T02:00:00Z/P1D'

function faults(
  repeated: readonly Partial<RepeatedJobSpec>[],
  name = 'chronos-3',
  more: Partial<ChronosSpec> = {},
) {
  const { root, frameworks } = systems[name]!
  const chronos = frameworks.find(each => each.name === 'chronos') as ChronosSpec
  const jobs = repeated.map(each => ({ cpuMilli: 100, memoryMiB: 10, duration: SECOND, ...each }))
  return toldFaults(checkChronos({ ...chronos, repeated: jobs, ...more } as ChronosSpec, root))
}

describe('jobs of Chronos by the clock', () => {
  it.each<[string, readonly Partial<RepeatedJobSpec>[], readonly string[]]>([
    ['have a schedule', [{ repeat: daily }], []],
    ['or parents that stand before them', [{ name: 'a', repeat: daily }, { parents: ['a'] }], []],
    ['have no name, and one by their place', [{ repeat: daily }, { parents: ['clock-0'] }], []],
    ['have one of the two', [{}], ['chronos.repeated.0: neither repeat nor parents']],
    [
      'have not both, nor the zone of a schedule beside parents',
      [
        { name: 'a', repeat: daily },
        { parents: ['a'], repeat: daily, timezone: 'UTC' },
      ],
      [
        'chronos.repeated.1.repeat: repeat beside parents',
        'chronos.repeated.1.timezone: timezone beside parents',
      ],
    ],
    [
      'have no parents that come later',
      [
        { name: 'a', parents: ['b'] },
        { name: 'b', parents: ['b', 'a'] },
      ],
      ['chronos.repeated.0.parents.0: the parent "b"', 'chronos.repeated.1.parents.0: the parent "b"'],
    ],
    [
      'have a name each',
      [
        { name: 'a', repeat: daily },
        { name: 'a', repeat: daily },
      ],
      ['chronos.repeated.1.name: "a" twice'],
    ],
    [
      'come to a next time',
      [{ repeat: 'R0/2016-09-01T02:00:00Z/P1D' }, { repeat: 'R/2016-09-01T02:00:00Z/PT0S' }],
      [
        'chronos.repeated.0.repeat: "R0/2016-09-01T02:00:00Z/P1D", which never fires: it has no repetitions left',
        'chronos.repeated.1.repeat: "R/2016-09-01T02:00:00Z/PT0S", whose period leads to no later time, so that it would fire without end at one moment',
      ],
    ],
    [
      'have whole seconds between their times in 3.x',
      [{ repeat: 'R//PT0.5S' }, { repeat: 'R//P1M-30D' }, { repeat: 'R1//PT0.5S' }],
      [
        'chronos.repeated.0.repeat: "R//PT0.5S", whose period is shorter than a second, the least that Chronos 3 counts',
        'chronos.repeated.1.repeat: "R//P1M-30D", whose period leads to no later time from some dates, so that it would fire without end at one moment',
      ],
    ],
    ['are read', [{ repeat: 'daily' }], ['chronos.repeated.0.repeat: "daily"']],
  ])('%s', (_, repeated, told) => {
    expect(faults(repeated)).toEqual(told)
  })

  it('may have parts of seconds between their times in 2.4', () => {
    expect(faults([{ repeat: 'R//PT0.5S' }], 'chronos-2.4')).toEqual([])
  })

  it('begin at a time that can be read', () => {
    expect(faults([], 'chronos-3', { startsAt: 'now' })).toEqual(['chronos.starts-at: "now"'])
  })

  it('run beside each other in 2.4 whatever is said, so that nothing can be', () => {
    for (const concurrent of [true, false]) {
      expect(faults([{ repeat: daily, concurrent }], 'chronos-2.4')).toEqual([
        'chronos.repeated.0.concurrent: whether tasks may run beside each other',
      ])
      expect(faults([{ repeat: daily, concurrent }])).toEqual([])
    }
    expect(faults([{ repeat: daily }], 'chronos-2.4')).toEqual([])
  })
})

describe('a schedule', () => {
  const read = (text: string, zone = '', now = 0) => parseRepeat(text, zone, now, 'here')
  const day = 86_400 * SECOND
  // 2016-09-01T02:00:00Z is 17 045 days after 1970 and two hours.
  const start = 17_045 * day + 7200 * SECOND

  it('fires at its start, as often as it says, a period apart', () => {
    const first = read('R3/2016-09-01T02:00:00Z/P1D')
    expect(first).toMatchObject({ repetitions: 3, start })
    const second = tailOf(first)!
    expect(second).toMatchObject({ repetitions: 2, start: start + day })
    expect(formatRepeat(second)).toBe('R2/2016-09-02T02:00:00.000Z/P1D')
    const last = tailOf(tailOf(second)!)!
    expect(last.repetitions).toBe(0)
    expect(tailOf(last)).toBeNull()
  })

  it('fires for ever without a number', () => {
    const first = read(daily)
    expect(first.repetitions).toBe(-1)
    expect(tailOf(first)).toMatchObject({ repetitions: -1, start: start + day })
    expect(formatRepeat(first)).toBe('R/2016-09-01T02:00:00.000Z/P1D')
  })

  it('began a second ago when it names no start', () => {
    expect(read('R//PT1M', '', 5 * SECOND).start).toBe(4 * SECOND)
  })

  // 02:00 in Berlin in September is midnight UTC; two hours east likewise.
  it('takes the hour on the walls of the zone beside it, or of the one that its start names', () => {
    expect(read(daily, 'Europe/Berlin').start).toBe(start - 7200 * SECOND)
    expect(read('R/2016-09-01T02:00:00+02:00/P1D').start).toBe(start - 7200 * SECOND)
  })

  it.each(['R/2016-09-01T02:00:00Z', 'X/2016-09-01T02:00:00Z/P1D', 'R-1/2016-09-01T02:00:00Z/P1D', 'R//1D'])(
    'is not %j',
    text => {
      expect(() => read(text)).toThrow(
        `here: found ${JSON.stringify(text)}, expected repetitions, start and period`,
      )
    },
  )

  it('may stand still when it fires once', () => {
    expect(repeatFault(read('R1/2016-09-01T02:00:00Z/PT0S'), '2.4')).toBeNull()
    expect(repeatFault(read('R2/2016-09-01T02:00:00Z/PT0S'), '2.4')).toContain('no later time')
    expect(repeatFault(read('R0/2016-09-01T02:00:00Z/PT0S'), '2.4')).toContain('never fires')
    expect(repeatFault(read('R2/2016-09-01T02:00:00Z/PT1S'), '2.4')).toBeNull()
  })
})
