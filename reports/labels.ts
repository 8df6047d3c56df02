/**
 * What the catalogue's numbers are called in tables and sentences.
 */
import type { AxisValue } from './experiment-results.ts'

const percentiles = {
  p50: 'median',
  p90: '90th-percentile',
  p95: '95th-percentile',
  p99: '99th-percentile',
} as const

/** Heading and phrase of the five numbers of one per-job measurement. */
function distribution(
  stem: string,
  suffix: string,
  heading: string,
  phrase: string,
  largest: string,
): [string, readonly [string, string]][] {
  return [
    [`${stem}_mean${suffix}`, [`${heading}, mean`, `mean ${phrase}`]],
    ...Object.entries(percentiles).map(([name, word]): [string, readonly [string, string]] => [
      `${stem}_${name}${suffix}`,
      [`${heading}, ${name === 'p50' ? word : name}`, `${word} ${phrase}`],
    ]),
    [`${stem}_max${suffix}`, [`${heading}, ${largest}`, `${largest} ${phrase}`]],
  ]
}

/** By name: the heading of a column, and the phrase of a sentence (after 'the'); {…} stands for the scope's words. */
const labels: ReadonlyMap<string, readonly [heading: string, phrase: string]> = new Map([
  ...distribution('wait_first', '_s', 'wait, first task', 'wait of {job} for its first task', 'longest'),
  ...distribution('wait_last', '_s', 'wait, last task', 'wait of {job} for its last task', 'longest'),
  ...distribution('response', '_s', 'response', 'response time of {job}', 'longest'),
  ...distribution('bounded_slowdown', '', 'bounded slowdown', 'bounded slowdown of {job}', 'largest'),
  ['jobs_submitted', ['jobs submitted', 'number of {jobs} submitted']],
  ['jobs_finished', ['jobs finished', 'number of {jobs} finished']],
  ['jobs_failed', ['jobs failed', 'number of {jobs} given up after a failure']],
  ['jobs_cancelled', ['jobs cancelled', 'number of {jobs} cancelled']],
  ['jobs_unfinished', ['jobs unfinished', 'number of {jobs} unfinished at the end']],
  ['jobs_running', ['jobs running at the end', 'number of {jobs} running at the end']],
  ['jobs_waiting', ['jobs waiting at the end', 'number of started {jobs} waiting at the end']],
  ['jobs_never_started', ['jobs never started', 'number of {jobs} that never started']],
  ['jobs_never_ready', ['stages never ready', 'number of {jobs} that never became ready']],
  ['jobs_abandoned', ['jobs abandoned', 'number of {jobs} that a scheduler gave up placing']],
  ['tasks_started', ['tasks started', 'number of {tasks} started']],
  ['tasks_finished', ['tasks finished', 'number of {tasks} finished']],
  ['tasks_failed', ['tasks failed', 'number of {tasks} that failed']],
  ['tasks_lost', ['tasks lost', 'number of {tasks} lost with their machine or framework']],
  ['tasks_killed', ['tasks killed', 'number of {tasks} killed by a cancellation']],
  ['tasks_preempted', ['tasks preempted', 'number of {tasks} killed for jobs of higher priority']],
  ['tasks_scaled_away', ['tasks scaled away', 'number of {tasks} killed because fewer were needed']],
  ['tasks_drained', ['tasks drained', 'number of {tasks} killed because their machine was drained']],
  ['tasks_cancelled', ['tasks cancelled', 'number of {tasks} cancelled before they started']],
  ['tasks_doomed', ['tasks doomed', 'number of {tasks} launched although their pipeline had already failed']],
  ['cpu_used_share', ['CPU used', 'share of all cores held by {tasks}']],
  ['memory_used_share', ['memory used', 'share of all memory held by {tasks}']],
  ['cpu_revocable_share', ['CPU revocable', 'revocable cores held by {tasks}, as a share of all cores']],
  ['cpu_busy_share', ['CPU busy', 'share of all cores that {tasks} keep busy']],
  ['available_share', ['available', 'share of the instances of services that is ready']],
  ['queue_jobs_mean', ['queue, jobs', 'mean number of {jobs} in queue']],
  ['queue_tasks_mean', ['queue, tasks', 'mean number of {tasks} in queue']],
  [
    'queue_first_mean_s',
    ['in queue, first attempt, mean', 'mean time of {job} in queue before its first attempt'],
  ],
  [
    'queue_first_p90_s',
    ['in queue, first attempt, p90', '90th-percentile time of {job} in queue before its first attempt'],
  ],
  [
    'queue_first_p95_s',
    ['in queue, first attempt, p95', '95th-percentile time of {job} in queue before its first attempt'],
  ],
  [
    'queue_total_mean_s',
    ['in queue, all attempts, mean', 'mean time of {job} in queue over all its attempts'],
  ],
  ['attempts_mean', ['attempts, mean', 'mean number of attempts to place {job}']],
  ['attempts_max', ['attempts, most', 'largest number of attempts to place {job}']],
  ['makespan_s', ['makespan', 'time from the first submission to the last end of a task{in}']],
  ['pipelines_submitted', ['pipelines submitted', 'number of pipelines submitted{in}']],
  ['pipelines_finished', ['pipelines finished', 'number of pipelines finished{in}']],
  ['pipelines_failed', ['pipelines failed', 'number of pipelines failed{in}']],
  ['pipeline_response_mean_s', ['pipeline response, mean', 'mean response time of a pipeline{in}']],
  ['pipeline_response_p90_s', ['pipeline response, p90', '90th-percentile response time of a pipeline{in}']],
  ['pipeline_response_p95_s', ['pipeline response, p95', '95th-percentile response time of a pipeline{in}']],
  ['core_hours_lost_before', ['lost before failure', 'work of failed pipelines done before the failure{in}']],
  ['core_hours_lost_after', ['lost after failure', 'work of failed pipelines done after the failure{in}']],
  [
    'core_hours_repeated',
    ['work done again', 'work of tasks launched again after they failed or were lost{in}'],
  ],
  ['core_hours_work', ['work', 'work of {tasks}']],
  ['core_hours_done', ['work done', 'work done by {tasks} that was not in vain']],
  ['core_hours_lost', ['work lost', 'work lost with {jobs} given up and failed pipelines']],
  ['core_hours_unfinished', ['work unfinished', 'work of {tasks} that was unfinished at the end']],
  ['core_hours_preempted', ['work preempted', 'work lost or repeated because {tasks} were preempted']],
  ['core_hours_preparing', ['preparing', 'core-hours held by {tasks} before they ran']],
  ['core_hours_stopping', ['stopping', 'core-hours held by {tasks} that worked no more']],
  ['core_hours_saved', ['saved by cancelling', 'work saved by cancelling{in}']],
  [
    'cancel_delay_mean_s',
    ['cancel delay, mean', 'mean time from a failure to the last cancellation it caused{in}'],
  ],
  [
    'cancel_delay_max_s',
    ['cancel delay, longest', 'longest time from a failure to the last cancellation it caused{in}'],
  ],
  ['relaunch_mean_s', ['relaunch, mean', 'mean time until {tasks} that failed or were lost ran again']],
  ['relaunch_max_s', ['relaunch, longest', 'longest time until {tasks} that failed or were lost ran again']],
  ['busy_share', ['scheduler busy', 'share of time in which {scheduler} was deciding']],
  ['busy_useful_s', ['busy, useful', 'think time without a conflict{in}']],
  ['busy_wasted_s', ['busy, wasted', 'think time spoiled by conflicts{in}']],
  ['decisions', ['decisions', 'number of decisions{in}']],
  ['transactions_ok', ['transactions without conflict', 'number of transactions without a conflict{in}']],
  ['transactions_failed', ['transactions with conflict', 'number of transactions with a conflict{in}']],
  ['conflict_ratio', ['conflict ratio', 'ratio of transactions with a conflict to those without{in}']],
  ['claims_accepted', ['claims accepted', 'number of claims accepted{in}']],
  ['claims_refused', ['claims refused', 'number of claims refused{in}']],
  ['attempts_without_room', ['attempts without room', 'number of attempts that found no room{in}']],
  ['offers_made', ['offers made', 'number of offers made{in}']],
  ['offers_declined', ['offers declined', 'number of offers declined{in}']],
  ['offers_rescinded', ['offers rescinded', 'number of offers rescinded{in}']],
  ['cpu_locked_share', ['CPU locked in offers', 'share of all cores locked in offers{in}']],
  ['memory_locked_share', ['memory locked in offers', 'share of all memory locked in offers{in}']],
  ['probes_sent', ['probes sent', 'number of probes sent{in}']],
  ['master_messages', ['messages to the master', 'number of messages to the master{in}']],
  ['master_busy_share', ['master busy', 'share of time in which the master was busy{in}']],
  ['master_queue_mean', ['messages waiting', 'mean number of messages that waited for the master{in}']],
  ['deployments_finished', ['deployments finished', 'number of deployments that ended']],
  ['deployments_unfinished', ['deployments unfinished', 'number of deployments that went on at the end']],
  ['joins', ['joins', 'number of runs of jobs with several parents{in}']],
  [
    'joins_stale_share',
    ['stale joins', 'share of joins that ran with the result of a parent of another round{in}'],
  ],
  ['deployment_mean_s', ['deployment, mean', 'mean time of a deployment']],
  ['deployment_max_s', ['deployment, longest', 'longest time of a deployment']],
  ['scheduler_deaths', ['deaths of schedulers', 'number of deaths of {scheduler}']],
  ['recovery_mean_s', ['recovery, mean', 'mean time in which {scheduler} recovered from its death']],
  ['recovery_max_s', ['recovery, longest', 'longest time in which {scheduler} recovered from its death']],
])

