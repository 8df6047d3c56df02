/**
 * How an experiment changes a built-in system: settings of its root, its frameworks and its latencies.
 *
 * Nothing here has a default: what is left out stays as the built-in system has it.
 */
import * as z from 'zod'
import { systems as builtIn } from '../../systems/catalogue.ts'
import { describe } from './faults.ts'
import { MOST_SCHEDULERS } from './limits.ts'
import { mesosSettings } from './mesos-schema.ts'
import { didYouMean } from './nearest.ts'
import { cpu, duration, either, leaf, memory, policy, text, whole } from './quantities.ts'
import { perCent, ratio, ratioSchema } from './ratios.ts'

export const orders = [
  'fifo',
  'shortest-first',
  'priority',
  'easy',
  'easy-shortest-first',
  'conservative',
] as const
export const places = ['first-fit', 'next-fit', 'best-fit', 'worst-fit', 'random', 'alignment'] as const
export const shares = ['fifo', 'drf', 'drf-running', 'asset-fairness', 'fair'] as const

/** Whom a root may kill for a job that finds no room, and nobody. */
export const preemptions = ['none', 'lowest-priority-first'] as const

/** The `policy:` that stands for no policy file. */
export const BUILT_IN = 'built-in'

const thinkTime = {
  'per-job': duration({ zero: true }).optional().describe('Think time of one decision, whatever the job.'),
  'per-task': duration({ zero: true })
    .optional()
    .describe('More for every task of the job that is not placed yet.'),
}

const think = z.strictObject({
  ...thinkTime,
  classes: z
    .record(z.string(), z.strictObject(thinkTime))
    .optional()
    .describe('Think times of classes of jobs that differ from the rest (multi-path), by class.'),
})

function isPart(share: unknown): boolean {
  return typeof share === 'number' && share > 0 && share < 1
}

const partOfMachines = leaf(
  input =>
    isPart(perCent(input) ?? input)
      ? ((perCent(input) ?? input) as number)
      : { found: describe(input), expected: 'a share between 0 and 1, such as 0.5 or 50%' },
  { ...ratioSchema, exclusiveMaximum: 1 },
)

const rule = either('a rule: { max-per-machine: 2 }, { avoid-last: 0.5 } or a policy file', [
  policy([]),
  z.strictObject({
    'max-per-machine': whole(1).describe('At most this many tasks of one job on a machine.'),
  }),
  z.strictObject({
    'avoid-last': partOfMachines.describe(
      'The last machines, this share of them, are never used (Omega: pickiness).',
    ),
  }),
])

export const root = z
  .strictObject({
    order: policy(orders)
      .optional()
      .describe('Which pending job comes first: a name or a policy file that exports order.'),
    place: policy(places)
      .optional()
      .describe('Where tasks go: a name, or a policy file that exports place or score.'),
    spread: text('the name of an attribute of machines')
      .optional()
      .describe(
        'An attribute of machines: next comes the value that holds the fewest tasks of the job, there the best machine by place.',
      ),
    rules: z
      .array(rule)
      .optional()
      .describe('Where tasks may not go. A list; it replaces the rules of the system.'),
    share: policy(shares)
      .optional()
      .describe(
        'Which framework is next: a name or a policy file that exports share. Under shared state nobody decides that.',
      ),
    think: think.optional().describe('How long a decision takes.'),
    'when-blocked': z
      .enum(['wait', 'pass', 'retry'])
      .optional()
      .describe(
        'A job that does not fit: wait blocks what is behind it, pass parks it until something changes, retry tries it again after retry-after.',
      ),
    'retry-after': duration().optional().describe('Pause before a job that did not fit is tried again.'),
    preempt: z
      .enum(preemptions)
      .optional()
      .describe(
        'Monolithic: which tasks are killed to make room for a job of higher priority that finds none; needs order: priority, when-blocked: wait and share: fifo.',
      ),
    interval: duration({ zero: true })
      .optional()
      .describe('Offers: the allocator collects wishes and freed resources this long.'),
    'allocator-think': duration({ zero: true })
      .optional()
      .describe('Offers: time the allocator needs for one decision.'),
    slice: z
      .enum(['machine', 'cluster'])
      .optional()
      .describe('Offers: one offer a machine, or everything free at once.'),
    'minimum-cpu': cpu().optional().describe('Offers: cores that an offer needs at least (or the memory).'),
    'minimum-memory': memory({ zero: true })
      .optional()
      .describe('Offers: memory that an offer needs at least (or the cores).'),
    'decline-filter': duration({ zero: true })
      .optional()
      .describe('Offers: how long a declined machine is not offered to the same framework again.'),
    'offer-timeout': duration({ zero: true })
      .optional()
      .describe(
        'Offers: an offer not answered in this time is rescinded; 0 s: never. Until then a framework keeps offers with too little room for a gang.',
      ),
    'gang-hold': duration({ zero: true })
      .optional()
      .describe(
        'Offers by machine: everything is offered to one framework whose gang found too little room, for so long at most; 0 s: never.',
      ),
    ...mesosSettings,
    conflict: z
      .enum(['version', 'fit'])
      .optional()
      .describe('Shared state: a claim conflicts if the machine changed, or if it does not fit now.'),
    transaction: z
      .enum(['all-or-nothing', 'incremental'])
      .optional()
      .describe('Shared state: a conflict rolls all claims back, or only those that conflict.'),
    schedulers: whole(1, MOST_SCHEDULERS)
      .optional()
      .describe('Shared state and sampling: parallel schedulers for each framework.'),
    'probe-ratio': ratio().optional().describe('Sampling: probes per task.'),
    binding: z
      .enum(['late', 'early'])
      .optional()
      .describe('Sampling: a machine asks for a task when one fits, or is claimed when it is probed.'),
  })
  .meta({ id: 'root' })

