/** How runs of Metronome end when a store fails or Metronome comes back, where they may run, and on which days. */
import { describe, expect, it } from 'vitest'
import { FaultList } from '../../../conformance/fault-list.ts'
import { SECOND } from '../../../sim/engine/time.ts'
import { parseField } from '../../../systems/calendar/cron-field.ts'
import { Fields } from '../../../systems/definition-file/fields.ts'
import { fieldKinds } from '../../../systems/metronome/cron.ts'
import { daysOf } from '../../../systems/metronome/cron-days.ts'
import { readJob } from '../../../systems/metronome/definition-file.ts'
import { head, metronome01 } from '../../../systems/metronome/era.ts'
import { marathonConstraint, operatorNames, placementOperator } from '../../../systems/metronome/placement.ts'
import type { RunStatus } from '../../../systems/metronome/run.ts'
import { Run, type RunDesk } from '../../../systems/metronome/run.ts'
import { readSchedule } from '../../../systems/metronome/schedule-definition.ts'

function started(status?: RunStatus, restart?: object, startingDeadline: number | null = null) {
  const log: string[] = []
  const desk: RunDesk = {
    queue: () => void log.push('queue'),
    purge: () => void log.push('purge'),
    kill: (_, task) => void log.push(`kill ${task}`),
    updated: run => void log.push(run.status),
    ended: (_, end) => void log.push(end),
  }
  const value = { id: 'report', run: { cmd: 'true', cpus: 1, mem: 32, disk: 0, ...(restart && { restart }) } }
  const job = readJob(Fields.of({ value, at: [] }, 'a job', new FaultList())!, head)
  return { log, run: new Run('run', job, 0, startingDeadline, desk, status) }
}

describe('a store that fails', () => {
  it('aborts a run that is under way', () => {
    const { log, run } = started()
    run.created(0)
    run.taskUpdate('a', 'RUNNING', 0)
    run.storeFailed(SECOND)
    run.deleted()
    expect(log).toEqual(['queue', 'ACTIVE', 'kill a', 'purge', 'FAILED', 'aborted'])
  })

  it('makes a failure of a success that cannot be taken out', () => {
    const { log, run } = started()
    run.created(0)
    run.taskUpdate('a', 'FINISHED', SECOND)
    expect([run.status, run.completedAt]).toEqual(['SUCCESS', SECOND])
    run.storeFailed(2 * SECOND)
    expect([run.status, run.completedAt]).toEqual(['FAILED', 2 * SECOND])
    run.storeFailed(3 * SECOND)
    run.deleted()
    expect(log).toEqual(['queue', 'purge', 'SUCCESS', 'aborted'])
  })

  it('ends one that had failed, as it was', () => {
    const { log, run } = started()
    run.created(0)
    run.taskUpdate('a', 'FAILED', SECOND)
    run.storeFailed(2 * SECOND)
    expect([run.completedAt, log]).toEqual([SECOND, ['queue', 'purge', 'FAILED', 'aborted']])
  })
})

describe('a run that had failed', () => {
  it('ends so when the store has forgotten it, and hears of its tasks no more', () => {
    const { log, run } = started()
    run.created(0)
    run.created(0)
    run.taskUpdate('a', 'FAILED', SECOND)
    run.taskUpdate('a', 'RUNNING', SECOND)
    run.deleted()
    run.kill(SECOND)
    run.startTimedOut(SECOND)
    expect(log).toEqual(['queue', 'purge', 'FAILED', 'failed'])
    expect([...run.tasks]).toEqual([['a', 'FAILED']])
  })
})

describe('a Metronome that comes back', () => {
  it.each<[RunStatus, ReadonlyMap<string, 'RUNNING'>, boolean, readonly string[]]>([
    ['SUCCESS', new Map(), false, ['purge', 'SUCCESS']],
    ['FAILED', new Map(), false, ['purge', 'FAILED']],
    ['STARTING', new Map(), false, ['queue']],
    ['STARTING', new Map(), true, []],
    ['ACTIVE', new Map([['a', 'RUNNING']]), false, []],
    ['ACTIVE', new Map(), false, ['queue']],
    ['INITIAL', new Map(), false, []],
  ])('finds a run that is %s, with tasks %j, queued: %j', (status, known, queued, expected) => {
    const { log, run } = started(status)
    run.restored(known, queued, SECOND)
    expect([log, run.tasks.size]).toEqual([expected, known.size])
  })

  it.each<[RunStatus, number, readonly string[]]>([
    // The deadline is at 60 s. What is left of it is counted in whole seconds, and nothing is too little.
    ['INITIAL', 59, []],
    ['INITIAL', 59.5, ['purge', 'FAILED', 'aborted']],
    ['STARTING', 60, ['purge', 'FAILED', 'aborted']],
    ['STARTING', 3600, ['purge', 'FAILED', 'aborted']],
    ['ACTIVE', 3600, ['queue']],
  ])('finds a run that is %s at %d s, and aborts what is too late to start', (status, at, expected) => {
    const { log, run } = started(status, undefined, 60 * SECOND)
    run.restored(new Map(), false, at * SECOND)
    run.deleted()
    expect(log).toEqual(expected)
  })

  it('waits for the start of a run from when it is made, and not only once it is stored', () => {
    const { log, run } = started('INITIAL', undefined, 60 * SECOND)
    expect(run.startsBy).toBe(60 * SECOND)
    run.startTimedOut(60 * SECOND)
    run.deleted()
    expect([log, run.startsBy]).toEqual([['purge', 'FAILED', 'aborted'], null])
  })

  it('goes on with a run that was at work', () => {
    const { log, run } = started('ACTIVE')
    run.restored(new Map([['a', 'RUNNING']]), false, SECOND)
    run.taskUpdate('a', 'RUNNING', SECOND)
    run.taskUpdate('a', 'FINISHED', 2 * SECOND)
    expect(log).toEqual(['purge', 'SUCCESS'])
  })
})

