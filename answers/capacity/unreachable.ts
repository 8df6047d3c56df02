/**
 * Why goals cannot be reached, as far as the runs of the easiest value show it: more is asked for than there is, a scheduler that has
 * no time left, jobs that never start, jobs that take longer by themselves, waits that no machine shortens.
 */
import type { Goal } from '../../bench/experiment/goals.ts'
import { largestOffer } from '../../reports/overload/overloaded.ts'
import { fixed, quantity } from '../../reports/quantities.ts'
import { measurementsOf, numberIn, scopeKey } from '../../reports/samples.ts'
import { exactMean } from '../../reports/statistics/mean-interval.ts'
import type { Result } from '../../sim/measure/result.ts'
import type { Axis } from './axis.ts'
import { openRuns } from './excess.ts'
import { excessesOf } from './goal-excess.ts'
import { limitWords } from './words.ts'

/** A scheduler is never busier than this without a queue before it. */
const BUSY = 0.95
/** Waits are no matter of machines where so many of their cores are free. */
const IDLE = 0.5
/** A wait is nothing beside a time of which it is at most this share. */
const NOTHING = 0.1

/** In sentences, one for each cause; none where the runs do not tell. Where one is about all jobs, it is told alone. */
export function whyUnreachable(
  goals: readonly Goal[],
  axis: Axis,
  value: number,
  results: readonly Result[],
): string[] {
  const missed = goals.filter(goal => {
    const excess = excessesOf(goal, results)
    return openRuns(excess) > 0 || exactMean(excess.map(({ low }) => low)) > 0
  })
  const shared = overload(axis, value, results) ?? busyScheduler(results)
  if (shared !== undefined) return [shared]
  return [...new Set(missed.flatMap(goal => ofGoal(goal, axis, results) ?? []))]
}

/** 'Jobs ask for 150 % of all cores there …'; of machines, how many have so many. */
function overload(axis: Axis, value: number, results: readonly Result[]): string | undefined {
  const offers = results.flatMap(({ offered }) => offered ?? [])
  const asked = exactMean(offers.map(largestOffer))
  if (!(asked > 1)) return undefined
  const cpu = exactMean(offers.map(({ cpu }) => cpu ?? 0))
  const what = cpu >= asked ? 'cores' : 'memory'
  const needed =
    axis.noun === 'machine' ? `; about ${fixed(Math.round(value * asked), 0)} machines have so much` : ''
  return `Jobs ask for ${quantity(asked, 'share')} of all ${what} there, more than there is, so the queue grows for as long as they come${needed}.`
}

/** 'The scheduler x is busy 100 % of the time there …' */
function busyScheduler(results: readonly Result[]): string | undefined {
  const names = new Set(
    results.flatMap(({ rows }) => rows.filter(({ scope }) => scope === 'scheduler').map(({ name }) => name)),
  )
  const busiest = [...names]
    .map(name => ({ name, busy: meanOf(results, 'busy_share', `scheduler:${name}`) ?? 0 }))
    .reduce((most, each) => (each.busy > most.busy ? each : most), { name: '', busy: 0 })
  if (busiest.busy < BUSY) return undefined
  return `The scheduler ${busiest.name} is busy ${quantity(busiest.busy, 'share')} of the time there: jobs wait for its decisions, which take as long however many machines there are.`
}

function ofGoal(goal: Goal, axis: Axis, results: readonly Result[]): string | undefined {
  const of = scopeKey(goal.scope, goal.name)
  const mean = (number: string) => meanOf(results, number, of)
  const submitted = mean('jobs_submitted') ?? 0
  const never = mean('jobs_never_started') ?? 0
  const measure = goal.kind === 'percentile' ? goal.measure : goal.number
  const wait = mean('wait_last_mean_s')
  const response = mean('response_mean_s')
  const isResponse = /^(response|bounded_slowdown|pipeline_response)/.test(measure)
  const used = meanOf(results, 'cpu_used_share', 'all') ?? 1

  const withoutRoom = shareWithoutRoom(results) ?? 0
  const waitsForRoom = withoutRoom > NOTHING

  if (never > 0 && (never / submitted > allowed(goal) || waitsForRoom))
    return `${quantity(never / submitted, 'share')} of jobs never start there${mostOften(results)}.`
  const open = openRuns(excessesOf(goal, results))
  if (open > 0 && goal.kind === 'number' && !waitsForRoom)
    return `Jobs were cut off by the end of ${open} of ${results.length} runs, so ${goal.number} is known from below alone, and nothing can show it small enough: ask for a percentile, which counts such jobs one by one, or let the run go on until its jobs have ended (until: never, and submit-until).`
  const relaunch = mean('relaunch_mean_s')
  if (measure === 'available_share' && relaunch !== null && !waitsForRoom)
    return `A task that fails, or is lost with its machine, starts again ${quantity(relaunch, 's')} after that is known, on average there, and finds room: ${axis.noun === '' ? 'no other value' : `no ${axis.noun} more`} brings it back sooner.`
  if (measure.startsWith('bounded_slowdown') && goal.limit < 1) return 'No slowdown is below 1.'
  if (isResponse && wait !== null && response !== null && wait <= NOTHING * response) {
    const what = measure.startsWith('pipeline') ? 'pipelines take' : 'they take'
    return `Jobs wait ${quantity(wait, 's')} there on average, of ${quantity(response, 's')} in all: ${what} ${longer(goal)} by themselves, and no ${axis.noun === '' ? 'other value' : `${axis.noun} more`} changes that.`
  }
  if (/^wait/.test(measure) && wait !== null && used < IDLE && !waitsForRoom)
    return `Of the cores there ${quantity(used, 'share')} are in use, so it is no machine that jobs wait for, ${quantity(wait, 's')} on average, but decisions and messages: think times and latencies of the system.`
  return undefined
}

/** Are machines idle, and do hardly any attempts find no room? Where attempts are not counted nobody knows. */
export function leavesRoom(results: readonly Result[]): boolean {
  const used = meanOf(results, 'cpu_used_share', 'all') ?? 1
  return used < IDLE && (shareWithoutRoom(results) ?? 1) <= NOTHING
}

/** Attempts without room, as a share of the jobs; null where they are not counted. */
function shareWithoutRoom(results: readonly Result[]): number | null {
  const withoutRoom = meanOf(results, 'attempts_without_room', 'all')
  if (withoutRoom === null) return null
  return withoutRoom === 0 ? 0 : withoutRoom / (meanOf(results, 'jobs_submitted', 'all') ?? 0)
}

/** ': attempts found most often that no machine has enough cores'; '' where no attempt was refused. */
function mostOften(results: readonly Result[]): string {
  const all = results.flatMap(({ reasons }) => reasons)
  const first = all.reduce((most, each) => (each.count > most.count ? each : most), { reason: '', count: 0 })
  return first.count === 0 ? '' : `: attempts found most often that ${first.reason}`
}

/** The share of jobs that may be late. */
function allowed(goal: Goal): number {
  return goal.kind === 'percentile' ? goal.late : 0
}

function longer(goal: Goal): string {
  return goal.kind === 'percentile' && goal.measure.endsWith('_s')
    ? `longer than ${limitWords(goal)}`
    : 'so long'
}

function meanOf(results: readonly Result[], number: string, of: string): number | null {
  const values = results.flatMap(result => numberIn(measurementsOf(result), number, of) ?? [])
  return values.length === 0 ? null : exactMean(values)
}
