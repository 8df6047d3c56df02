import { expect, it } from 'vitest'
import { HOUR, MINUTE, NEVER, SECOND, type Time } from '../../../../sim/engine/time.ts'
import { UTC, zoneOf } from '../../../../systems/calendar/zone.ts'
import { CronJobController, type CronJobRules } from '../../../../systems/kubernetes/controllers/cron-job.ts'
import { parseCronSchedule } from '../../../../systems/kubernetes/controllers/cron-schedule.ts'

/** Jobs that run so long each, of a CronJob made at 0 s; times are those of starts and of what was deleted, in seconds. */
function started(
  changes: Partial<Omit<CronJobRules, 'schedule'>> & { readonly schedule?: string },
  lasts: (start: number) => Time,
  until: Time,
) {
  const { schedule = '* * * * *', ...others } = changes
  const rules: CronJobRules = {
    concurrencyPolicy: 'Allow',
    startingDeadline: NEVER,
    suspend: false,
    zone: UTC,
    ...others,
    schedule: parseCronSchedule(schedule, 'schedule'),
  }
  let now = 0
  const log: string[] = []
  const ends = new Map<number, Time>()
  let missed = 0
  const cronJob = new CronJobController<number>(
    rules,
    {
      start: at => {
        log.push(`${now / SECOND} +${at / SECOND}`)
        ends.set(at, now + lasts(log.length - 1))
        return at
      },
      delete: job => {
        log.push(`${now / SECOND} -${job / SECOND}`)
        ends.delete(job)
      },
    },
    0,
  )
  let next: Time | null = 0
  for (;;) {
    const end = [...ends].sort((a, b) => a[1] - b[1])[0]
    const at = Math.min(next ?? NEVER, end?.[1] ?? NEVER)
    if (at > until) return { log, missed }
    now = at
    if (end !== undefined && end[1] === at) {
      ends.delete(end[0])
      cronJob.finished(end[0])
    }
    const sync = cronJob.sync(now)
    next = sync.next
    missed += sync.missed
  }
}

it('starts a Job a tenth of a second after each time, beside others', () => {
  const { log } = started({}, () => 90 * SECOND, 200 * SECOND)
  expect(log).toEqual(['60.1 +60', '120.1 +120', '180.1 +180'])
})

it('stops the Job that runs where it replaces', () => {
  const { log } = started({ concurrencyPolicy: 'Replace' }, () => 90 * SECOND, 130 * SECOND)
  expect(log).toEqual(['60.1 +60', '120.1 -60', '120.1 +120'])
})

/** The Job of 60 s runs until 150.1 s; that of 120 s waits for it, and is started late at 150.1 s, as there is no deadline. */
it('starts a forbidden Job when the one before it ends', () => {
  const { log, missed } = started(
    { concurrencyPolicy: 'Forbid' },
    start => (start === 0 ? 90 * SECOND : 5 * SECOND),
    200 * SECOND,
  )
  expect(log).toEqual(['60.1 +60', '150.1 +120', '180.1 +180'])
  expect(missed).toBe(0)
})

/** As before, but at 150.1 s the time 120 s lies 30.1 s back: more than 20 s, and the run is missed. */
it('misses a Job whose starting deadline is over', () => {
  const { log, missed } = started(
    { concurrencyPolicy: 'Forbid', startingDeadline: 20 * SECOND },
    start => (start === 0 ? 90 * SECOND : 5 * SECOND),
    200 * SECOND,
  )
  expect(log).toEqual(['60.1 +60', '180.1 +180'])
  expect(missed).toBe(1)
})

/** Until 250.1 s; 120, 180 and 240 s have passed: only the last is started, two are missed. */
it('makes up for the last of several times only', () => {
  const { log, missed } = started(
    { concurrencyPolicy: 'Forbid' },
    start => (start === 0 ? 190 * SECOND : 5 * SECOND),
    290 * SECOND,
  )
  expect(log).toEqual(['60.1 +60', '250.1 +240'])
  expect(missed).toBe(2)
})

/**
 * The Job of 08:00 runs until 18:00. The first times after it, 09:00 and 10:00, are an hour apart, so the controller looks from 17:00
 * on, finds none, and goes on at 08:00 of the next day.
 */
it('overlooks times that passed where the next is further away than they are apart', () => {
  const { log, missed } = started(
    { concurrencyPolicy: 'Forbid', schedule: '0 8,9,10 * * *' },
    start => (start === 0 ? 10 * HOUR : SECOND),
    (24 + 8.5) * HOUR,
  )
  expect(log).toEqual(['28800.1 +28800', '115200.1 +115200'])
  expect(missed).toBe(2)
})

it('starts nothing while it is suspended', () => {
  expect(started({ suspend: true }, () => MINUTE, 300 * SECOND).log).toEqual([])
})

/** The time 0 is 01:00 of 1970-01-01 in Berlin. */
it('goes by the clocks of its zone', () => {
  const zone = zoneOf('Europe/Berlin', 'zone')
  const { log } = started({ schedule: '0 2 * * *', zone }, () => SECOND, 86_500 * SECOND)
  expect(log).toEqual(['3600.1 +3600'])
})
