/**
 * The experiment file: every key, its type, its default and what it means.
 *
 * A list where one value is expected is an axis; the schema describes one point of the sweep, see axes.ts.
 */
import * as z from 'zod'
import { groupNumbers } from '../../sim/measure/numbers.ts'
import { schedulerNumbers } from '../../sim/measure/scheduler-numbers.ts'
import { systems as builtIn } from '../../systems/catalogue.ts'
import { durationDistribution } from './distributions.ts'
import { sentence } from './faults.ts'
import { axisValue, expectedValues, hypotheses } from './hypothesis-schema.ts'
import { LateMap, type OutputOf, once, oneOrSeveral, valuesOf, type Written } from './late-map.ts'
import { MOST_MACHINES, MOST_RUNS, MOST_SLICES } from './limits.ts'
import { growth, load } from './load.ts'
import { machineEvents } from './machine-event-file.ts'
import { cluster } from './manifest-schema.ts'
import { EXPECTED_PRECISION, isPrecision, precisionPattern, readPrecision } from './precision-text.ts'
import { price } from './price.ts'
import {
  amount,
  cpu,
  duration,
  either,
  leaf,
  listError,
  memory,
  readWhole,
  text,
  whole,
} from './quantities.ts'
import { scorecard } from './scorecard-schema.ts'
import { changes, systemEntry } from './system-schema.ts'
import { lublin, omega, trace, workload } from './workload-schema.ts'

const seed = () => text('a seed: a word or a number')

/** Seeds '1' … 'n', the words of a list, or how well a mean is to be known. */
const seeds = () =>
  either(`how many seeds, ${EXPECTED_PRECISION}, or a list of words`, [
    leaf(
      input => {
        if (isPrecision(input)) return readPrecision(input)
        const count = readWhole(input, 1, MOST_RUNS)
        if (typeof count !== 'number')
          return { ...count, expected: `${count.expected}, ${EXPECTED_PRECISION}, or a list of words` }
        return Array.from({ length: count }, (_, index) => String(index + 1))
      },
      {
        anyOf: [
          { type: 'integer', minimum: 1, maximum: MOST_RUNS },
          { type: 'string', pattern: precisionPattern },
        ],
      },
    ),
    z
      .array(seed())
      .min(1)
      .superRefine((words, context) => {
        const twice = words.findIndex((word, i) => words.indexOf(word) < i)
        if (twice < 0) return
        const message = sentence({
          found: `${JSON.stringify(words[twice])} for the second time`,
          expected: 'every seed once',
        })
        context.addIssue({ code: 'custom', path: [twice], message })
      }),
  ])

const headline = () =>
  z.strictObject({
    number: text('a number of the result', {
      enum: [...groupNumbers, ...schedulerNumbers].map(({ name }) => name),
    })
      .prefault('wait_first_mean_s')
      .describe('A number of the result, such as wait_first_mean_s.'),
    of: text('all, class:<name>, framework:<name> or scheduler:<name>')
      .prefault('all')
      .describe('Whose: all, class:<name>, framework:<name> or scheduler:<name>.'),
  })

/** Keys that describe the experiment as a whole. */
export const about = new LateMap(
  {
    name: () =>
      text('the name of the experiment').describe(
        'What the experiment is called; also the name of its results folder.',
      ),
    question: () =>
      text('the question of the experiment')
        .optional()
        .describe('What the experiment asks; the heading of its report.'),
    seeds: () =>
      seeds()
        .prefault(10)
        .describe(
          'Repetitions: how many; a list of words; or as many as it takes to know the mean of the headline, or of another number, so well: until ±2 %, or until p95 wait ±1 s of class batch, at most 500. The same seed means the same jobs and failures under every system.',
        ),
    baseline: () =>
      either('a value of an axis, or { axis: …, value: … }', [
        axisValue(),
        z.strictObject({
          axis: text('the name of an axis').describe('The axis.'),
          value: axisValue().describe('Its value.'),
        }),
      ])
        .optional()
        .describe(
          'The value that all others of its axis are compared with; left out: the first of the first axis.',
        ),
    'mean-over': () =>
      text('the name of an axis')
        .optional()
        .describe(
          'An axis whose values are replicates, such as file for several logs: means and intervals are over them, each counting once.',
        ),
    headline: () => headline().prefault({}).describe('The number that the finding speaks of.'),
    scorecard,
    hypotheses,
    checks: expectedValues,
  },
  ['name', 'seeds', 'headline'],
)

/** As many machines as the processors of the log need. */
export const FROM_TRACE = 'from trace'

const count = () =>
  leaf(
    input => {
      if (input === FROM_TRACE) return FROM_TRACE
      const reading = readWhole(input, 1, MOST_MACHINES)
      return typeof reading === 'number'
        ? reading
        : { ...reading, expected: `${reading.expected}, or "${FROM_TRACE}"` }
    },
    { type: ['integer', 'string'], minimum: 1, maximum: MOST_MACHINES },
  )

const attribute = () =>
  either('a value, or { in-turn: how many values }', [
    text('the value of an attribute'),
    z.strictObject({
      'in-turn': whole(1, MOST_MACHINES).describe(
        'The machines take so many values in turn: rack-1, rack-2 … for an attribute rack.',
      ),
    }),
  ])

