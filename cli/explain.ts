import type { Command } from 'commander'
import { SwitchyardError } from '../sim/errors.ts'
import { type Setting, setting, settings, wholeNumber } from './options.ts'

interface Options {
  readonly job?: number
  readonly task?: TaskName
  readonly pipeline?: number
  readonly longest?: number
  readonly class?: string
  readonly system?: string
  readonly at?: readonly Setting[]
  readonly seed?: string
  readonly experiment?: string
  readonly inputs?: string
  readonly set?: readonly Setting[]
  readonly trace?: string
  readonly gantt?: string
  readonly from?: string
  readonly to?: string
  readonly json?: true
  readonly quiet?: true
}

interface TaskName {
  readonly job: number
  readonly task: number
}

/** More first lines than somebody reads. */
const MOST_JOBS = 1000

/** `switchyard explain RESULTS --job ID`: why a job waited. */
export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('Say why a job waited, what became of a pipeline, or which jobs waited longest')
    .argument('<results>', 'a folder of results, or an experiment file')
    .option('--job <id>', 'the number of a job in its source', numberOf('--job'))
    .option('--task <job/task>', 'one task of a job, such as 4711/0, its first', taskOption)
    .option('--pipeline <id>', 'the pipeline that this job is a stage of', numberOf('--pipeline'))
    .option('--longest <n>', 'the jobs that waited longest, a line each', wholeNumber('--longest', MOST_JOBS))
    .option('--class <name>', 'the class of the job, where several classes have its number')
    .option('--system <name>', 'the system (default: that of the first run)')
    .option(
      '--at <axis=value>',
      'the value of another axis; may be repeated',
      settings('--at', 'axis=value, such as --at load=0.9'),
    )
    .option('--seed <name>', 'the seed (default: that of the first run)')
    .option('--experiment <file>', 'where the experiment of a folder lies, if it is not found')
    .option('--inputs <folder>', 'where the trace, dump or policy file of a folder lies, if not found')
    .option('--set <key=value>', 'change a setting of an experiment file; may be repeated', setting)
    .option('--trace <file.json>', 'write the run for Perfetto, or Chrome: Trace Event Format')
    .option('--gantt <file>', 'draw the run, as .png or .svg')
    .option('--from <time>', 'where --trace and --gantt begin, such as 90s or 2h')
    .option('--to <time>', 'and where they end (default: around what is explained)')
    .option('--json', 'print one JSON document')
    .option('--quiet', 'do not say which run it is')
    .addHelpText(
      'after',
      `
A run comes out the same each time, so the one that is asked about is made again and watched; nothing of this is kept in
results. The first line names what the job waited for most of its wait. A job waits while one of its tasks is ready and
has no machine. --trace and --gantt may stand alone: they are of the whole run then.

Examples:
  switchyard explain results/four-architectures --longest 10 --system offers --at load=0.9
  switchyard explain results/four-architectures --job 4711 --system offers --at load=0.9
  switchyard explain results/four-architectures --pipeline 1000000003
  switchyard explain experiment.yaml --task 12/0
  switchyard explain experiment.yaml --job 12 --gantt job-12.png --trace job-12.json`,
    )
    .action(explain)
}

function numberOf(option: string): (text: string) => number {
  return text => {
    if (!/^\d+$/.test(text))
      throw new SwitchyardError(`${option} ${text}: expected the number of a job, such as 0 or 4711.`)
    return Number(text)
  }
}

function taskOption(text: string): TaskName {
  const parts = /^(\d+)\/(\d+)$/.exec(text)
  if (parts === null)
    throw new SwitchyardError(
      `--task ${text}: expected the number of a job, a slash and the number of its task from 0, such as 4711/0.`,
    )
  return { job: Number(parts[1]), task: Number(parts[2]) }
}

type Parts = typeof import('./explain-parts.ts')
type ExplainedJobs = Parameters<Parts['windowOf']>[0]
type RunSpec = Awaited<ReturnType<Parts['askedRun']>>['run']['spec']

/** What there is to say: as text, as part of a document, and whom pictures are about. */
interface Answer {
  readonly text: string
  readonly document: object
  readonly explained: ExplainedJobs
  readonly remark: string
}

