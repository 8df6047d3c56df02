import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND } from '../../../sim/engine/time.ts'
import { JobBatch } from '../../../sim/world/batch.ts'
import type { SwfSpec } from '../../../workloads/spec.ts'
import { openSwf } from '../../../workloads/traces/swf.ts'

const folder = mkdtempSync(join(tmpdir(), 'switchyard-'))
afterAll(() => rmSync(folder, { recursive: true }))

const DAY_S = 86_400
const WEEK_S = 7 * DAY_S

/** A log of these jobs: submission in seconds, user; the run time in seconds is the number of the job, from 1. */
function log(name: string, jobs: readonly (readonly [number, number])[]): string {
  const lines = jobs.map(
    ([submit, user], i) => `${i + 1} ${submit} -1 ${i + 1} 1 -1 -1 1 100 -1 1 ${user} -1 -1 -1 -1 -1 -1`,
  )
  const file = join(folder, name)
  writeFileSync(file, `; MaxProcs: 8\n${lines.join('\n')}\n`)
  return file
}

async function replay(file: string, options: Partial<SwfSpec>, seed = 'oak') {
  const spec: SwfSpec = {
    kind: 'swf',
    file,
    jobClass: 'batch',
    shape: { taskPer: 'processor', cpuMilliPerProcessor: 1000, memoryMiBPerProcessor: 0, gang: true },
    size: 'requested',
    overrun: 'cut',
    estimate: 'requested',
    missingEstimate: 'run-time',
    zeroRunTime: 'drop',
    interarrivalFactor: 1,
    fromFirstSubmit: true,
    ...options,
  }
  const workload = await openSwf(spec, { seed, cpuMilli: 8000 })
  const jobs: { id: number; submitS: number; runS: number; user: number }[] = []
  const batch = new JobBatch()
  while ((await workload.read(batch)) > 0) {
    for (let row = 0; row < batch.count; row++) {
      const [submitS, runS] = [batch.submit[row]! / SECOND, batch.duration[row]! / SECOND]
      jobs.push({ id: batch.id[row]!, submitS, runS, user: batch.user[row]! })
    }
  }
  return { jobs, remarks: workload.remarks, drawn: workload.streams.drawn }
}

/** Three weeks, one job a day at noon: jobs 1 to 21, of users 0, 1 and 2 in turn. */
const threeWeeks = log(
  'weeks.swf',
  Array.from({ length: 21 }, (_, day) => [day * DAY_S, day % 3] as const),
)

describe('a window of a log', () => {
  it('is cut by the clock of the log, and what is left out is counted', async () => {
    const { jobs, remarks, drawn } = await replay(threeWeeks, { from: 2 * DAY, to: 5 * DAY })
    // Days 2, 3 and 4 are jobs 3, 4 and 5; the clock starts with the first of them.
    expect(jobs.map(({ id, submitS }) => [id, submitS])).toEqual([
      [3, 0],
      [4, DAY_S],
      [5, 2 * DAY_S],
    ])
    expect(remarks).toEqual([
      { count: 2, remark: 'dropped: submitted before trace.from' },
      { count: 16, remark: 'dropped: submitted at trace.to or later' },
    ])
    expect(drawn).toEqual([])
  })

  it('is cut by numbers of usable jobs', async () => {
    const { jobs, remarks } = await replay(threeWeeks, { firstJob: 4, jobs: 2 })
    expect(jobs.map(({ id }) => id)).toEqual([4, 5])
    expect(remarks).toEqual([
      { count: 3, remark: 'dropped: before trace.first-job' },
      { count: 2, remark: 'taken: the first that can be used (trace.jobs); no more was read' },
    ])
  })

  it('starts at a moment that each seed draws', async () => {
    const firsts = new Set<number>()
    for (const seed of ['a', 'b', 'c', 'd', 'e', 'f']) {
      const { jobs, remarks, drawn } = await replay(threeWeeks, { startWithin: 7 * DAY }, seed)
      firsts.add(jobs[0]!.id)
      // Earlier jobs are dropped, and no others: a job a day, the last of which is job 21.
      expect(jobs[0]!.id).toBeLessThanOrEqual(8)
      expect(jobs).toHaveLength(22 - jobs[0]!.id)
      const count = jobs[0]!.id - 1
      expect(remarks).toEqual(
        [{ count, remark: 'dropped: submitted before the start that was drawn (trace.start-within)' }].filter(
          each => each.count > 0,
        ),
      )
      expect(drawn).toEqual(['workload/trace/start'])
    }
    expect(firsts.size).toBeGreaterThan(2)
  })

  it('says why it is empty', async () => {
    await expect(replay(threeWeeks, { from: 90 * DAY })).rejects.toThrow('no usable job (21 before-from)')
  })
})

