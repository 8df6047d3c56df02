/**
 * The names of numbers, and sentences about them, as people read them on a chart.
 */
import { groupNumbers, schedulerNumbers } from '../../sim/catalogue.ts'
import { type Unit, valueWords } from './quantities.ts'

const stems: Readonly<Record<string, string>> = {
  wait_first: 'wait for the first task',
  wait_last: 'wait for the last task',
  response: 'response time',
  bounded_slowdown: 'bounded slowdown',
  queue_first: 'time in queue before the first attempt',
  queue_total: 'time in queue',
  pipeline_response: 'response time of pipelines',
  cancel_delay: 'time from a failure to the last cancellation',
}

const statistics: Readonly<Record<string, string>> = {
  mean: 'mean',
  p50: 'median',
  p90: '90th percentile of the',
  p99: '99th percentile of the',
  max: 'largest',
}

const names: Readonly<Record<string, string>> = {
  cpu_used_share: 'share of cores in use',
  memory_used_share: 'share of memory in use',
  cpu_locked_share: 'share of cores locked in offers',
  memory_locked_share: 'share of memory locked in offers',
  busy_share: 'share of time schedulers spend deciding',
  busy_useful_s: 'useful thinking time',
  busy_wasted_s: 'wasted thinking time',
  queue_jobs_mean: 'mean number of jobs in queue',
  queue_tasks_mean: 'mean number of tasks in queue',
  core_hours_lost_before: 'work lost, done before the failure',
  core_hours_lost_after: 'work lost, done after the failure',
  core_hours_saved: 'work saved by cancelling',
}

const definitions = new Map([...groupNumbers, ...schedulerNumbers].map(number => [number.name, number]))

/** 'mean wait for the first task' for 'wait_first_mean_s'; a name that is not known is read as written. */
export function numberWords(name: string): string {
  const known = names[name]
  if (known !== undefined) return known
  const parts = /^(.+)_(mean|p50|p90|p99|max)(_s)?$/.exec(name)
  const stem = stems[parts?.[1] ?? '']
  if (stem !== undefined) return `${statistics[parts![2]!]} ${stem}`
  const withoutUnit = unitOf(name) === 's' ? name.replace(/_s$/, '') : name
  return withoutUnit.replaceAll('_', ' ')
}

/** 'of class batch' for 'class:batch'; '' for 'all'. */
export function scopeWords(of: string): string {
  return of === 'all' ? '' : `of ${of.replace(':', ' ')}`
}

/** The unit of a number of the catalogue; a user's own metric says seconds or share in its name. */
export function unitOf(name: string): Unit {
  const known = definitions.get(name)
  if (known !== undefined) return known.unit
  if (name.endsWith('_s')) return 's'
  return name.endsWith('_share') ? 'share' : 'count'
}

/** 'Lower is better.', 'Higher is better.' or ''. */
export function directionWords(name: string): string {
  const better = definitions.get(name)?.better ?? 'neither'
  return better === 'neither' ? '' : `${better === 'lower' ? 'Lower' : 'Higher'} is better.`
}

/** '10 seeds', 'one seed'. */
export function seedsWords(count: number): string {
  return count === 1 ? 'one seed' : `${count} seeds`
}

export interface SpreadParts {
  /** The setting in words, '' where there is only one. */
  readonly at: string
  readonly subject: string
  readonly unit: Unit
  readonly values: readonly { readonly name: string; readonly value: number }[]
}

/**
 * A title that says how far the compared systems are apart: 'At load 0.9, the mean wait ranges from 12 s (fifo) to
 * 3 min (offers)'. It states means and claims no winner: whether a difference is real is for the statistics to say.
 */
export function spread({ at, subject, unit, values }: SpreadParts): string {
  const place = at === '' ? '' : `At ${at}, `
  const article = at === '' ? 'The' : 'the'
  const sorted = values.filter(({ value }) => Number.isFinite(value)).sort((a, b) => a.value - b.value)
  const low = sorted[0]
  const high = sorted.at(-1)
  if (low === undefined || high === undefined) return `${place}${article} ${subject} was not measured`
  const from = valueWords(low.value, unit)
  const to = valueWords(high.value, unit)
  if (sorted.length === 1) return `${place}${article} ${subject} is ${from} (${low.name})`
  if (from === to) return `${place}${article} ${subject} is ${from} everywhere`
  return `${place}${article} ${subject} ranges from ${from} (${low.name}) to ${to} (${high.name})`
}
