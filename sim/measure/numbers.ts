import type { NumberDefinition } from './result.ts'

type Unit = NumberDefinition['unit']
type Better = NumberDefinition['better']

function define(name: string, unit: Unit, better: Better, meaning: string): NumberDefinition {
  return { name, unit, better, meaning }
}

/**
 * Mean, quantiles and maximum of one per-job measurement. Percentile i is the value at index ⌊(n − 1) · i / 100⌋ of the
 * sorted values, in whole numbers.
 */
function distribution(stem: string, unit: Unit, meaning: string): NumberDefinition[] {
  const suffix = unit === 's' ? '_s' : ''
  return [
    define(`${stem}_mean${suffix}`, unit, 'lower', `Mean ${meaning}.`),
    define(`${stem}_p50${suffix}`, unit, 'lower', `Median ${meaning}.`),
    define(`${stem}_p90${suffix}`, unit, 'lower', `90th percentile of ${meaning}.`),
    define(`${stem}_p95${suffix}`, unit, 'lower', `95th percentile of ${meaning}.`),
    define(`${stem}_p99${suffix}`, unit, 'lower', `99th percentile of ${meaning}.`),
    define(`${stem}_max${suffix}`, unit, 'lower', `Largest ${meaning}.`),
  ]
}

/** Mean and maximum of one duration. */
function meanAndLongest(stem: string, meaning: string): NumberDefinition[] {
  return [
    define(`${stem}_mean_s`, 's', 'lower', `Mean ${meaning}.`),
    define(`${stem}_max_s`, 's', 'lower', `Longest ${meaning}.`),
  ]
}

