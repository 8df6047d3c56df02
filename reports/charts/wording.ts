/**
 * Numbers and their names as people read them on a chart.
 */
import { groupNumbers, schedulerNumbers } from '../../sim/catalogue.ts'
import type { NumberDefinition } from '../../sim/result.ts'

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
  p90: '90th percentile of',
  p99: '99th percentile of',
  max: 'longest',
}

const names: Readonly<Record<string, string>> = {
  cpu_used_share: 'share of cores in use',
  memory_used_share: 'share of memory in use',
  cpu_locked_share: 'share of cores locked in offers',
  memory_locked_share: 'share of memory locked in offers',
  busy_share: 'share of time a scheduler is deciding',
  busy_useful_s: 'useful thinking time',
  busy_wasted_s: 'wasted thinking time',
  conflict_ratio: 'conflicts per transaction without one',
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
export function unitOf(name: string): NumberDefinition['unit'] {
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

/** A value with its unit: '86 %', '3.2 min', '41 core-hours', '0.27'. */
export function valueWords(value: number, unit: NumberDefinition['unit']): string {
  if (unit === 's') return durationWords(value)
  if (unit === 'share') return `${plain(value * 100)} %`
  return unit === 'ratio' || unit === 'count' ? plain(value) : `${plain(value)} ${unit}`
}

/** A time in the unit that suits it. */
export interface DurationUnit {
  readonly name: string
  readonly seconds: number
}

const durationUnits: readonly DurationUnit[] = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3_600 },
  { name: 'min', seconds: 60 },
  { name: 's', seconds: 1 },
  { name: 'ms', seconds: 0.001 },
]

/** The unit for an axis that ends at this many seconds: the largest of which it holds two. */
export function durationUnit(seconds: number): DurationUnit {
  return durationUnits.find(unit => seconds >= 2 * unit.seconds) ?? durationUnits.at(seconds > 0 ? -1 : -2)!
}

/** '12 ms', '75 s', '3.2 min', '0 s'. */
export function durationWords(seconds: number): string {
  const unit = durationUnit(seconds)
  return `${plain(seconds / unit.seconds)} ${unit.name}`
}

/** Two or three significant digits without an exponent: 1 234, 86, 3.2, 0.052. */
export function plain(value: number): string {
  const digits = Math.abs(value) >= 1000 ? 4 : Math.abs(value) >= 100 ? 3 : 2
  return Number(value.toPrecision(digits)).toLocaleString('en-US', {
    maximumSignificantDigits: 4,
    useGrouping: true,
  })
}

/** Breaks a text at spaces into lines of at most `width` characters; a longer word stands alone, cut with '…'. */
export function lines(text: string, width: number): string[] {
  const result: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = result.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width)
      result[result.length - 1] = `${last} ${word}`
    else result.push(shortened(word, width))
  }
  return result
}

/** The text, or its first part and '…', in at most `width` characters. */
export function shortened(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`
}

/** 'a, b and c'. */
export function enumeration(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** '10 seeds', 'one seed'. */
export function seedsWords(count: number): string {
  return count === 1 ? 'one seed' : `${count} seeds`
}

export interface SpreadParts {
  /** The setting in words, '' where there is only one. */
  readonly at: string
  readonly subject: string
  readonly unit: NumberDefinition['unit']
  readonly values: readonly { readonly name: string; readonly value: number }[]
}

/**
 * A title that says how far the compared systems are apart: 'At load 0.9, mean wait goes from 12 s (fifo) to 3 min
 * (offers)'. It states means and claims no winner: whether a difference is real is for the statistics to say.
 */
export function spread({ at, subject, unit, values }: SpreadParts): string {
  const sorted = [...values].sort((a, b) => a.value - b.value)
  const low = sorted[0]
  const high = sorted.at(-1)
  if (low === undefined || high === undefined) return at === '' ? capital(subject) : `At ${at}: ${subject}`
  const from = valueWords(low.value, unit)
  const to = valueWords(high.value, unit)
  const range =
    sorted.length === 1
      ? `is ${from} (${low.name})`
      : from === to
        ? `is ${from} everywhere`
        : `goes from ${from} (${low.name}) to ${to} (${high.name})`
  return capital(`${at === '' ? '' : `at ${at}, `}${subject} ${range}`)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
