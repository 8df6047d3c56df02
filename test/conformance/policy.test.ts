/**
 * A user's policy, held to cases: what the scheduler of a simulation does with it.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCases } from '../../conformance/cases.ts'
import { judge } from '../../conformance/judge.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** Judges one case beside a policy file `mine.ts`; the answer is what was found and why it is not as expected. */
async function hold(source: string, asked: Readonly<Record<string, unknown>>) {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'mine.ts'), source)
  writeFileSync(join(folder, 'case.json'), JSON.stringify({ system: 'policy', policy: 'mine.ts', ...asked }))
  const [set] = readCases([join(folder, 'case.json')])
  const [judgement] = await judge(set!)
  const { status, found, reason } = judgement!
  return { status, found, reason: reason?.replace(/\S*\/(?=mine\.ts|case\.json)/g, '') ?? null }
}

const a = { name: 'a', cpu: 2, memory: '4 GiB' }
const b = { name: 'b', cpu: 4, memory: '8 GiB' }
const LAST = `export const place = {
  name: 'last',
  place(view, job, count, claims, { jobs }) {
    let placed = 0
    for (let i = view.memberCount - 1; i >= 0; i--)
      while (placed < count && view.fits(i, jobs.cpuMilli[job], jobs.memoryMiB[job], jobs.extra[job])) {
        claims.add(view, i, job, jobs)
        placed++
      }
    return placed
  },
}`

