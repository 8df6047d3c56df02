import { describe, expect, it } from 'vitest'
import { FaultList } from '../../../conformance/fault-list.ts'
import { MINUTE, SECOND } from '../../../sim/engine/time.ts'
import { parseInstant } from '../../../systems/calendar/instant-text.ts'
import { Fields } from '../../../systems/definition-file/fields.ts'
import { readJob } from '../../../systems/metronome/definition-file.ts'
import { type Flags, head, metronome01 } from '../../../systems/metronome/era.ts'
import type { Job } from '../../../systems/metronome/job.ts'
import { Run, type RunDesk } from '../../../systems/metronome/run.ts'
import { Runs } from '../../../systems/metronome/runs.ts'
import { ScheduleTimer } from '../../../systems/metronome/schedule.ts'

/** Writes down what runs ask for. */
function desk(): RunDesk & { readonly log: string[] } {
  const log: string[] = []
  return {
    log,
    queue: () => log.push('queue'),
    purge: () => log.push('purge'),
    kill: (_, task) => log.push(`kill ${task}`),
    updated: run => log.push(run.status),
    ended: (_, end) => log.push(end),
  }
}

function job(run: object = {}, schedule: object = {}, flags: Flags = head): Job {
  const whole = { cmd: 'true', cpus: 1, mem: 32, disk: 0, ...run }
  const cron = { id: 'default', cron: '* * * * *', ...schedule }
  const value = { id: 'report', run: whole, schedules: [cron] }
  return readJob(Fields.of({ value, at: [] }, 'a job', new FaultList())!, flags)
}

describe('a run', () => {
  it('is stored, queued, at work, and out of the store again', () => {
    const { log, ...asks } = desk()
    const run = new Run('run', job(), 0, null, { ...asks })
    run.created(0)
    run.taskUpdate('a', 'STAGING', SECOND)
    run.taskUpdate('a', 'RUNNING', 2 * SECOND)
    run.taskUpdate('a', 'FINISHED', 3 * SECOND)
    run.deleted()
    expect(log).toEqual(['queue', 'ACTIVE', 'purge', 'SUCCESS', 'finished'])
    expect(run.completedAt).toBe(3 * SECOND)
  })

  it('launches another task on failure until it is too old', () => {
    // Created at 0 with 10 s: the failure at 9.9 s is in time, the one at 10 s is not.
    const { log, ...asks } = desk()
    const restart = { policy: 'ON_FAILURE', activeDeadlineSeconds: 10 }
    const run = new Run('run', job({ restart }), 0, null, { ...asks })
    run.created(0)
    run.taskUpdate('a', 'RUNNING', 0)
    run.taskUpdate('a', 'FAILED', 9.9 * SECOND)
    run.taskUpdate('b', 'KILLED', 10 * SECOND)
    expect(log).toEqual(['queue', 'ACTIVE', 'ACTIVE', 'queue', 'purge', 'FAILED'])
  })

  it('that does not start in time is aborted, and so is one that is killed', () => {
    const { log, ...asks } = desk()
    const late = new Run('late', job(), 0, 60 * SECOND, { ...asks })
    late.created(0)
    expect(late.startsBy).toBe(60 * SECOND)
    late.startTimedOut(60 * SECOND)
    late.deleted()
    const killed = new Run('killed', job(), 0, null, { ...asks })
    killed.created(0)
    killed.taskUpdate('a', 'RUNNING', 0)
    killed.kill(SECOND)
    killed.kill(SECOND)
    killed.deleted()
    const aborted = ['purge', 'FAILED', 'aborted']
    expect(log).toEqual(['queue', ...aborted, 'queue', 'ACTIVE', 'kill a', ...aborted])
  })
})