/** Numbers of scope 'all', 'framework' and 'class'. Jobs are those submitted inside the measured window. */
export const groupNumbers: readonly NumberDefinition[] = [
  define(
    'jobs_submitted',
    'jobs',
    'neither',
    'Jobs submitted inside the window; a stage of a pipeline is a job.',
  ),
  define('jobs_finished', 'jobs', 'higher', 'Of those, jobs whose tasks all finished.'),
  define('jobs_failed', 'jobs', 'lower', 'Of those, jobs given up after a failure of their own.'),
  define('jobs_cancelled', 'jobs', 'lower', 'Of those, jobs cancelled because of a failure elsewhere.'),
  define(
    'jobs_unfinished',
    'jobs',
    'lower',
    'Of those, jobs neither finished, failed nor cancelled at the end: running, waiting or never started.',
  ),
  define(
    'jobs_running',
    'jobs',
    'neither',
    'Of the unfinished, jobs that have started and have a task on a machine, or one whose end their framework has not heard of.',
  ),
  define(
    'jobs_waiting',
    'jobs',
    'lower',
    'Of the unfinished, jobs that have started and whose remaining tasks all wait: for a machine, or for the end of a pause.',
  ),
  define('jobs_never_started', 'jobs', 'lower', 'Of the unfinished, jobs of which no task started.'),
  define(
    'jobs_never_ready',
    'jobs',
    'neither',
    'Stages of pipelines whose parents did not all finish, cancelled or cut off by the end of the run, and cron runs that were skipped: the only jobs without a wait.',
  ),
  define('tasks_started', 'tasks', 'neither', 'Task starts inside the window, relaunches included.'),
  define('tasks_finished', 'tasks', 'higher', 'Tasks that finished inside the window.'),
  define('tasks_failed', 'tasks', 'lower', 'Tasks that failed by themselves inside the window.'),
  define('tasks_lost', 'tasks', 'lower', 'Tasks lost with their machine or framework inside the window.'),
  define('tasks_killed', 'tasks', 'lower', 'Running tasks killed by a cancellation inside the window.'),
  define(
    'tasks_preempted',
    'tasks',
    'lower',
    'Tasks killed inside the window to make room for a job of higher priority, and launched again.',
  ),
  define(
    'tasks_scaled_away',
    'tasks',
    'neither',
    'Tasks killed inside the window because their service was given fewer instances.',
  ),
  define(
    'tasks_drained',
    'tasks',
    'lower',
    'Tasks killed inside the window because their machine was drained, and launched again.',
  ),
  define('cpu_used_share', 'share', 'higher', 'Time-weighted share of all cores held by tasks.'),
  define('memory_used_share', 'share', 'higher', 'Time-weighted share of all memory held by tasks.'),
  define('available_share', 'share', 'higher', 'Time-weighted share of wanted service tasks that is ready.'),
  define(
    'queue_jobs_mean',
    'jobs',
    'lower',
    'Time-weighted mean number of jobs with tasks ready and not placed.',
  ),
  define('queue_tasks_mean', 'tasks', 'lower', 'Time-weighted mean number of tasks ready and not placed.'),
  ...distribution('wait_first', 's', 'time from a job being ready to its first task starting'),
  ...distribution(
    'wait_last',
    's',
    'time from a job being ready to its last task starting for the first time',
  ),
  ...distribution('response', 's', 'time from submission to the end of a job that finishes'),
  ...distribution(
    'bounded_slowdown',
    'ratio',
    'max(1, (wait + run) / max(run, 10 s)) of a job that finishes, from being ready (Feitelson 2001)',
  ),
  define(
    'queue_first_mean_s',
    's',
    'lower',
    'Mean time in queue before the first attempt of a scheduler starts (Omega: wait till first scheduled).',
  ),
  define('queue_first_p90_s', 's', 'lower', '90th percentile of the same.'),
  define('queue_first_p95_s', 's', 'lower', '95th percentile of the same.'),
  define(
    'queue_total_mean_s',
    's',
    'lower',
    'Mean time in queue over all attempts, without think times and back-offs (Omega: wait till fully scheduled).',
  ),
  define('attempts_mean', 'ratio', 'lower', 'Mean number of attempts of a job that was attempted.'),
  define('attempts_max', 'count', 'lower', 'Most attempts of one job.'),
  define('jobs_abandoned', 'jobs', 'lower', 'Jobs that a scheduler gave up placing.'),
  define(
    'makespan_s',
    's',
    'lower',
    'From the first submission to the last end of a task; to the end of the run while jobs that have an end are unfinished.',
  ),
  define(
    'core_hours_work',
    'core-hours',
    'neither',
    'Cores × time that tasks ran, from start to end or to the end of the run: done + lost + repeated + unfinished.',
  ),
  define(
    'core_hours_done',
    'core-hours',
    'higher',
    'Of the work, that of finished tasks, unless it is lost; and all work of tasks without an end (services), done as they run.',
  ),
  define(
    'core_hours_lost',
    'core-hours',
    'lower',
    'Of the work, that of jobs given up and of failed pipelines, whenever it was done; without repeated work.',
  ),
  define(
    'core_hours_repeated',
    'core-hours',
    'lower',
    'Of the work, that of tasks that failed or were lost and have started again.',
  ),
  define(
    'core_hours_unfinished',
    'core-hours',
    'neither',
    'Of the work of jobs that go on at the end, that of tasks that run, and of tasks that failed or were lost and have not started again.',
  ),
  define(
    'core_hours_preempted',
    'core-hours',
    'lower',
    'Of the work repeated, lost or unfinished, that of tasks that were preempted.',
  ),
  define(
    'core_hours_preparing',
    'core-hours',
    'lower',
    'Besides the work: cores × time that tasks held while start-up steps were gone through, before they ran.',
  ),
  define(
    'core_hours_stopping',
    'core-hours',
    'lower',
    'Besides the work: cores × time that tasks held after they had been killed, until their kill grace was over, and on machines whose crash nobody had noticed.',
  ),
  define('pipelines_submitted', 'count', 'neither', 'Pipelines submitted inside the window.'),
  define('pipelines_finished', 'count', 'higher', 'Of those, pipelines whose stages all finished.'),
  define(
    'pipelines_failed',
    'count',
    'lower',
    'Of those, pipelines that a failure made impossible to finish.',
  ),
  define(
    'pipeline_response_mean_s',
    's',
    'lower',
    'Mean time from submission to the end of a pipeline that finishes.',
  ),
  define('pipeline_response_p90_s', 's', 'lower', '90th percentile of the same.'),
  define('pipeline_response_p95_s', 's', 'lower', '95th percentile of the same.'),
  define(
    'tasks_cancelled',
    'tasks',
    'neither',
    'Tasks that never started because their job was given up or cancelled: the launches that this saved.',
  ),
  define('tasks_doomed', 'tasks', 'lower', 'Tasks launched although their pipeline had already failed.'),
  define(
    'core_hours_lost_before',
    'core-hours',
    'lower',
    'Of the lost work, what failed pipelines did before the failure.',
  ),
  define(
    'core_hours_lost_after',
    'core-hours',
    'lower',
    'Of the lost work, what failed pipelines did after the failure.',
  ),
  define(
    'core_hours_saved',
    'core-hours',
    'higher',
    'Work that failed pipelines did not do: all of tasks that never started, and the rest of tasks that were killed.',
  ),
  ...meanAndLongest(
    'cancel_delay',
    'time from a failure to the last cancellation that it caused; to the end of the run if that is still under way',
  ),
  ...meanAndLongest(
    'relaunch',
    'time from the end of a task that failed, was lost or was taken away to the start of another in its place',
  ),
]

