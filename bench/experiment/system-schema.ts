/**
 * How an experiment changes a built-in system: settings of its root, its frameworks and its latencies.
 *
 * Nothing here has a default: what is left out stays as the built-in system has it.
 */
import * as z from 'zod'
import { systems as builtIn, frameworkKinds, rootKinds } from '../../systems/catalogue.ts'
import { orders, placements, rules, shares } from '../../systems/generic/named-policies.ts'
import { together } from '../../systems/options.ts'
import { describe } from './faults.ts'
import { LateMap, type OutputOf, once, type ShapeOf, valuesOf, type Written } from './late-map.ts'
import { didYouMean, oneOf } from './nearest.ts'
import { keysOf, needed } from './option-schema.ts'
import { cpu, duration, either, leaf, listError, memory, policy, text } from './quantities.ts'
import { ratio } from './ratios.ts'

/** The `policy:` that stands for no policy file. */
export const BUILT_IN = 'built-in'

const thinkTime = () => ({
  'per-job': duration({ zero: true }).optional().describe('Think time of one decision, whatever the job.'),
  'per-task': duration({ zero: true })
    .optional()
    .describe('More for every task of the job that is not placed yet.'),
})

const think = () =>
  z.strictObject({
    ...thinkTime(),
    classes: z
      .record(z.string(), z.strictObject(thinkTime()))
      .optional()
      .describe('Think times of classes of jobs that differ from the rest (multi-path), by class.'),
  })

const examples = Object.entries(rules).map(([name, { example }]) => `{ ${name}: ${example} }`)

const rule = () =>
  either(`a rule: ${oneOf([...examples, 'a policy file'])}`, [
    policy([]),
    ...Object.entries(rules).map(
      ([name, { amount }]) => z.strictObject({ [name]: needed(amount) }) as z.ZodType<Record<string, number>>,
    ),
  ])

const optionsOfRoots = together(Object.values(rootKinds).map(({ options }) => options))

const optionsOfFrameworks = together([
  ...Object.values(rootKinds).map(({ frameworkOptions = {} }) => frameworkOptions),
  ...Object.values(frameworkKinds).map(({ options }) => options),
])

/** Settings that every root has. */
export const schedulerKeys = {
  order: () =>
    policy(Object.keys(orders))
      .optional()
      .describe('Which pending job comes first: a name or a policy file that exports order.'),
  place: () =>
    policy(Object.keys(placements))
      .optional()
      .describe('Where tasks go: a name, or a policy file that exports place or score.'),
  spread: () =>
    text('the name of an attribute of machines')
      .optional()
      .describe(
        'An attribute of machines: next comes the value that holds the fewest tasks of the job, there the best machine by place.',
      ),
  rules: () =>
    z
      .array(rule())
      .optional()
      .describe('Where tasks may not go. A list; it replaces the rules of the system.'),
  share: () =>
    policy(Object.keys(shares))
      .optional()
      .describe(
        'Which framework is next: a name or a policy file that exports share. Under shared state nobody decides that.',
      ),
  think: () => think().optional().describe('How long a decision takes.'),
  'when-blocked': () =>
    z
      .enum(['wait', 'pass', 'retry'])
      .optional()
      .describe(
        'A job that does not fit: wait blocks what is behind it, pass parks it until something changes, retry tries it again after retry-after.',
      ),
  'retry-after': () => duration().optional().describe('Pause before a job that did not fit is tried again.'),
}

/** What a case of a policy may say of the scheduler. */
export const scheduler = new LateMap(schedulerKeys)

/** Every root has these; what else each kind has follows from its definition. */
const root = new LateMap({ ...schedulerKeys, ...keysOf(optionsOfRoots) }, [], 'root')

function moments(about: string) {
  const error = listError('a list of moments, such as [10 min, 20 min]')
  return z.array(duration(), { error }).prefault([]).describe(about)
}

const hosting = once(() =>
  z
    .strictObject({
      by: text('the name of a framework').describe('The framework that runs this one’s scheduler as a task.'),
      cpu: cpu().prefault(1).describe('Cores of the scheduler’s task.'),
      memory: memory({ zero: true }).prefault('1 GiB').describe('Memory of the scheduler’s task.'),
      'mean-time-to-failure': duration({ never: true })
        .prefault('never')
        .describe('Mean time between failures of the scheduler’s task.'),
      failures: moments('Moments at which the scheduler’s task fails. A list.'),
      reconciliation: duration({ zero: true })
        .prefault('10 s')
        .describe('From the relaunched task running to the framework deciding again.'),
      'failover-timeout': duration({ never: true, zero: true })
        .prefault('7 d')
        .describe('A framework away for longer is removed and its tasks are killed (Marathon: a week).'),
    })
    .meta({ id: 'hosting' }),
)