const hosting = z
  .strictObject({
    by: text('the name of a framework').describe('The framework that runs this one’s scheduler as a task.'),
    cpu: cpu().prefault(1).describe('Cores of the scheduler’s task.'),
    memory: memory({ zero: true }).prefault('1 GiB').describe('Memory of the scheduler’s task.'),
    'mean-time-to-failure': duration({ never: true })
      .prefault('never')
      .describe('Mean time between failures of the scheduler’s task.'),
    reconciliation: duration({ zero: true })
      .prefault('10 s')
      .describe('From the relaunched task running to the framework deciding again.'),
    'failover-timeout': duration({ never: true, zero: true })
      .prefault('7 d')
      .describe('A framework away for longer is removed and its tasks are killed (Marathon: a week).'),
  })
  .meta({ id: 'hosting' })

const taken = leaf(
  input =>
    typeof input === 'string' && input !== ''
      ? input
      : { found: describe(input), expected: 'the name of a class, or "*" for what no other framework takes' },
  { type: 'string' },
)

const framework = z
  .strictObject({
    kind: z
      .enum(['services', 'batch', 'pipelines'])
      .optional()
      .describe('What the framework does with its jobs; needed for a new one.'),
    takes: z
      .array(taken, {
        error: 'found no list, expected the classes of jobs that the framework takes, such as [batch, "*"]',
      })
      .min(1)
      .optional()
      .describe('Classes of jobs that go to this framework; "*" takes what no other takes. A list.'),
    weight: ratio()
      .optional()
      .describe(
        'The framework’s share is divided by it; without effect under share: fifo and under shared state. Under Mesos it is the weight of its role.',
      ),
    role: text('the name of a role')
      .optional()
      .describe('Mesos: the role in which the framework registers; left out: "*", with all the others.'),
    schedulers: whole(1, MOST_SCHEDULERS)
      .optional()
      .describe(
        'Shared state and sampling: parallel schedulers of this framework; left out: as many as the root says.',
      ),
    'on-failure': z
      .enum(['relaunch', 'retry', 'cancel'])
      .optional()
      .describe('A failed task: launch it again for ever, up to retries times, or give its job up.'),
    retries: whole(0).optional().describe('Launches after the first, under on-failure: retry.'),
    backoff: duration({ zero: true }).optional().describe('Pause before a task is launched again.'),
    cancels: z
      .enum(['dependents', 'pipeline', 'nothing'])
      .optional()
      .describe('What a given-up stage takes with it.'),
    'kill-grace': duration({ zero: true })
      .optional()
      .describe(
        'How long a running task that is killed still holds its resources (Kubernetes 30 s, Marathon 3 s); left out: 0 s.',
      ),
    scale: z
      .array(
        z.strictObject({
          at: duration({ zero: true }).describe('From this moment on …'),
          to: whole(1).describe('… every service that is there has so many instances.'),
        }),
        { error: 'found no list, expected changes such as [{ at: 1 h, to: 8 }]' },
      )
      .optional()
      .describe(
        'Services: how many instances each has from given moments on; numbered, and the highest numbers go first. A list.',
      ),
    hosting: hosting.optional().describe('The framework’s scheduler is itself a task of another framework.'),
  })
  .meta({ id: 'framework' })

const latency = z
  .strictObject({
    scheduler: duration({ zero: true })
      .optional()
      .describe('Root to framework scheduler: offers, snapshots, verdicts.'),
    machine: duration({ zero: true })
      .optional()
      .describe('Root or scheduler to machine: launch, kill, probe.'),
    status: duration({ zero: true }).optional().describe('Machine to framework: a task ended.'),
  })
  .meta({ id: 'latency' })

const policyFile = leaf(
  input => {
    if (typeof input === 'string' && (input === BUILT_IN || /\.(ts|mts|js|mjs)$/.test(input))) return input
    return {
      found: describe(input),
      expected: 'a policy file (.ts or .js) or built-in',
      remedy: didYouMean(String(input), [BUILT_IN]),
    }
  },
  { type: 'string' },
)

/** What an experiment may change, in one system or in all of them. */
export const changes = {
  root: root.optional().describe('Settings of the root scheduler.'),
  frameworks: z
    .record(z.string(), framework)
    .optional()
    .describe('Settings of frameworks, by name; a new name adds a framework.'),
  latency: latency.optional().describe('How long messages take.'),
  policy: policyFile
    .optional()
    .describe(
      'A policy file; whatever it exports (order, place, score, rule, share) replaces the built-in policy.',
    ),
}

export const systemEntry = z.strictObject({
  like: text('the name of a built-in system', { enum: Object.keys(builtIn) })
    .optional()
    .describe('The built-in system that this one starts from; left out: the one of the same name.'),
  ...changes,
})

export type RootChanges = z.output<typeof root>
export type FrameworkChanges = z.output<typeof framework>
export type SystemEntry = z.output<typeof systemEntry>
export type Changes = Omit<SystemEntry, 'like'>