const group = new LateMap(
  {
    count: () =>
      count().describe('How many machines; "from trace": as many as the processors of the log need.'),
    cpu: () => cpu().describe('Cores of one machine.'),
    memory: () => memory({ zero: true }).describe('Memory of one machine.'),
    resources: () =>
      z
        .record(z.string(), amount())
        .optional()
        .describe('Named resources of one machine, such as { gpu: 4 }.'),
    attributes: () =>
      z
        .record(z.string(), attribute())
        .optional()
        .describe('What the machines are labelled with, such as { disk: ssd, rack: { in-turn: 10 } }.'),
    price: () =>
      price()
        .optional()
        .describe(
          'What one machine costs an hour, such as 0.19 EUR, for `switchyard plan`; every group has one, in one currency, or none.',
        ),
    'start-up': () =>
      z
        .record(z.string(), durationDistribution())
        .optional()
        .describe(
          'Steps that a machine goes through before a task runs on it, in this order, such as { image: 8 s, network: exponential 500 ms }.',
        ),
  },
  ['count', 'cpu', 'memory'],
  'machine-group',
)

const groups = <T extends z.ZodType>(each: T) =>
  either('a map with count, cpu and memory, or a list of such maps', [each, z.array(each).min(1)])

const machineFailures = () =>
  z.strictObject({
    'mean-time-to-failure': duration({ never: true })
      .prefault('never')
      .describe('Mean time between failures of one machine (exponential).'),
    'mean-time-to-repair': duration().prefault('1 h').describe('Mean time to repair (exponential).'),
    detection: duration({ zero: true })
      .prefault('0 s')
      .describe(
        'From a crash to its being noticed: until then the machine is sent tasks, and those that it had hold their resources and do nothing (Kubernetes about 45 s, Mesos 75 s).',
      ),
    eviction: duration({ zero: true })
      .prefault('0 s')
      .describe(
        'How long the tasks of an unreachable machine are waited for before they are given up for lost (Kubernetes 5 min).',
      ),
  })

const machineEvent = once(() =>
  z
    .strictObject({
      at: duration({ zero: true }).describe('When it happens.'),
      machine: whole(1, MOST_MACHINES).describe(
        'To which machine, numbered from 1 in the order of machines.',
      ),
      to: whole(1, MOST_MACHINES).optional().describe('And to all up to this one.'),
      event: z
        .enum(machineEvents)
        .describe(
          'cordon: it takes no more tasks; drain: and those that it has are killed and launched again elsewhere; crash; return: from any of these.',
        ),
    })
    .meta({ id: 'machine-event' }),
)

const machineEventFile = once(() =>
  z
    .strictObject({
      file: text('the name of a file').describe(
        'A file of recorded events, from the folder of the experiment: lines of seconds, machine and event below the header at_s,machine,event.',
      ),
    })
    .meta({ id: 'machine-event-file' }),
)

/** Keys of which every value may be a list, and so an axis. */
export const point = new LateMap(
  {
    // A system of one's own has any name; an editor offers the built-in ones.
    system: () =>
      text('the name of a system', { anyOf: [{ enum: Object.keys(builtIn) }, { type: 'string' }] })
        .optional()
        .describe('The system: a built-in one, or one of systems. Left out: all of systems.'),
    systems: (written: Written) =>
      z
        .record(z.string(), systemEntry.for(valuesOf(written)))
        .optional()
        .describe('Systems of your own, by name: a built-in one and what differs.'),
    ...changes,
    load: () =>
      load()
        .optional()
        .describe(
          'Offered load of the workload, as a share of all cores (0.8 or 80%); sets the arrival rates. Above 1: { over: 1.2 }. Of a cluster that stays the same: { is: 80%, of: 40 machines }.',
        ),
    growth: () =>
      growth()
        .prefault(0)
        .describe(
          'How much larger the workload is than it is written, 10% or 0.1: arrivals come so much more often, services have so much more instances, and of a log resampled by users there are so many more users. What runs by the clock stays.',
        ),
    machines: (written: Written) =>
      groups(group.for(oneOrSeveral(written)))
        .transform(groups => (Array.isArray(groups) ? groups : [groups]))
        .optional()
        .describe(
          'The machines: one group of identical ones, or a list of groups. Left out: those of the Nodes that manifests name.',
        ),
    cluster: () =>
      cluster()
        .optional()
        .describe(
          'A cluster as kubectl get prints it: files of manifests, and folders of files, from the folder of the experiment. Its Nodes are the machines, and all else runs on them. A list.',
        ),
    'machine-failures': () => machineFailures().prefault({}).describe('How machines fail.'),
    'machine-events': () =>
      z
        .array(either('an event, or { file: … }', [machineEvent(), machineEventFile()]), {
          error: listError('events such as [{ at: 1 h, machine: 3, event: drain }]'),
        })
        .optional()
        .describe(
          'What happens to machines besides: recorded crashes, planned maintenance; events, or files of events. A list.',
        ),
    workload: (written: Written) =>
      workload.for(written).optional().describe('Jobs drawn at random, in parts.'),
    trace: () => trace().optional().describe('Jobs of a log in the Standard Workload Format.'),
    lublin: () => lublin().optional().describe('Rigid jobs of the model of Lublin and Feitelson (2003).'),
    omega: () => omega().optional().describe('Jobs of a list written by the Omega simulator.'),
    'warm-up': () => duration({ zero: true }).prefault('0 s').describe('The measured window starts here.'),
    until: () =>
      duration({ never: true })
        .prefault('never')
        .describe('End of the run; never: when nothing is left to do.'),
    slices: () => whole(1, MOST_SLICES).prefault(120).describe('Points of the curves over time.'),
  },
  ['growth', 'machine-failures', 'warm-up', 'until', 'slices'],
)

export type About = OutputOf<typeof about>
export type Point = OutputOf<typeof point>
