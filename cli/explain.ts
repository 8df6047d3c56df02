import type { Command } from 'commander'
import { SwitchyardError } from '../sim/errors.ts'
import { type Setting, setting, wholeNumber } from './options.ts'

interface Options {
  readonly job?: number
  readonly longest?: number
  readonly system?: string
  readonly at?: readonly Setting[]
  readonly seed?: string
  readonly experiment?: string
  readonly set?: readonly Setting[]
  readonly json?: true
  readonly quiet?: true
}

/** More first lines than somebody reads. */
const MOST_JOBS = 1000

/** `switchyard explain RESULTS --job ID`: why a job waited. */
export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('Say why a job waited, or which jobs waited longest and why')
    .argument('<results>', 'a folder of results, or an experiment file')
    .option('--job <id>', 'the number of the job in its source', jobNumber)
    .option('--longest <n>', 'the jobs that waited longest, a line each', wholeNumber('--longest', MOST_JOBS))
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
  switchyard explain experiment.yaml --job 12`,
    )
    .action(explain)
}

function jobNumber(text: string): number {
  if (!/^\d+$/.test(text))
    throw new SwitchyardError(`--job ${text}: expected the number of a job, such as 0 or 4711.`)
  return Number(text)
}

function atOption(text: string, before: readonly Setting[] = []): readonly Setting[] {
  const at = text.indexOf('=')
  if (at < 1) throw new SwitchyardError(`--at ${text}: expected axis=value, such as --at load=0.9.`)
  return [...before, [text.slice(0, at), text.slice(at + 1)]]
}

/** @throws SwitchyardError for runs and jobs that are not there. */
async function explain(results: string, options: Options): Promise<void> {
  const { job, longest, system, seed, experiment, at = [], set = [], json, quiet } = options
  if ((job === undefined) === (longest === undefined))
    throw new SwitchyardError(
      `explain: found ${job === undefined ? 'neither --job nor --longest' : 'both --job and --longest'}, expected one of them, such as --longest 10.`,
    )
  const { askedRun, explainJob, explainLongest, longestText, printable, storyDocument, storyText } =
    await import('./explain-parts.ts')
  const { run, others } = await askedRun({
    results,
    at: { ...Object.fromEntries(at), ...(system === undefined ? {} : { system }) },
    set: Object.fromEntries(set),
    ...(seed === undefined ? {} : { seed }),
    ...(experiment === undefined ? {} : { experiment }),
  })
  if (others > 0 && !quiet)
    process.stderr.write(
      `Run ${printable(run.id)}, the first of ${others + 1}; --system, --at and --seed choose another.\n`,
    )
  const stories =
    longest === undefined ? [await explainJob(run.spec, job!)] : await explainLongest(run.spec, longest)
  if (json)
    process.stdout.write(
      `${JSON.stringify({ ok: true, run: run.id, jobs: stories.map(storyDocument) }, null, 2)}\n`,
    )
  else
    process.stdout.write(
      printable(longest === undefined ? storyText(stories[0]!) : longestText(stories), '\n'),
    )
}
