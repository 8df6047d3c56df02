import type { Command } from 'commander'
import { SwitchyardError } from '../sim/errors.ts'
import { type Setting, setting, wholeNumber } from './options.ts'

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
  readonly set?: readonly Setting[]
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
    .option('--at <axis=value>', 'the value of another axis; may be repeated', atOption)
    .option('--seed <name>', 'the seed (default: that of the first run)')
    .option('--experiment <file>', 'where the experiment of a folder lies, if it is not found')
    .option('--set <key=value>', 'change a setting of an experiment file; may be repeated', setting)
    .option('--json', 'print one JSON document')
    .option('--quiet', 'do not say which run it is')
    .addHelpText(
      'after',
      `
A run comes out the same each time, so the one that is asked about is made again and watched; nothing of this is kept in
results. The first line names what the job waited for most of its wait. A job waits while one of its tasks is ready and has
no machine.

Examples:
  switchyard explain results/four-architectures --longest 10 --system offers --at load=0.9
  switchyard explain results/four-architectures --job 4711 --system offers --at load=0.9
  switchyard explain results/four-architectures --pipeline 1000000003
  switchyard explain experiment.yaml --task 12/0`,
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

function atOption(text: string, before: readonly Setting[] = []): readonly Setting[] {
  const at = text.indexOf('=')
  if (at < 1) throw new SwitchyardError(`--at ${text}: expected axis=value, such as --at load=0.9.`)
  return [...before, [text.slice(0, at), text.slice(at + 1)]]
}

/** @throws SwitchyardError for runs, jobs, tasks and pipelines that are not there. */
async function explain(results: string, options: Options): Promise<void> {
  const { longest, system, seed, experiment, at = [], set = [], json, quiet } = options
  const parts = await import('./explain-parts.ts')
  const { askedRun, printable } = parts
  checkOne(options)
  const { run, others } = await askedRun({
    results,
    at: { ...Object.fromEntries(at), ...(system === undefined ? {} : { system }) },
    set: Object.fromEntries(set),
    ...(seed === undefined ? {} : { seed }),
    ...(experiment === undefined ? {} : { experiment }),
  })
  const remark = (text: string): void => {
    if (!quiet) process.stderr.write(`${printable(text)}\n`)
  }
  if (others > 0)
    remark(`Run ${run.id}, the first of ${others + 1}; --system, --at and --seed choose another.`)
  if (longest !== undefined) {
    const stories = await parts.explainLongest(run.spec, longest)
    const document = { jobs: stories.map(parts.storyDocument) }
    write(json ? { run: run.id, ...document } : printable(parts.longestText(stories), '\n'))
    return
  }
  const { job, task, pipeline } = options
  const named = {
    id: job ?? task?.job ?? pipeline!,
    ...(options.class === undefined ? {} : { jobClass: options.class }),
  }
  if (pipeline !== undefined) {
    const told = await parts.explainPipeline(run.spec, named)
    if (told.remark !== '') remark(told.remark)
    const document = { pipeline: parts.pipelineDocument(told.story) }
    write(json ? { run: run.id, ...document } : printable(parts.pipelineText(told.story), '\n'))
    return
  }
  const told = await parts.explainJob(run.spec, named, task?.task)
  if (told.remark !== '') remark(told.remark)
  const document = { jobs: [parts.storyDocument(told.story)] }
  write(json ? { run: run.id, ...document } : printable(parts.storyText(told.story), '\n'))
}

function checkOne(options: Options): void {
  const given = (['job', 'task', 'pipeline', 'longest'] as const).filter(name => options[name] !== undefined)
  if (given.length === 1) return
  const found = given.length === 0 ? 'none of them' : given.map(name => `--${name}`).join(' and ')
  throw new SwitchyardError(
    `explain: found ${found}, expected one of --job, --task, --pipeline and --longest, such as --longest 10.`,
  )
}

function write(answer: object | string): void {
  process.stdout.write(
    typeof answer === 'string' ? answer : `${JSON.stringify({ ok: true, ...answer }, null, 2)}\n`,
  )
}