describe('a placement', () => {
  it('has the operators of its era, and Marathon’s words for them', () => {
    expect(['EQ', 'IS', 'LIKE', 'UNLIKE', 'IN'].map(each => placementOperator(each, 'head'))).toEqual([
      ...['IS', 'IS', 'LIKE', 'UNLIKE', null],
    ])
    expect(['EQ', 'IS'].map(each => placementOperator(each, '0.1'))).toEqual(['IS', null])
    expect([operatorNames('head'), operatorNames('0.1')]).toEqual([
      'IS, EQ, LIKE, UNLIKE',
      'EQ, LIKE, UNLIKE',
    ])
    expect(marathonConstraint('rack', 'IS', 'a', '0.1')).toEqual({
      field: 'rack',
      operator: 'CLUSTER',
      value: 'a',
    })
    expect(marathonConstraint('rack', 'IS', 'a', 'head').operator).toBe('IS')
    expect(marathonConstraint('rack', 'LIKE', 'a', '0.1').operator).toBe('LIKE')
  })
})

describe('a schedule', () => {
  function schedule(value: object, flags = head) {
    const report = new FaultList()
    const fields = Fields.of(
      { value: { id: 's', cron: '* * * * *', ...value }, at: [] },
      'a schedule',
      report,
    )!
    return { ...readSchedule(fields, flags), faults: report.faults.map(String) }
  }

  it('that says little is on, and allows what its era allows', () => {
    expect(schedule({})).toMatchObject({
      ...{ id: 's', startingDeadline: 900 * SECOND, concurrencyPolicy: 'ALLOW', enabled: true, faults: [] },
    })
    expect(schedule({}, metronome01)).toMatchObject({ concurrencyPolicy: 'FORBID', faults: [] })
    const said = { concurrencyPolicy: 'FORBID', enabled: false, startingDeadlineSeconds: 60 }
    expect(schedule(said)).toMatchObject({
      ...{ startingDeadline: 60 * SECOND, concurrencyPolicy: 'FORBID', enabled: false, faults: [] },
    })
  })

  it('has a name, a deadline, a policy, a zone and dates that there are', () => {
    expect(schedule({ id: null }).faults).toEqual([expect.stringMatching(/id.*nothing.*a name/)])
    expect(schedule({ id: 5 }).faults).toEqual([expect.stringMatching(/id.*5.*a text/)])
    expect(schedule({ startingDeadlineSeconds: 59 }).faults).toEqual([expect.stringContaining('at least 60')])
    expect(schedule({ startingDeadlineSeconds: 1 }, metronome01).faults).toEqual([])
    expect(schedule({ concurrencyPolicy: 'REPLACE' }, metronome01).faults).toEqual([])
    expect(schedule({ concurrencyPolicy: 'REPLACE' }).faults).toEqual([expect.stringContaining('"REPLACE"')])
    expect(schedule({ timezone: 'Moon/Crater' }).faults).toEqual([expect.stringContaining('"Moon/Crater"')])
    expect(schedule({ cron: '0 0 30 2 *' }).faults).toHaveLength(1)
    expect(schedule({ cron: '61 25 * * *' }).faults).toHaveLength(2)
    // 29 February is a date, and never a Monday in the years that are given.
    expect(schedule({ cron: '0 0 29 2 1 2024-2027' }).faults).toEqual([
      expect.stringContaining('which never fires'),
    ])
  })
})

/** October 2016 began on a Saturday and had 31 days; the 30th was a Sunday, and the 31st a Monday. */
describe('days of October 2016', () => {
  const days = (ofMonth: string, ofWeek = '*', year = 2016, month = 10) =>
    daysOf(year, month, parseField(ofMonth, fieldKinds[2]!, []), parseField(ofWeek, fieldKinds[4]!, []))

  it.each<[string, string, readonly number[]]>([
    ['1', '*', [1]],
    ['*', '6', [1, 8, 15, 22, 29]],
    ['1-9', 'SUN', [2, 9]],
    ['L', '*', [31]],
    ['LW', '*', [31]],
    // The first is a Saturday: Friday would be another month, so that Monday is meant.
    ['1W', '*', [3]],
    ['15W', '*', [14]],
    ['16W', '*', [17]],
    ['12W', '*', [12]],
    ['*', '0L', [30]],
    ['*', '1L', [31]],
    ['*', '6#1', [1]],
    ['*', '6#5', [29]],
    ['*', '5#5', []],
    ['*', '1#2', [10]],
    ['L,3', '*', [3, 31]],
    ['2-8', '1#1,5L', [3]],
  ])('%s and %s', (ofMonth, ofWeek, found) => {
    expect(days(ofMonth, ofWeek)).toEqual(found)
  })

  it('and of months that end on a weekend', () => {
    // April 2016 ended on a Saturday; July on a Sunday, whose Monday is in August.
    expect([days('LW', '*', 2016, 4), days('31W', '*', 2016, 7), days('31W', '*', 2016, 4)]).toEqual([
      [29],
      [29],
      [],
    ])
  })
})
