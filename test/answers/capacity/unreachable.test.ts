import { expect, it } from 'vitest'
import { counted, stepped } from '../../../answers/capacity/axis.ts'
import { whyUnreachable } from '../../../answers/capacity/unreachable.ts'
import { type Goal, readGoal } from '../../../bench/experiment/goals.ts'
import type { Numbers, Result } from '../../../sim/measure/result.ts'
import { resultOf } from '../../reports/example-results.ts'

const machines = counted('machines.count', 'machine', 1, 8)
const load = stepped('load', 0.05, 1, 0.01, 'low')
const goal = (text: string) => readGoal(text) as Goal

/** A run in which half of 100 jobs are beyond each limit. */
function run(
  goals: readonly Goal[],
  numbers: Numbers,
  extra: Partial<Result> = {},
  schedulers: Readonly<Record<string, number>> = {},
): Result {
  const beyond = goals.flatMap(each =>
    each.kind === 'percentile'
      ? [
          {
            measure: each.measure,
            scope: each.scope,
            name: each.name,
            limit: each.limit,
            count: 100,
            beyond: 50,
            unknown: 0,
          },
        ]
      : [],
  )
  const busy = Object.entries(schedulers).map(
    ([name, busy_share]) => [`scheduler:${name}`, { busy_share }] as const,
  )
  const rows = {
    all: { jobs_submitted: 100, jobs_never_started: 0, ...numbers },
    ...Object.fromEntries(busy),
  }
  return { ...resultOf(rows), reasons: [], beyond, ...extra }
}

const wait = goal('p95 wait <= 10 s')
const response = goal('p95 response <= 1 s')

it('is that more is asked for than there is', () => {
  const asked = { offered: { cpu: 1.5, memory: 0.2 } }
  expect(whyUnreachable([wait], machines, 2, [run([wait], {}, asked)])).toEqual([
    'Jobs ask for 150 % of all cores there, more than there is, so the queue grows for as long as they come; about 3 machines have so much.',
  ])
  const memory = { offered: { cpu: 0.5, memory: 2 } }
  expect(whyUnreachable([wait], load, 0.05, [run([wait], {}, memory)])).toEqual([
    'Jobs ask for 200 % of all memory there, more than there is, so the queue grows for as long as they come.',
  ])
})

it('is a scheduler that decides no faster', () => {
  const found = whyUnreachable([wait], machines, 8, [run([wait], {}, {}, { root: 0.2, batch: 0.99 })])
  expect(found).toEqual([
    'The scheduler batch is busy 99 % of the time there: jobs wait for its decisions, which take as long however many machines there are.',
  ])
})

it('is jobs that never start, and why', () => {
  const wide = { reasons: [{ reason: 'no machine has enough cores', count: 12 }] }
  expect(whyUnreachable([wait], machines, 8, [run([wait], { jobs_never_started: 20 }, wide)])).toEqual([
    '20 % of jobs never start there: attempts found most often that no machine has enough cores.',
  ])
})

it('is jobs that take longer by themselves', () => {
  const numbers = { wait_last_mean_s: 0.1, response_mean_s: 60.1 }
  expect(whyUnreachable([response], machines, 8, [run([response], numbers)])).toEqual([
    'Jobs wait 100 ms there on average, of 60.1 s in all: they take longer than 1 s by themselves, and no machine more changes that.',
  ])
  const slowdown = goal('mean slowdown <= 0.5')
  expect(
    whyUnreachable([slowdown], machines, 8, [run([], { bounded_slowdown_mean: 1.1, ...numbers })]),
  ).toEqual(['No slowdown is below 1.'])
  // A wait of as long as the run is another matter.
  const waiting = { wait_last_mean_s: 30, response_mean_s: 60 }
  expect(whyUnreachable([response], machines, 8, [run([response], waiting)])).toEqual([])
})

it('is decisions and messages where machines are free, unless jobs wait for room there', () => {
  const numbers = { wait_last_mean_s: 0.1, cpu_used_share: 0.02 }
  const idle = goal('p95 wait <= 50 ms')
  expect(whyUnreachable([idle], machines, 8, [run([idle], numbers)])).toEqual([
    'Of the cores there 2 % are in use, so it is no machine that jobs wait for, 100 ms on average, but decisions and messages: think times and latencies of the system.',
  ])
  const full = { ...numbers, attempts_without_room: 50 }
  expect(whyUnreachable([idle], machines, 8, [run([idle], full)])).toEqual([])
})

it('is told of the goals that are missed, each cause once', () => {
  const easy = goal('mean wait <= 1 h')
  const numbers = { wait_first_mean_s: 1, wait_last_mean_s: 0.1, response_mean_s: 60.1, cpu_used_share: 0.02 }
  const other = goal('p99 response <= 1 s')
  const found = whyUnreachable([easy, response, other], machines, 8, [run([response], numbers)])
  expect(found).toHaveLength(1)
  expect(found[0]).toContain('longer than 1 s by themselves')
})

it('is that lost tasks are away for a while, not that they have no room', () => {
  const available = goal('availability >= 99.9%')
  const numbers = { available_share: 0.998, relaunch_mean_s: 12, attempts_without_room: 0 }
  expect(whyUnreachable([available], machines, 8, [run([available], numbers)])).toEqual([
    'A task that fails, or is lost with its machine, starts again 12 s after that is known, on average there, and finds room: no machine more brings it back sooner.',
  ])
  // More than a tenth as many attempts without room as jobs: more room may help.
  const full = { ...numbers, attempts_without_room: 11 }
  expect(whyUnreachable([available], machines, 8, [run([available], full)])).toEqual([])
})
