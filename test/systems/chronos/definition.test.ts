import { describe, expect, it } from 'vitest'
import { FaultList } from '../../../conformance/fault-list.ts'
import { MINUTE } from '../../../sim/engine/time.ts'
import { parseInstant } from '../../../systems/calendar/instant-text.ts'
import { readJobs } from '../../../systems/chronos/definition-file.ts'
import { chronos3, chronos24, type Flags } from '../../../systems/chronos/era.ts'
import { formatRepeat } from '../../../systems/chronos/repeat.ts'

const now = parseInstant('2016-09-01T00:00:00Z', 'now')

function read(value: unknown, flags: Flags = chronos24) {
  const report = new FaultList()
  const jobs = readJobs([{ value, report }], now, flags)
  return { jobs, faults: report.faults, unmodelled: report.unmodelled }
}

const load = { name: 'load', command: './load.sh', schedule: 'R/2016-09-01T02:00:00.000Z/PT24H' }

describe('the definitions of Chronos jobs', () => {
  it('become jobs, parents first, and numbers may be texts', () => {
    const { jobs, faults, unmodelled } = read([
      { name: 'report', command: './report.sh', parents: ['load'], retries: '1', softError: 'true' },
      {
        ...load,
        scheduleTimeZone: 'Europe/Paris',
        epsilon: 'PT30M',
        cpus: '0.5',
        constraints: [['rack', 'EQUALS', 'r1']],
        owner: 'ops@example.com',
      },
    ])
    expect(faults).toEqual([])
    expect(jobs.map(({ name }) => name)).toEqual(['load', 'report'])
    const [first, second] = jobs
    expect(first).toMatchObject({ epsilon: 30 * MINUTE, retries: 2, softError: false })
    expect(first!.needs).toEqual({ cpus: 500, mem: 128_000, disk: 256_000 })
    expect(first!.runs.by === 'schedule' && formatRepeat(first!.runs.repeat)).toBe(
      'R/2016-09-01T02:00:00.000+02:00/PT24H',
    )
    expect(second).toMatchObject({ retries: 1, softError: true, epsilon: MINUTE })
    expect(new Set(unmodelled)).toEqual(new Set(['command', 'owner']))
  })

  it('are refused with everything that is wrong at once', () => {
    const { faults } = read([
      { ...load, name: 'a b', schedule: 'R/2016-02-30T00:00:00Z/P1D' },
      { ...load, name: 'b', schedule: 'R//PT0S', scheduleTimeZone: 'Europe/Paris' },
      { ...load, name: 'c', scheduleTimeZone: 'Europe/Pariss', cpus: 'many' },
      { ...load, name: 'd', constraints: [['rack', 'UNIQUE', '']], colour: 'blue', concurrent: true },
      { ...load, name: 'e', schedule: 'R0//P1D' },
    ])
    expect(faults).toEqual([
      '0.name: found "a b", expected letters, digits, dashes, dots and underscores',
      '0.schedule: found "2016-02-30T00:00:00Z", expected a day of that month, which has 29; correct the date',
      '1.schedule: found "R//PT0S", whose period leads to no later time, so that it would fire without end at one moment, expected a schedule that can be kept',
      '2.cpus: found "many", expected a number of at least 0',
      '2.schedule: found the time zone "Europe/Pariss", expected a name of the IANA database; Europe/Berlin is one',
      '3.constraints.0: found the operator "UNIQUE", expected one of EQUALS, LIKE, UNLIKE; correct it',
      '3.colour: found an unknown field, expected a field of a job; delete it',
      '3.concurrent: found a field of another version, expected a field of a job; Chronos 2.4 does not have it: take a later one',
      '4.schedule: found "R0//P1D", which never fires: it has no repetitions left, expected a schedule that can be kept',
    ])
  })

  it('name parents that exist and do not wait for each other', () => {
    const following = (name: string, ...parents: string[]) => ({ name, command: './run', parents })
    expect(
      read([load, following('a', 'load', 'ghost'), following('b', 'c'), following('c', 'b'), following('d')])
        .faults,
    ).toEqual([
      '4.parents: found no parent, expected at least one job',
      '1.parents: found ghost, expected names of jobs that are defined; define them, or take them out',
      '3.parents: found b, which itself runs after c, expected jobs that do not wait for each other; take one of these parents out',
    ])
    expect(read([load, load]).faults).toEqual([
      '1.name: found a second job "load", expected every name once; give one of them another',
    ])
  })

  it('say when: 2.4 runs a job once that does not, 3 refuses it', () => {
    const bare = { name: 'once', command: './run' }
    const [job] = read(bare).jobs
    expect(job!.runs.by === 'schedule' && formatRepeat(job!.runs.repeat)).toBe(
      'R1/2016-08-31T23:59:59.000Z/PT24H',
    )
    expect(read(bare, chronos3).faults).toEqual(['schedule: found nothing, expected a schedule or parents'])
    expect(read({ ...load, epsilon: 'PT1M' }, chronos3).faults).toEqual([
      'epsilon: found a field of another version, expected a field of a job; Chronos 3 does not have it: take an earlier one',
    ])
    expect(read({ ...load, concurrent: true }, chronos3).jobs[0]!.concurrent).toBe(true)
  })
})

it('what is no object is no job, and a job has a name', () => {
  const { jobs, faults } = read([5, load, { ...load, name: undefined }])
  expect(jobs.map(({ name }) => name)).toEqual(['load', ''])
  expect(faults).toEqual([
    expect.stringMatching(/^0: found 5/),
    '2.name: found nothing, expected letters, digits, dashes, dots and underscores',
  ])
})

it('a name that is no text is told once', () => {
  expect(read({ ...load, name: 5 }).faults).toEqual(['name: found 5, expected a text'])
})
