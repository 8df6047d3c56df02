/**
 * Where an experiment's jobs come from: a mix of parts, a log, a model, or a job list.
 */
import * as z from 'zod'
import { NEVER } from '../../sim/engine/time.ts'
import { FEWEST_PROCESSORS, MOST_PROCESSORS } from '../../workloads/synthetic/lublin-size.ts'
import { durationDistribution, numberDistribution } from './distributions.ts'
import { LateMap, oneOrSeveral, type Written } from './late-map.ts'
import { MOST, MOST_STAGES } from './limits.ts'
import { manifests } from './manifest-schema.ts'
import { className, common, fails, usual } from './part-schema.ts'
import { cpu, duration, either, leaf, memory, readWhole, text, whole } from './quantities.ts'
import { ratio } from './ratios.ts'
import { cron, pipelineFiles } from './timed-schema.ts'

const arrivals = {
  interarrival: () =>
    durationDistribution()
      .optional()
      .describe(
        'Time between two arrivals; with load: only its proportion to the other parts counts, and one part alone may leave it out: exponential.',
      ),
  tasks: () => numberDistribution().prefault(1).describe('Tasks of a job or stage, rounded up.'),
  duration: () => durationDistribution().describe('How long one task runs.'),
}

const services = new LateMap(
  {
    class: () => className('service'),
    count: () => whole(1, MOST).describe('How many services there are.'),
    within: () =>
      duration({ zero: true })
        .prefault('0 s')
        .describe('Each service arrives at a uniform moment of this first stretch, before submissions end.'),
    instances: () => numberDistribution().prefault(1).describe('Tasks of a service, rounded up.'),
    ...common,
  },
  ['class', 'count', 'within', 'instances', ...usual],
  'services',
)

const jobs = new LateMap(
  {
    class: () => className('batch'),
    ...arrivals,
    fails: () =>
      fails().optional().describe('Failures that come in any case, beside those by the mean time.'),
    gang: () => z.boolean().default(false).describe('All tasks of a job start together or not at all.'),
    ...common,
  },
  ['class', 'tasks', 'duration', 'gang', ...usual],
  'jobs',
)

const pipelines = new LateMap(
  {
    class: () => className('pipeline'),
    layers: () =>
      numberDistribution()
        .prefault(3)
        .describe(`Layers of a pipeline, rounded up; times width at most ${MOST_STAGES} stages.`),
    width: () => numberDistribution().prefault(2).describe('Stages in a layer, rounded up.'),
    parents: () => whole(1).prefault(2).describe('Most parents of a stage, all in the layer before.'),
    ...arrivals,
    fails: () =>
      fails()
        .optional()
        .describe('Failures of a stage that come in any case, beside those by the mean time.'),
    ...common,
  },
  ['class', 'layers', 'width', 'parents', 'tasks', 'duration', ...usual],
  'pipelines',
)

const definitionFile = () =>
  text('the path of a definition file of Marathon (JSON)', {
    type: 'string',
    pattern: '\\.json$',
  })

/** A file of jobs, which may say of itself how long they run. */
const jobFile = (of: string) => {
  const file = text(`the path of a file of jobs of ${of} (JSON)`, { type: 'string', pattern: '\\.json$' })
  return either(`the path of a file of jobs of ${of}, or a map with file`, [
    file,
    z.strictObject({
      file: file.describe('From the folder of the experiment.'),
      'job-duration': durationDistribution()
        .optional()
        .describe('How long a task of these jobs runs; left out: as for all.'),
    }),
  ]).transform(written => (typeof written === 'string' ? { file: written } : written))
}

const definitions = () =>
  either('a list of definition files, or a map with files', [
    z.array(definitionFile()).min(1),
    z.strictObject({
      files: z.array(definitionFile()).prefault([]).describe('Files of Marathon. A list.'),
      kafka: z
        .array(text('the path of a file of broker settings (JSON)', { type: 'string', pattern: '\\.json$' }))
        .prefault([])
        .describe('Settings of brokers of Kafka, as its API takes them. A list of files.'),
      metronome: z
        .array(jobFile('Metronome'))
        .prefault([])
        .describe('Jobs of Metronome, as its API takes them. A list of files.'),
      chronos: z
        .array(jobFile('Chronos'))
        .prefault([])
        .describe('Jobs of Chronos, as its API takes them. A list of files.'),
      'job-duration': durationDistribution()
        .optional()
        .describe('How long a task of a job of Metronome or Chronos runs: definitions do not say it.'),
      'mean-time-to-failure': duration({ never: true })
        .prefault('never')
        .describe('Mean time between failures of a running instance or task (exponential).'),
    }),
  ])
    // Where the files stand, for what is said of them.
    .transform(written =>
      Array.isArray(written)
        ? { files: written, kafka: [], metronome: [], chronos: [], at: [], 'mean-time-to-failure': NEVER }
        : { ...written, at: ['files'] },
    )

function oneOrMore<T extends z.ZodType>(part: T, name: string) {
  return either(`a map that describes ${name}, or a list of such maps`, [
    part,
    z.array(part).min(1),
  ]).transform(parts => (Array.isArray(parts) ? (parts as z.output<T>[]) : [parts as z.output<T>]))
}