describe('a placement', () => {
  const tasks = [
    { name: 'x', count: 5 },
    { name: 'y', cpu: 2 },
  ]

  it('puts tasks where it says, and a list of machines has no order', async () => {
    // Four of x fill b and the fifth goes to a, where no two cores are left for y.
    const expected = { placements: { x: ['a', 'b', 'b', 'b', 'b'], y: null }, order: ['x'] }
    expect(await hold(LAST, { machines: [a, b], tasks, expected })).toMatchObject({ status: 'passed' })
  })

  it('that does otherwise fails, with what it did', async () => {
    const expected = { placements: { x: ['a', 'a', 'b', 'b', 'b'] } }
    expect(await hold(LAST, { machines: [a, b], tasks, expected })).toEqual({
      status: 'failed',
      found: { placements: { x: ['b', 'b', 'b', 'b', 'a'], y: null } },
      reason: 'placements.x[1]: found "b", expected "a"',
    })
  })

  it('that claims what is not there is told so', async () => {
    const source = LAST.replace(/while \(.*\) \{/, 'while (placed < count) {')
    const { status, reason } = await hold(source, { machines: [a], tasks, expected: { order: ['x'] } })
    expect(status).toBe('failed')
    expect(reason).toBe(
      'mine.ts: place claimed more on machine 0 than fits at simulated time 0 s, expected claims that fit',
    )
  })
})

describe('an order', () => {
  it('is that in which tasks start, also as others end', async () => {
    // One core: shortest estimate first among those that wait; z comes when y has started, and is shorter than x.
    const source = 'export const order = (a, b, { jobs }) => jobs.estimate[a] - jobs.estimate[b]'
    const tasks = [
      { name: 'x', duration: '9 s' },
      { name: 'y', duration: '2 s' },
      { name: 'z', duration: '3 s', submitted: '1 s' },
    ]
    const machines = [{ cpu: 1 }]
    expect(await hold(source, { machines, tasks, expected: { order: ['y', 'z', 'x'] } })).toMatchObject({
      status: 'passed',
    })
    const cut = await hold(source, { machines, tasks, until: '4 s', expected: { order: ['y', 'z', 'x'] } })
    expect(cut.found).toEqual({ order: ['y', 'z'] })
  })

  it('that backfills knows when what it started ends, and nothing runs that it did not start', async () => {
    // Two cores until 10 s: wide waits for both, and only what ends before may pass: short, not long.
    const tasks = [
      { name: 'first', cpu: 1, duration: '10 s' },
      { name: 'wide', cpu: 2, duration: '1 s', submitted: '1 s' },
      { name: 'long', cpu: 1, duration: '20 s', submitted: '1 s' },
      { name: 'short', cpu: 1, duration: '5 s', submitted: '1 s' },
    ]
    const source = 'export const rule = { allows: () => true }'
    const machines = [{ name: 'a', cpu: 2 }]
    const root = { order: 'easy' }
    const expected = { order: ['first', 'short', 'wide', 'long'] }
    expect(await hold(source, { machines, tasks, root, expected })).toMatchObject({ status: 'passed' })
    const on = [{ name: 'first', on: 'a', count: 2 }]
    const wrong = await hold(source, {
      machines,
      tasks: on,
      root: { ...root, 'when-blocked': 'pass' },
      expected: { order: ['first'] },
    })
    expect(wrong.reason?.split('\n')).toEqual([
      'case.json: case 1: root.when-blocked: found "pass" with an order that backfills, expected wait, since backfilling reserves for the job that waits',
      'case.json: case 1: tasks.0.on: found a task that runs already, with an order that backfills, expected tasks that the scheduler started itself, whose ends it knows; submit it before the others',
    ])
  })
})

describe('a rule', () => {
  const source = `export const rule = {
    reason: 'two of a kind',
    allows: (machine, job, claims, { jobs, tasks }) => {
      for (let task = tasks.on(machine); task >= 0; task = tasks.nextOnMachine(task))
        if (tasks.job[task] === job) return false
      for (let i = 0; i < claims.count; i++) if (claims.machine[i] === machine && claims.job[i] === job) return false
      return true
    },
  }`

  it('says why, beside what runs already', async () => {
    // One of x runs on a; y fills b but for one core. The second of x may go to b, the third nowhere.
    const tasks = [
      { name: 'x', count: 3, on: 'a' },
      { name: 'y', cpu: 3, on: ['b'] },
      { name: 'z', cpu: 2, needs: { rack: 'r2' } },
    ]
    const machines = [
      a,
      { ...b, attributes: { rack: 'r2' } },
      { name: 'c', cpu: 8, attributes: { rack: 'r1' } },
    ]
    const expected = {
      placements: { x: ['b', 'c'], z: null },
      refusals: {
        x: { a: 'two of a kind', b: null, c: null },
        z: { a: 'no room', b: 'no room', c: 'the machine lacks an attribute that the job needs' },
      },
    }
    expect(await hold(source, { machines, tasks, expected })).toMatchObject({
      status: 'passed',
      reason: null,
    })
  })

  it('comes on top of others, and a part that the policy decides cannot be given to another', async () => {
    const root = { rules: [{ 'avoid-last': 0.5 }] }
    const tasks = [{ name: 'x', count: 2 }]
    const both = await hold(source, { machines: [a, b], tasks, root, expected: { placements: { x: 'a' } } })
    expect(both).toMatchObject({ status: 'passed' })
    const { reason } = await hold(LAST, {
      machines: [a],
      tasks,
      root: { place: 'best-fit' },
      expected: { order: ['x'] },
    })
    expect(reason).toBe(
      'case.json: case 1: root.place: found "best-fit" beside mine.ts, which decides that itself, expected only what the policy does not export; leave it out',
    )
  })
})

it('a share says which framework is next', async () => {
  // Services are the first framework of the system and batch jobs the second, which holds the smaller share here.
  const source = 'export const share = framework => -framework'
  const tasks = [{ name: 'web', class: 'service' }, { name: 'job' }]
  const expected = { order: ['job', 'web'] }
  expect(await hold(source, { machines: [a], tasks, expected })).toMatchObject({ status: 'passed' })
})

it('the example in the repository passes', async () => {
  const [set] = readCases(['examples/policy-cases.json'])
  const judgements = await judge(set!)
  expect(judgements.map(({ status }) => status)).toEqual(['passed', 'passed', 'passed', 'passed'])
})