/** @throws SwitchyardError for runs, jobs, tasks and pipelines that are not there, and for files that cannot be written. */
async function explain(results: string, options: Options): Promise<void> {
  const { system, seed, experiment, inputs, at = [], set = [], json, quiet } = options
  const parts = await import('./explain-parts.ts')
  const [from, to] = checked(options, parts)
  const { run, others } = await parts.askedRun({
    results,
    at: { ...Object.fromEntries(at), ...(system === undefined ? {} : { system }) },
    set: Object.fromEntries(set),
    ...(seed === undefined ? {} : { seed }),
    ...(experiment === undefined ? {} : { experiment }),
    ...(inputs === undefined ? {} : { inputs }),
  })
  const remark = (text: string): void => {
    if (!quiet && text !== '') process.stderr.write(`${parts.printable(text)}\n`)
  }
  if (others > 0)
    remark(`Run ${run.id}, the first of ${others + 1}; --system, --at and --seed choose another.`)
  const answer = await answerOf(run.spec, options, parts)
  remark(answer.remark)
  const window = parts.windowOf(answer.explained, from, to)
  const files: string[] = []
  const told = (text: string): void => {
    if (!json) process.stdout.write(text)
  }
  // What is known is said before files are drawn, one of which may be refused.
  told(parts.printable(answer.text, '\n'))
  const written = (file: string): void => {
    told(`${files.length === 0 && answer.text !== '' ? '\n' : ''}Written  ${file}\n`)
    files.push(file)
  }
  if (options.trace !== undefined) {
    await parts.writeTrace(options.trace, run, window, answer.explained)
    written(options.trace)
  }
  if (options.gantt !== undefined) {
    await parts.writeGantt(options.gantt, await parts.ganttOf(run.spec, window, answer.explained))
    written(options.gantt)
  }
  const document = { ok: true, run: run.id, ...answer.document, ...(files.length > 0 && { files }) }
  if (json) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
}

async function answerOf(spec: RunSpec, options: Options, parts: Parts): Promise<Answer> {
  const { job, task, pipeline, longest } = options
  if (longest !== undefined) {
    const stories = await parts.explainLongest(spec, longest)
    return {
      text: parts.longestText(stories),
      document: { jobs: stories.map(parts.storyDocument) },
      explained: parts.explainedJobs('the jobs that waited longest', stories),
      remark: '',
    }
  }
  const id = job ?? task?.job ?? pipeline
  if (id === undefined) return { text: '', document: {}, explained: parts.NOBODY, remark: '' }
  const named = { id, ...(options.class === undefined ? {} : { jobClass: options.class }) }
  if (pipeline !== undefined) {
    const { story, remark } = await parts.explainPipeline(spec, named)
    return {
      text: parts.pipelineText(story),
      document: { pipeline: parts.pipelineDocument(story) },
      explained: parts.explainedStages(`the pipeline of job ${id}`, story),
      remark,
    }
  }
  const { story, remark } = await parts.explainJob(spec, named, task?.task)
  return {
    text: parts.storyText(story),
    document: { jobs: [parts.storyDocument(story)] },
    explained: parts.explainedJobs(parts.nameOf(story), [story]),
    remark,
  }
}

/** The ends of the window. @throws SwitchyardError for all options that do not go together. */
function checked(options: Options, { readDuration }: Parts): readonly (number | undefined)[] {
  const { trace, gantt, at = [], system } = options
  const draws = trace !== undefined || gantt !== undefined
  const given = (['job', 'task', 'pipeline', 'longest'] as const).filter(name => options[name] !== undefined)
  const faults: string[] = []
  if (given.length > 1 || (given.length === 0 && !draws)) {
    const found = given.length === 0 ? '' : `found ${given.map(name => `--${name}`).join(' and ')}, `
    faults.push(
      `explain: ${found}expected one of --job, --task, --pipeline and --longest, such as --longest 10; or --trace or --gantt alone.`,
    )
  }
  const other = at.find(([axis]) => axis === 'system')?.[1]
  if (system !== undefined && other !== undefined && other !== system)
    faults.push(`--system: found ${system}, and --at system=${other}; expected one of them.`)
  if (gantt !== undefined && !/\.(png|svg)$/.test(gantt))
    faults.push(`--gantt ${gantt}: expected a name that ends with .png or .svg.`)
  const ends = (['from', 'to'] as const).map(name => {
    const text = options[name]
    if (text === undefined) return undefined
    if (!draws) faults.push(`--${name}: expected it with --trace or --gantt.`)
    const time = readDuration(text)
    if (typeof time === 'number') return time
    faults.push(`--${name}: found ${time.found}, expected ${time.expected}.`)
    return undefined
  })
  const [from = 0, to = Number.POSITIVE_INFINITY] = ends
  if (from >= to) faults.push(`--to ${options.to}: expected a time after --from ${options.from ?? '0 s'}.`)
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
  return ends
}