/** The number as the heading of a column, with the scope before it unless it is 'all': 'batch: wait, first task, mean'. */
export function heading(number: string, of: string): string {
  const own = labels.get(number)?.[0] ?? plainWords(number)
  return of === 'all' ? own : `${of.slice(of.indexOf(':') + 1)}: ${own}`
}

/** The number as the subject of a sentence, without 'the': 'mean wait of a batch job for its first task'. */
export function phrase(number: string, of: string): string {
  const words = scopeWords(of)
  const template = labels.get(number)?.[1] ?? `${plainWords(number)}{in}`
  return template.replace(/\{(\w+)\}/g, (_, key: keyof ScopeWords) => words[key])
}

/** A value of an axis in a sentence: 'offers' for the axis 'system', else 'load 0.9', 'preemption on'. */
export function axisWords(axis: string, value: AxisValue): string {
  return axis === 'system' ? String(value) : `${axis} ${valueWords(value)}`
}

/** A value of an axis in a table; true and false are 'on' and 'off'. */
export function valueWords(value: AxisValue): string {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value)
}

/** The name of a user's number without its unit: 'lag_p95_s' → 'lag p95'. */
function plainWords(number: string): string {
  return number.replace(/_(s|share|core_hours)$/, '').replaceAll('_', ' ')
}

interface ScopeWords {
  readonly job: string
  readonly jobs: string
  readonly tasks: string
  readonly scheduler: string
  /** ' in class batch'; '' for 'all'. */
  readonly in: string
}

function scopeWords(of: string): ScopeWords {
  const all = { job: 'a job', jobs: 'jobs', tasks: 'tasks', scheduler: 'a scheduler', in: '' }
  if (of === 'all') return all
  const at = of.indexOf(':')
  const [scope, name] = [of.slice(0, at), of.slice(at + 1)]
  const place = `${scope} ${name}`
  if (scope === 'scheduler') return { ...all, scheduler: place, in: ` in ${place}` }
  if (scope === 'framework')
    return {
      ...all,
      job: `a job of ${place}`,
      jobs: `jobs of ${place}`,
      tasks: `tasks of ${place}`,
      in: ` in ${place}`,
    }
  // A user and a unit begin with no vowel when they are spoken.
  const article = /^(?!eu|one|u[^aeiou][aeiou])[aeiou]/i.test(name) ? 'an' : 'a'
  const job = `${name} job`
  return { ...all, job: `${article} ${job}`, jobs: `${job}s`, tasks: `tasks of ${job}s`, in: ` in ${place}` }
}