export const workload = new LateMap({
  services: (written: Written) =>
    oneOrMore(services.for(oneOrSeveral(written)), 'services')
      .optional()
      .describe('Jobs without an end, there from the start.'),
  definitions: () =>
    definitions()
      .optional()
      .describe(
        'Definition files, from the folder of the experiment. A list: of Marathon, with apps, groups and pods. Each app is a service, of a class with its id. In a map also jobs of Metronome and Chronos, and brokers of Kafka.',
      ),
  manifests: () =>
    manifests()
      .optional()
      .describe(
        'Kubernetes manifests, from the folder of the experiment: files, and folders of files. What makes pods is a class of its own, such as deployment/shop/web. A list.',
      ),
  jobs: (written: Written) =>
    oneOrMore(jobs.for(oneOrSeveral(written)), 'jobs')
      .optional()
      .describe('Independent jobs.'),
  cron: (written: Written) =>
    oneOrMore(cron.for(oneOrSeveral(written)), 'cron jobs')
      .optional()
      .describe('Jobs that begin by the clock or by the calendar.'),
  pipelines: (written: Written) =>
    oneOrMore(pipelines.for(oneOrSeveral(written)), 'pipelines')
      .optional()
      .describe('Pipelines drawn at random: stages that wait for each other.'),
  'pipeline-files': (written: Written) =>
    oneOrMore(pipelineFiles.for(oneOrSeveral(written)), 'runs of a pipeline')
      .optional()
      .describe('Pipelines that are written down, each in a file of its own.'),
  begins: () =>
    text('a date')
      .optional()
      .describe(
        'What the calendar shows at the start of the run; schedules go by it. A date and time of ISO 8601, universal time unless it says otherwise; left out: 2026-01-05T00:00Z, a Monday.',
      ),
  'submit-until': () =>
    duration().optional().describe('Submissions end here; left out: at the end of the run.'),
})

/** How processors of a log or model become tasks. */
const shape = () => ({
  'task-per': z
    .enum(['processor', 'job'])
    .default('processor')
    .describe('One task a processor, or one task that holds all processors of its job.'),
  'cpu-per-processor': cpu().prefault(1).describe('Cores that a processor of the log stands for.'),
  'memory-per-processor': memory({ zero: true })
    .prefault('0 MiB')
    .describe('Memory that goes with a processor.'),
  gang: z.boolean().default(true).describe('All tasks of a job start together or not at all.'),
})

export const trace = () =>
  z.strictObject({
    file: text('the path of a log in the Standard Workload Format')
      .optional()
      .describe(
        'The log (.swf or .swf.gz), from the folder of the experiment; --trace FILE takes its place.',
      ),
    class: className('batch'),
    ...shape(),
    size: z
      .enum(['requested', 'allocated', 'larger'])
      .default('requested')
      .describe('Processors of a job: field 8 (else 5), field 5 (else 8), or the larger.'),
    overrun: z
      .enum(['cut', 'keep'])
      .default('cut')
      .describe('A run longer than its estimate ends at the estimate, or runs on.'),
    estimate: z
      .enum(['requested', 'run-time', 'twice-requested'])
      .default('requested')
      .describe('The estimate that schedulers see; run-time is clairvoyant.'),
    'missing-estimate': z
      .enum(['run-time', 'drop'])
      .default('run-time')
      .describe('A job without an estimate: use its run time, or drop it.'),
    'zero-run-time': z
      .enum(['drop', 'one-second'])
      .default('drop')
      .describe('A job that ran 0 s: drop it, or run it for a second.'),
    from: duration({ zero: true })
      .optional()
      .describe('Only jobs submitted from here on, by the clock of the log (field 2).'),
    to: duration().optional().describe('Only jobs submitted before, by the clock of the log (field 2).'),
    'start-within': duration()
      .optional()
      .describe('Each seed starts at a moment drawn from this first stretch; earlier jobs are dropped.'),
    'first-job': whole(1).prefault(1).describe('Starts with this usable job, counted from 1.'),
    jobs: leaf(input => (input === 'all' ? ('all' as const) : readJobs(input)), {
      type: ['integer', 'string'],
      minimum: 1,
    })
      .prefault('all')
      .describe('Only the first so many usable jobs, or all.'),
    resample: z
      .enum(['none', 'weeks', 'users'])
      .default('none')
      .describe(
        'Each seed draws whole weeks, or users, of the log anew, as many as it has, with replacement.',
      ),
    jitter: duration({ zero: true })
      .prefault('0 s')
      .describe('Each seed submits every job up to this much later, drawn uniformly.'),
    processors: whole(1)
      .optional()
      .describe(
        'Processors of the machine; larger jobs are dropped and counted. Left out: what the log’s header says.',
      ),
    'interarrival-factor': ratio()
      .prefault(1)
      .describe('Multiplies the gaps between submissions; below 1 raises the load.'),
    'from-first-submit': z.boolean().default(true).describe('The clock starts at the first submission.'),
  })

function readJobs(input: unknown) {
  const reading = readWhole(input, 1)
  return typeof reading === 'number' ? reading : { ...reading, expected: `${reading.expected}, or all` }
}

export const lublin = () =>
  z.strictObject({
    class: className('batch'),
    jobs: whole(1).describe('How many jobs.'),
    processors: whole(FEWEST_PROCESSORS, MOST_PROCESSORS).describe(
      `Processors of the machine: the largest job. The model has no sizes below ${FEWEST_PROCESSORS}.`,
    ),
    'interarrival-factor': ratio()
      .prefault(1)
      .describe('Multiplies the time between arrivals; below 1 raises the load.'),
    ...shape(),
  })

export const omega = () =>
  z.strictObject({
    file: text('the path of a job list').describe(
      'Job list of the Omega simulator (CSV), from the folder of the experiment.',
    ),
  })