const process = once(() =>
  z
    .strictObject({
      failures: moments('Moments at which the process dies. A list.'),
      'mean-time-to-failure': duration({ never: true })
        .prefault('never')
        .describe('Mean time from its return to its next death (exponential).'),
      restart: duration({ zero: true })
        .prefault('15 s')
        .describe('From its death to the next process running (DC/OS: RestartSec of its units, 15 s).'),
      reconciliation: duration({ zero: true })
        .prefault('10 s')
        .describe('From the process running to the framework deciding again.'),
      'failover-timeout': duration({ never: true, zero: true })
        .prefault('7 d')
        .describe('A framework away for longer is removed and its tasks are killed (Marathon: a week).'),
    })
    .meta({ id: 'process' }),
)

const taken = () =>
  leaf(
    input =>
      typeof input === 'string' && input !== ''
        ? input
        : {
            found: describe(input),
            expected: 'the name of a class, or "*" for what no other framework takes',
          },
    { type: 'string' },
  )

/** Settings that every framework has. */
export const frameworkKeys = {
  kind: () =>
    z
      .enum(Object.keys(frameworkKinds))
      .optional()
      .describe('What the framework does with its jobs; needed for a new one.'),
  takes: () =>
    z
      .array(taken(), {
        error: listError('the classes of jobs that the framework takes, such as [batch, "*"]'),
      })
      .min(1)
      .optional()
      .describe('Classes of jobs that go to this framework; "*" takes what no other takes. A list.'),
  weight: () =>
    ratio()
      .optional()
      .describe(
        'The framework’s share is divided by it; without effect under share: fifo and under shared state. Under Mesos it is the weight of its role.',
      ),
  'kill-grace': () =>
    duration({ zero: true })
      .optional()
      .describe(
        'How long a running task that is killed still holds its resources (Kubernetes 30 s, Marathon 3 s); left out: 0 s.',
      ),
  hosting: () =>
    hosting().optional().describe('The framework’s scheduler is itself a task of another framework.'),
  process: () =>
    process()
      .optional()
      .describe(
        'The framework’s scheduler is a process beside the cluster, which dies and is started again; left out: it never dies, unless it is hosted.',
      ),
}

/** Every framework has these; what else each kind has, and each root lets it say, follows from the definitions. */
const framework = new LateMap({ ...frameworkKeys, ...keysOf(optionsOfFrameworks) }, [], 'framework')

const latency = once(() =>
  z
    .strictObject({
      scheduler: duration({ zero: true })
        .optional()
        .describe('Root to framework scheduler: offers, snapshots, verdicts.'),
      machine: duration({ zero: true })
        .optional()
        .describe('Root or scheduler to machine: launch, kill, probe.'),
      status: duration({ zero: true }).optional().describe('Machine to framework: a task ended.'),
    })
    .meta({ id: 'latency' }),
)

const policyFile = () =>
  leaf(
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

/** Settings under the keys of the experiment that some kind of root or framework declares. */
type Declared = Readonly<Record<string, unknown>>

export type RootChanges = OutputOf<LateMap<ShapeOf<typeof schedulerKeys>>> & Declared
export type FrameworkChanges = OutputOf<LateMap<ShapeOf<typeof frameworkKeys>>> & Declared

/** What an experiment may change, in one system or in all of them. */
export const changes = {
  root: (written: Written) =>
    (root.for(written) as z.ZodType as z.ZodType<RootChanges>)
      .optional()
      .describe('Settings of the root scheduler.'),
  frameworks: (written: Written) =>
    z
      .record(z.string(), framework.for(valuesOf(written)) as z.ZodType as z.ZodType<FrameworkChanges>)
      .optional()
      .describe('Settings of frameworks, by name; a new name adds a framework.'),
  latency: () => latency().optional().describe('How long messages take.'),
  policy: () =>
    policyFile()
      .optional()
      .describe(
        'A policy file; whatever it exports (order, place, score, rule, share) replaces the built-in policy.',
      ),
}

export const systemEntry = new LateMap({
  like: () =>
    text('the name of a built-in system', { enum: Object.keys(builtIn) })
      .optional()
      .describe('The built-in system that this one starts from; left out: the one of the same name.'),
  ...changes,
})

export type SystemEntry = OutputOf<typeof systemEntry>
export type Changes = Omit<SystemEntry, 'like'>
