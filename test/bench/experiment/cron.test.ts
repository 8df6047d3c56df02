import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../../../sim/engine/time.ts'
import type { CronPart, MixSpec } from '../../../workloads/spec.ts'
import { faultsOf, plan } from './given.ts'

const text = (entry: string, rest = 'until: 1 d', begins = '') => `name: X
system: monolithic
machines: { count: 10, cpu: 4, memory: 8 GiB }
workload:
  cron: ${entry}
${begins}
${rest}
`
async function planned(entry: string, rest?: string, begins?: string) {
  const { runs } = await plan(text(entry, rest, begins))
  return (runs[0]!.spec.workload as MixSpec).parts as readonly CronPart[]
}
async function hours(entry: string, begins: string, rest?: string): Promise<number[]> {
  const [{ runs }] = (await planned(entry, rest, begins)) as [CronPart]
  return runs.kind === 'listed' ? runs.times.map(time => time / HOUR) : []
}

describe('cron jobs of an experiment', () => {
  it('go by the clock, or by the calendar', async () => {
    const parts = await planned(
      '[{ every: 5 min, at: 1 min, runs: 3, duration: 1 min, concurrency: forbid }, { class: report, schedule: "30 6 * * *", duration: 1 h, concurrency: replace }]',
    )
    expect(parts).toMatchObject([
      {
        kind: 'cron',
        jobClass: 'cron',
        runs: { kind: 'fixed', first: MINUTE, every: 5 * MINUTE, most: 3 },
        concurrency: 1,
      },
      { jobClass: 'report', runs: { kind: 'listed', times: [6.5 * HOUR] }, concurrency: 2 },
    ])
  })

  it('are due a million times at most, by the clock as by the calendar', async () => {
    // One a microsecond for an hour would be 3.6 billion.
    expect(await faultsOf(text('{ every: 1 us, duration: 1 min }', 'until: 1 h'))).toContain(
      'workload.cron.every: found runs that are due 3600000000 times until submissions end, expected at most 1000000; let them follow',
    )
    expect(await faultsOf(text('{ every: 1 us, runs: 10, duration: 1 min }', 'until: 1 h'))).toBe('no faults')
    expect(await faultsOf(text('{ every: 1 s, duration: 1 min }', 'until: 11 d'))).toBe('no faults')
  })

  it('begin on a Monday in January unless they are told', async () => {
    expect(await hours('{ schedule: "0 12 * * MON,WED", duration: 1 min }', '', 'until: 3 d')).toEqual([
      12, 60,
    ])
    // What is due at the start is due.
    expect(await hours('{ schedule: "0 * * * *", duration: 1 min }', '', 'until: 2 h')).toEqual([0, 1])
    expect(await hours('{ schedule: "0 * * * *", duration: 1 min, runs: 3 }', '', 'until: never')).toEqual([
      0, 1, 2,
    ])
  })

  it('go by the clocks of their zone on a day that lacks an hour, and on one that has an hour twice', async () => {
    const daily = '{ schedule: "30 2 * * *", zone: Europe/Berlin, duration: 1 min }'
    const hourly = '{ schedule: "0 * * * *", zone: Europe/Berlin, duration: 1 min }'
    // From midnight in Berlin: 2:30 does not exist on 29 March 2026 and comes as 3:30 summer time, two and a half hours later.
    expect(await hours(daily, '  begins: 2026-03-29T00:00+01:00')).toEqual([2.5])
    expect(await hours(hourly, '  begins: 2026-03-29T00:00+01:00', 'until: 4 h')).toEqual([0, 1, 2, 3])
    // On 25 October 2:30 comes twice, and is meant once; every hour comes 25 times.
    expect(await hours(daily, '  begins: 2026-10-25T00:00+02:00')).toEqual([2.5])
    expect(await hours(hourly, '  begins: 2026-10-25T00:00+02:00', 'until: 25 h')).toHaveLength(25)
    // The same in universal time.
    expect(await hours('{ schedule: "30 2 * * *", duration: 1 min }', '  begins: 2026-03-29T00:00Z')).toEqual(
      [2.5],
    )
  })

  it('are refused in sentences, all at once', async () => {
    const told = await faultsOf(
      text(
        '[{ duration: 1 min }, { schedule: "61 * * *", duration: 1 min }, { schedule: "0 0 30 2 *", duration: 1 min }, { schedule: "0 0 1 1 *", zone: Europe/Berln, duration: 1 min }, { every: 1 h, schedule: "0 * * * *", duration: 1 min }, { every: 1 h, zone: UTC, duration: 1 min }, { schedule: "0 0 1 5 *", duration: 1 min }]',
        'until: 1 d',
      ),
    )
    expect(told.split('\n').map(line => line.replace(/^x\.yaml:5:\d+: workload\.cron\./, ''))).toEqual([
      '0: found a cron job that is never due, expected a schedule such as "0 * * * *", or every',
      '1.schedule: found "61 * * *" with 4 fields, expected 5 – minute, hour, day of the month, month, day of the week – and perhaps a year; correct the expression',
      '2.schedule: found "0 0 30 2 *", whose days are in none of its months, expected a date that a calendar has; correct the expression',
      '3.zone: found the time zone "Europe/Berln", expected a name of the IANA database; Europe/Berlin is one',
      '4: found every and schedule, expected runs by the clock (at, every), by the calendar (schedule), or at random (interarrival); keep one of these ways',
      '5.zone: found a time zone without a schedule, expected a schedule, which goes by it',
      '6.schedule: found "0 0 1 5 *", which is never due before submissions end, expected a schedule that is due; correct it, set workload.begins, or until later',
    ])
    expect(
      await faultsOf(
        text('{ schedule: "0 * * * *", duration: 1 min }', 'until: 1 d', '  begins: 2026-02-30'),
      ),
    ).toBe(
      'x.yaml:6:11: workload.begins: found "2026-02-30", expected a day of that month, which has 28; correct the date',
    )
    expect(
      await faultsOf(text('{ every: 1 h, duration: 1 min }', 'until: 1 d', '  begins: 2026-02-03')),
    ).toBe(
      'x.yaml:6:3: workload.begins: found what the calendar shows, in a workload without a schedule, expected a schedule, which goes by it',
    )
    expect(await faultsOf(text('{ schedule: "0 * * * *", duration: 1 min }', 'until: never'))).toBe(
      'x.yaml:5:21: workload.cron.schedule: found a schedule in submissions without an end, expected an end; set until, workload.submit-until, or runs',
    )
  })
})
