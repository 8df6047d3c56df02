import { define, meanAndLongest } from './number-definition.ts'
import type { NumberDefinition } from './result.ts'

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
  define(
    'deployments_finished',
    'count',
    'higher',
    'Deployments of Marathon and rollouts of Kubernetes that ended inside the window.',
  ),
  define(
    'deployments_unfinished',
    'count',
    'lower',
    'Deployments of Marathon and rollouts of Kubernetes that went on at the end.',
  ),
  ...meanAndLongest('deployment', 'time from the order to the end of a deployment that ended'),
  define('scheduler_deaths', 'count', 'lower', 'Deaths of the scheduler inside the window.'),
  ...meanAndLongest(
    'recovery',
    'time from the death of a scheduler to its first launch after its return, or to its return where nothing waits for it; to the end of the run if it does not recover',
  ),
]