describe('weeks drawn anew', () => {
  it('are whole, and every job keeps its moment within the week', async () => {
    const seen = new Set<string>()
    for (const seed of ['a', 'b', 'c', 'd', 'e', 'f']) {
      const { jobs, drawn } = await replay(threeWeeks, { resample: 'weeks' }, seed)
      // Three weeks of seven jobs, each the jobs 1 to 7, 8 to 14 or 15 to 21 in their order, a day apart.
      expect(jobs).toHaveLength(21)
      const weeks = [0, 7, 14].map(at => Math.floor((jobs[at]!.runS - 1) / 7))
      jobs.forEach(({ submitS, runS }, i) => {
        expect(submitS).toBe(i * DAY_S)
        expect(runS).toBe(weeks[Math.floor(i / 7)]! * 7 + (i % 7) + 1)
      })
      expect(new Set(jobs.map(({ id }) => id)).size).toBe(21)
      expect(drawn).toEqual(['workload/trace/weeks'])
      seen.add(weeks.join(''))
    }
    expect(seen.size).toBeGreaterThan(3)
  })

  it('are the same for the same seed', async () => {
    const once = await replay(threeWeeks, { resample: 'weeks' })
    expect(await replay(threeWeeks, { resample: 'weeks' })).toEqual(once)
  })

  it('leave out a last week that is not whole, and say so', async () => {
    // 16 days: two weeks, and jobs 15, 16 and 17 of a third.
    const { jobs, remarks } = await replay(threeWeeks, { resample: 'weeks', to: 17 * DAY })
    expect(jobs).toHaveLength(14)
    expect(remarks.slice(1)).toEqual([
      { count: 3, remark: 'dropped: in the last week, which is not whole (trace.resample: weeks)' },
      { count: 14, remark: 'changed: of 2 weeks drawn with replacement (trace.resample)' },
    ])
  })

  it('are refused of a log that has not two', async () => {
    await expect(replay(threeWeeks, { resample: 'weeks', to: 9 * DAY })).rejects.toThrow(
      'found submissions of 8 days, expected two whole weeks or more to draw from (trace.resample)',
    )
  })
})

describe('users drawn anew', () => {
  it('bring all their jobs, moved by whole weeks, and are users of their own', async () => {
    for (const seed of ['a', 'b', 'c', 'd']) {
      const { jobs, drawn } = await replay(threeWeeks, { resample: 'users' }, seed)
      // Each of the three users has seven jobs, three days apart; so has each of the three that are drawn.
      expect(jobs).toHaveLength(21)
      for (const user of [0, 1, 2]) {
        const own = jobs.filter(job => job.user === user)
        const from = (own[0]!.runS - 1) % 3
        expect(own.map(({ runS }) => runS).sort((a, b) => a - b)).toEqual(
          [1, 4, 7, 10, 13, 16, 19].map(first => first + from),
        )
        // Moved around the three weeks by a whole number of weeks, the same for all of them.
        const moves = own.map(
          ({ submitS, runS }) => (submitS - (runS - 1) * DAY_S + 3 * WEEK_S) % (3 * WEEK_S),
        )
        expect(new Set(moves).size).toBe(1)
        expect(moves[0]! % WEEK_S).toBe(0)
      }
      expect(jobs.every(({ submitS }, i) => i === 0 || submitS >= jobs[i - 1]!.submitS)).toBe(true)
      expect(drawn).toEqual(['workload/trace/users'])
    }
  })

  it('leave jobs of no known user where they are', async () => {
    const mixed = log('mixed.swf', [
      [0, -1],
      [DAY_S, 3],
      [2 * DAY_S, 4],
      [15 * DAY_S, -1],
    ])
    const { jobs, remarks } = await replay(mixed, { resample: 'users' })
    expect(jobs.filter(({ user }) => user === -1).map(({ submitS }) => submitS)).toEqual([0, 15 * DAY_S])
    expect(remarks).toEqual([
      {
        count: 2,
        remark: 'changed: of 2 users drawn with replacement, each moved by whole weeks (trace.resample)',
      },
      { count: 2, remark: 'left where they are: of no known user (trace.resample)' },
    ])
  })

  it('are more where the load grows, those of the same seed among them', async () => {
    const few = await replay(threeWeeks, { resample: 'users' })
    const more = await replay(threeWeeks, { resample: 'users', userFactor: 1.34 })
    // 3 · 1.34 = 4.02: a fourth user is drawn, who has seven jobs as well.
    expect(more.jobs).toHaveLength(28)
    const of = ({ jobs }: typeof few, users: number) =>
      jobs.filter(({ user }) => user < users).map(({ submitS, runS, user }) => [submitS, runS, user])
    expect(of(more, 3)).toEqual(of(few, 3))
    expect(more.remarks[0]!.remark).toContain('of 3 users 4 drawn with replacement')
  })

  it('are refused where none is known', async () => {
    const nobody = log('nobody.swf', [
      [0, -1],
      [20 * DAY_S, -1],
    ])
    await expect(replay(nobody, { resample: 'users' })).rejects.toThrow(
      'found no user that is known, expected two or more to draw from (trace.resample: users)',
    )
  })
})

describe('jitter', () => {
  it('moves every submission a little, and keeps the order of submission', async () => {
    const close = log(
      'close.swf',
      Array.from({ length: 50 }, (_, i) => [i * 60, 0] as const),
    )
    const { jobs, remarks, drawn } = await replay(close, { jitter: 10 * MINUTE })
    for (const { submitS, runS } of jobs) {
      const late = submitS - (runS - 1) * 60
      expect(late >= 0 && late < 600).toBe(true)
    }
    expect(jobs.every(({ submitS }, i) => i === 0 || submitS >= jobs[i - 1]!.submitS)).toBe(true)
    // Ten minutes are ten gaps: some jobs have passed others.
    expect(jobs.some(({ id }, i) => i > 0 && id < jobs[i - 1]!.id)).toBe(true)
    expect(remarks).toEqual([{ count: 50, remark: 'changed: submitted up to 600 s later (trace.jitter)' }])
    expect(drawn).toEqual(['workload/trace/jitter'])
    expect((await replay(close, { jitter: HOUR }, 'elm')).jobs).not.toEqual(
      (await replay(close, { jitter: HOUR })).jobs,
    )
  })
})