/** Triggers a job that runs for 150 s every minute, for ten minutes, and says how many runs there are after each trigger. */
function everyMinute(policy: string, flags: Flags): { active: number[]; skipped: number } {
  const runs = new Runs(flags, desk())
  const defined = job({}, { concurrencyPolicy: policy }, flags)
  const ends: { at: number; run: Run }[] = []
  const active: number[] = []
  for (let now = 0; now < 10 * MINUTE; now += MINUTE) {
    for (const { run } of ends.filter(({ at }) => at <= now && at > now - MINUTE)) {
      run.taskUpdate('task', 'FINISHED', now)
      run.deleted()
    }
    const run = runs.trigger(defined, defined.schedule, now)
    run?.created(now)
    if (run !== null) ends.push({ at: now + 150 * SECOND, run })
    active.push(runs.activeOf('report'))
  }
  return { active, skipped: runs.skipped }
}

describe('a job that runs longer than its period', () => {
  it('has as many runs at once as its length has periods where that is allowed', () => {
    // 150 s are two and a half minutes: from the third trigger on three runs overlap.
    expect(everyMinute('ALLOW', head)).toEqual({ active: [1, 2, 3, 3, 3, 3, 3, 3, 3, 3], skipped: 0 })
  })

  it('skips two of three triggers where that is forbidden', () => {
    // 1 − 1/⌈150/60⌉: it runs at minutes 0, 3, 6 and 9, and six of ten triggers are skipped.
    expect(everyMinute('FORBID', head)).toEqual({ active: Array(10).fill(1), skipped: 6 })
  })

  it('is not kept from anything by 0.1, whatever its schedule says', () => {
    const all = { active: [1, 2, 3, 3, 3, 3, 3, 3, 3, 3], skipped: 0 }
    for (const policy of ['ALLOW', 'FORBID', 'REPLACE']) expect(everyMinute(policy, metronome01)).toEqual(all)
  })
})

describe('the timer of a job', () => {
  const at = (text: string) => parseInstant(text, 'at')

  it('plans after what it had planned, and waits a minute at least', () => {
    // At 08:50:12 the next minute is 48 s away; the timer waits 60 s and goes off at 08:51:12, and so on.
    const { schedule } = job()
    const timer = new ScheduleTimer(schedule, at('2016-06-01T08:50:12Z'))
    expect(timer.scheduledAt).toBe(at('2016-06-01T08:51:00Z'))
    expect(timer.firesAt).toBe(at('2016-06-01T08:51:12Z'))
    timer.fired(at('2016-06-01T08:51:12Z'))
    expect(timer.scheduledAt).toBe(at('2016-06-01T08:52:00Z'))
    expect(timer.firesAt).toBe(at('2016-06-01T08:52:12Z'))
    timer.update(null, at('2016-06-01T08:52:00Z'))
    expect([timer.scheduledAt, timer.firesAt]).toEqual([null, null])
  })

  it('rests while the schedule is not enabled', () => {
    const { schedule } = job({}, { enabled: false })
    expect(new ScheduleTimer(schedule, 0).firesAt).toBeNull()
  })
})

describe('a run with a deadline for its start', () => {
  const until = (startingDeadline: number) => {
    const { log, ...asks } = desk()
    return { log, run: new Run('run', job(), 0, startingDeadline, { ...asks }) }
  }

  it('that the store has too late is aborted at once', () => {
    const { log, run } = until(SECOND)
    expect(run.startsBy).toBe(SECOND)
    run.created(SECOND)
    run.deleted()
    expect(log).toEqual(['purge', 'FAILED', 'aborted'])
    expect(run.startsBy).toBeNull()
  })

  it('has none any more when it is at work', () => {
    const { log, run } = until(SECOND)
    run.created(SECOND - 1)
    run.created(SECOND)
    run.taskUpdate('a', 'STAGING', SECOND - 1)
    expect(run.startsBy).toBeNull()
    run.startTimedOut(SECOND)
    expect([run.status, log]).toEqual(['ACTIVE', ['queue', 'ACTIVE']])
  })
})
