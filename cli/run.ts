import { basename, join } from 'node:path'
import type { Command } from 'commander'
import { MOST_RUNS } from '../bench/experiment/limits.ts'
import type { Overrides } from '../bench/experiment/overrides.ts'
import { packageRoot } from '../bench/run/package.ts'
import { parseShard, type Shard } from '../bench/run/shard.ts'
import { SwitchyardError } from '../sim/errors.ts'
import { type Setting, setting, stopSignal, wholeNumber } from './options.ts'
import { runOne } from './run-one.ts'

interface Options {
  readonly trace?: string
  readonly cluster?: readonly string[]
  readonly policy?: string
  readonly seeds?: number | string
  readonly set?: readonly Setting[]
  readonly out?: string
  readonly title?: string
  readonly workers?: number
  readonly shard?: Shard
  readonly charts: boolean
  readonly check?: true
  readonly force?: true
  readonly fresh?: true
  readonly json?: true
  readonly quiet?: true
}

const afterHelp = `
The folder gets results.json, CSV files, charts/*.png and *.svg, summary.md and report.html. The same experiment
gives the same bytes on every machine and with any number of workers; environment.json alone says where and how
long it ran. A run is kept as soon as it is finished: after Ctrl-C, or a crash, the same command goes on.

Examples:
  switchyard run examples/four-architectures.yaml
  switchyard run experiment.yaml --seeds 30 --set until=2d --out results/two-days
  switchyard run experiment.yaml --policy my-order.ts      your own policy beside the others
  switchyard run examples/mesos/*.yaml --out results/mesos   several experiments, and one report of all
  switchyard run --trace log.swf.gz                        a log as examples/replay.yaml replays it
  switchyard run examples/kubernetes.yaml --cluster dump.yaml
      what fits on a cluster, and what waits for what: kubectl get nodes,deployments,…,pods -A -o yaml >dump.yaml
  switchyard run experiment.yaml --shard $SLURM_ARRAY_TASK_ID/8 --out results/sweep
      one of eight parts, in sbatch --array=1-8; when all are done: switchyard report results/sweep`

/** `switchyard run [experiment]`: the command that everything else is there for. */
export function addRun(program: Command): void {
  program
    .command('run')
    .description('Run an experiment and write its results, charts and report')
    .argument('[experiments...]', 'a YAML file; docs/reference lists its keys. Several: one report of all')
    .option('--trace <file>', 'replay this log in the place of the one that the experiment names')
    .option(
      '--cluster <dump>',
      'run on the Nodes of this file or folder of Kubernetes manifests, with all that they run; may be repeated',
      (file: string, before: readonly string[] = []) => [...before, file],
    )
    .option('--policy <file>', 'add a system: the first one, with the policies of this .ts or .js file')
    .option('--seeds <n>', 'number of seeds, or "until ±2 %": as many as that takes', seedsOption)
    .option('--set <key=value>', 'change a setting of the experiment; may be repeated', setting)
    .option(
      '--out <folder>',
      'folder of the results (default: results/ and the name of the experiment)',
      folderOption,
    )
    .option('--title <words>', 'what several experiments are called together', titleOption)
    .option('--workers <n>', 'runs at the same time (default: one a core)', wholeNumber('--workers', 1024))
    .option('--shard <i/n>', 'do the i-th of n parts only, and no reports', parseShard)
    .option('--no-charts', 'leave out the PNG and SVG files')
    .option('--check', 'check the invariants after every event; slower')
    .option('--force', 'replace other results in the folder, keeping the runs that are the same')
    .option('--fresh', 'delete the runs that the folder holds')
    .option('--json', 'print one JSON document instead of the table')
    .option('--quiet', 'no progress')
    .addHelpText('after', afterHelp)
    .action(run)
}

function titleOption(text: string): string {
  if (text.trim() === '')
    throw new SwitchyardError('--title: found no words, expected what the report is called.')
  return text.trim()
}

/** How many, or what `seeds:` may say instead; the experiment's reader says what is wrong with that. */
function seedsOption(text: string): number | string {
  if (/^\s*until\b/i.test(text)) return text.trim()
  if (/^[1-9]\d*$/.test(text) && Number(text) <= MOST_RUNS) return Number(text)
  throw new SwitchyardError(
    `--seeds ${text}: expected a whole number from 1 to ${MOST_RUNS}, or how well the mean is to be known, as in --seeds "until ±2 %".`,
  )
}

function folderOption(text: string): string {
  if (text.trim() === '') throw new SwitchyardError('--out: found no name, expected that of a folder.')
  return text
}

async function run(experiments: readonly string[], options: Options): Promise<void> {
  const signal = stopSignal()
  if (experiments.length > 1) {
    const { runStudy } = await import('./run-study.ts')
    return runStudy(experiments, { ...options, overrides: overridesOf(options), signal })
  }
  const file = experimentFile(experiments[0], options)
  const parts = await import('./run-parts.ts')
  const { readExperiment, writeReports, sayResults } = parts
  const plan = await readExperiment(file, overridesOf(options))
  const asked = options.out ?? join('results', folderName(plan.name, options.trace ?? options.cluster?.[0]))
  const { folder, results } = await runOne(parts, plan, asked, { ...options, signal })
  if (options.shard !== undefined)
    return sayShard(folder, results.runs.length, options.shard, options.json === true)
  if (options.quiet !== true) process.stderr.write('Drawing the reports.\n')
  const files = await writeReports(folder, results, { charts: options.charts, signal })
  sayResults(results, files, { json: options.json === true })
}

/** A trace or a cluster alone is for the example experiment that is made for it. */
function experimentFile(experiment: string | undefined, { trace, cluster, title }: Options): string {
  const faults: string[] = []
  if (title !== undefined)
    faults.push(
      `run: found --title and ${experiment === undefined ? 'no' : 'one'} experiment, expected several; name: says what one is called.`,
    )
  if (experiment === undefined && trace === undefined && cluster === undefined)
    faults.push(
      'run: expected an experiment file, such as examples/four-architectures.yaml, or --trace and a trace, or --cluster and a dump.',
    )
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
  return experiment ?? join(packageRoot, 'examples', trace === undefined ? 'kubernetes.yaml' : 'replay.yaml')
}

function overridesOf({ trace, cluster, policy, seeds, set }: Options): Overrides {
  return {
    ...(trace === undefined ? {} : { trace }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(policy === undefined ? {} : { policy }),
    ...(seeds === undefined ? {} : { seeds }),
    ...(set === undefined ? {} : { set: Object.fromEntries(set) }),
  }
}

/**
 * A name for a folder: lower case, words joined with hyphens, no longer than file systems allow, and not hidden. A trace
 * or cluster that was given on the command line is part of it: one experiment replays many.
 */
function folderName(experiment: string, input: string | undefined): string {
  const log = input === undefined ? '' : basename(input).replace(/(\.(gz|swf|csv|txt|ya?ml|json))+$/i, '')
  const words = `${experiment} ${log}`.toLowerCase().match(/[\p{L}\p{N}.]+/gu) ?? []
  const joined = [...words.join('-')]
    .slice(0, 60)
    .join('')
    .replace(/^[.-]+/, '')
  return joined === '' ? 'experiment' : joined
}

/** A part has no reports yet; it says what comes after it. */
function sayShard(folder: string, runs: number, { index, of }: Shard, json: boolean): void {
  const text = json
    ? JSON.stringify({ ok: true, folder, shard: { index, of }, runs }, null, 2)
    : `Part ${index}/${of}: ${runs} runs are finished. When all parts are, draw the reports with \`switchyard report ${folder}\`.`
  process.stdout.write(`${text}\n`)
}
