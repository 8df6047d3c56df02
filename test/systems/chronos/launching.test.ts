import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { attributesOf, constraintOf } from '../../../systems/chronos/constraint.ts'
import { chronos24 } from '../../../systems/chronos/era.ts'
import type { Job } from '../../../systems/chronos/job.ts'
import { launchable, type OpenOffer } from '../../../systems/chronos/launching.ts'
import { parseRepeat } from '../../../systems/chronos/repeat.ts'
import { Reviving } from '../../../systems/chronos/reviving.ts'
import { parseTaskId, taskId } from '../../../systems/chronos/task-id.ts'
import { TaskQueue } from '../../../systems/chronos/task-queue.ts'
import type { Attribute } from '../../../systems/marathon/offer.ts'

const offer = (hostname: string, cpus: number): OpenOffer => ({
  hostname,
  attributes: [],
  cpus,
  mem: 1_000_000,
  disk: 1_000_000,
})

const job = (name: string, cpus: number, more: Partial<Job> = {}): Job => ({
  name,
  command: './run',
  arguments: [],
  runs: { by: 'schedule', repeat: parseRepeat('R//P1D', '', 0, name) },
  epsilon: 0,
  retries: 2,
  needs: { cpus, mem: 1000, disk: 1000 },
  constraints: [],
  softError: false,
  highPriority: false,
  disabled: false,
  concurrent: false,
  ...more,
})

/** Queues jobs in order and says which are launched where, and how many tasks wait then. */
function played(jobs: readonly Job[], offers: readonly OpenOffer[], running: string[] = []) {
  const queue = new TaskQueue(chronos24)
  for (const each of jobs) queue.enqueue(taskId(each, 0, 0), each.highPriority)
  const known = {
    jobOf: (id: string) => jobs.find(({ name }) => name === parseTaskId(id)!.job) ?? null,
    isRunning: ({ name }: Job) => running.includes(name),
    dropped: () => {},
  }
  const launches = launchable(queue, offers, known)
  return { launches: launches.map(({ job, offer }) => `${job.name} ${offer.hostname}`), waiting: queue.size }
}

describe('offers to Chronos', () => {
  it('are filled in the order of the queue, until a task finds none', () => {
    // b (900) fits neither what a left of x nor y; it goes to the end, and c is not looked at in this round.
    const jobs = [job('a', 600), job('b', 900), job('c', 100)]
    expect(played(jobs, [offer('x', 1000), offer('y', 500)])).toEqual({ launches: ['a x'], waiting: 2 })
  })

  // 1000 MB each way; after 600 of one of them 400 are left, and not enough for another 600.
  it.each(['cpus', 'mem', 'disk'] as const)('have less %s after each launch', kind => {
    const small = { cpus: 1, mem: 1, disk: 1 }
    const needs = { ...small, [kind]: 600 }
    const jobs = [job('a', 0, { needs }), job('b', 0, { needs: small }), job('c', 0, { needs })]
    const all: OpenOffer = { ...offer('x', 1000), mem: 1000, disk: 1000 }
    expect(played(jobs, [all])).toEqual({ launches: ['a x', 'b x'], waiting: 1 })
    expect(all[kind]).toBe(399)
  })

  it('go to tasks of high priority first', () => {
    const jobs = [job('a', 600), job('b', 600, { highPriority: true })]
    expect(played(jobs, [offer('x', 1000)])).toEqual({ launches: ['b x'], waiting: 1 })
  })

  it('start a job that runs already only if it is concurrent, and never twice in one round', () => {
    const twice = [job('a', 100), job('a', 100)]
    expect(played(twice, [offer('x', 1000)])).toEqual({ launches: ['a x'], waiting: 0 })
    expect(played([job('a', 100)], [offer('x', 1000)], ['a']).launches).toEqual([])
    expect(played([job('a', 100, { concurrent: true })], [offer('x', 1000)], ['a']).launches).toEqual(['a x'])
  })

  it('are taken only where all constraints are met', () => {
    const here = { constraints: [constraintOf(['hostname', 'LIKE', 'y.*'], 'job')] }
    expect(played([job('a', 100, here)], [offer('x', 1000), offer('y1', 1000)]).launches).toEqual(['a y1'])
  })
})

describe('a constraint of Chronos', () => {
  it('is met by no agent without the attribute, not even UNLIKE', () => {
    expect(constraintOf(['rack', 'UNLIKE', 'r1'], 'job').isMetBy([])).toBe(false)
    const scalar = { name: 'cores', type: 'SCALAR', value: 8 } as const
    expect(constraintOf(['cores', 'LIKE', '8\\.0'], 'job').isMetBy([scalar])).toBe(true)
    expect(constraintOf(['cores', 'EQUALS', '8.0'], 'job').isMetBy([scalar])).toBe(false)
  })

  it('that is none is refused', () => {
    expect(() => constraintOf(['rack', 'UNIQUE', ''], 'job')).toThrow(
      'job: found the operator "UNIQUE", expected one of EQUALS, LIKE, UNLIKE; correct it.',
    )
    expect(() => constraintOf(['rack'], 'job')).toThrow('expected [attribute, operator, value]')
  })
})

describe('reviving in Chronos', () => {
  it('happens at once, and then every five seconds at most', () => {
    const reviving = new Reviving(5 * SECOND)
    expect(reviving.request(0)).toBe(true)
    expect(reviving.request(SECOND)).toBe(false)
    expect(reviving.request(2 * SECOND)).toBe(false)
    expect(reviving.checkAt).toBe(5 * SECOND)
    expect(reviving.request(5 * SECOND)).toBe(true)
    expect(reviving.checkAt).toBeNull()
  })
})

describe('attributes of Chronos', () => {
  const set = { name: 'gpu', type: 'SET', value: ['k80', 'p100'] } as const
  const ranges = { name: 'jdk', type: 'RANGES', value: [[6, 7]] } as const
  const isMet = (operator: string, pattern: string, attribute: Attribute) =>
    constraintOf([attribute.name, operator, pattern], 'job').isMetBy([attribute])

  it('of a set are met by one of its members, and ranges by nothing', () => {
    expect([isMet('LIKE', 'k.*', set), isMet('LIKE', 'v.*', set)]).toEqual([true, false])
    expect([isMet('UNLIKE', 'k.*', set), isMet('UNLIKE', 'v.*', set)]).toEqual([false, true])
    for (const operator of ['LIKE', 'UNLIKE']) expect(isMet(operator, '.*', ranges)).toBe(false)
  })

  it('have the host name among them, unless one has that name', () => {
    const other = { name: 'rack', type: 'TEXT', value: 'r' } as const
    const own = { name: 'hostname', type: 'TEXT', value: 'mine' } as const
    expect(attributesOf({ hostname: 'h', attributes: [other] })).toEqual([other, { ...own, value: 'h' }])
    expect(attributesOf({ hostname: 'h', attributes: [other, own] })).toEqual([other, own])
  })
})

it('a task of Chronos is known by the whole of its id', () => {
  expect(parseTaskId('ct:1000:2:load.a-b:more')).toMatchObject({ job: 'load.a-b' })
  for (const text of ['xct:1:0:a', 'ct:1:0:', 'ct:x:0:a', 'ct:1:0', 'a']) expect(parseTaskId(text)).toBeNull()
})