/** Numbers of scope 'scheduler', and of scope 'all' as their sum (shares: mean over schedulers). */
export const schedulerNumbers: readonly NumberDefinition[] = [
  define(
    'busy_share',
    'share',
    'lower',
    'Share of the window in which the scheduler was deciding, the decision under way at the end included.',
  ),
  define('busy_useful_s', 's', 'neither', 'Think time of decisions that ended without a conflict.'),
  define('busy_wasted_s', 's', 'lower', 'Think time of decisions spoiled by a conflict.'),
  define('decisions', 'count', 'neither', 'Attempts that ended inside the window.'),
  define('transactions_ok', 'count', 'neither', 'Attempts that claimed something and met no conflict.'),
  define('transactions_failed', 'count', 'lower', 'Attempts with at least one conflict.'),
  define(
    'conflict_ratio',
    'ratio',
    'lower',
    'Failed transactions / transactions without conflict; may exceed 1 (Omega).',
  ),
  define('claims_accepted', 'count', 'neither', 'Claims that became tasks.'),
  define('claims_refused', 'count', 'lower', 'Claims refused by a verdict.'),
  define('attempts_without_room', 'count', 'lower', 'Attempts that found no machine for any task.'),
  define('offers_made', 'count', 'neither', 'Offers sent to frameworks.'),
  define('offers_declined', 'count', 'lower', 'Offers of which nothing was used.'),
  define('offers_rescinded', 'count', 'lower', 'Offers taken back before they were answered.'),
  define(
    'cpu_locked_share',
    'share',
    'lower',
    'Time-weighted share of all cores locked in offers and not used.',
  ),
  define(
    'memory_locked_share',
    'share',
    'lower',
    'Time-weighted share of all memory locked in offers and not used.',
  ),
  define('probes_sent', 'count', 'neither', 'Probes sent to machines.'),
  define(
    'master_messages',
    'count',
    'neither',
    'Messages that came to the masters of Mesos inside the window.',
  ),
  define(
    'master_busy_share',
    'share',
    'lower',
    'Share of the window in which the leading master of Mesos was handling messages (message-cost each).',
  ),
  define(
    'master_queue_mean',
    'count',
    'lower',
    'Time-weighted mean number of messages that waited for the leading master of Mesos.',
  ),
  define('deployments_finished', 'count', 'higher', 'Deployments of Marathon that ended inside the window.'),
  define('deployments_unfinished', 'count', 'lower', 'Deployments of Marathon that went on at the end.'),
  ...meanAndLongest('deployment', 'time from the order to the end of a deployment that ended'),
]
