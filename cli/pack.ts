import { join } from 'node:path'
import type { Command } from 'commander'
import { PICKY, TRIALS } from '../answers/packing/defaults.ts'
import { MOST_RUNS } from '../bench/experiment/limits.ts'
import { SwitchyardError } from '../sim/errors.ts'
import {
  addAnswerOptions,
  answerFolder,
  countingRuns,
  repeated,
  type Setting,
  shareOf,
  stopSignal,
  wholeNumber,
} from './options.ts'

interface Options {
  readonly goal?: readonly string[]
  readonly trials: number
  readonly picky: number
  readonly set?: readonly Setting[]
  readonly trace?: string
  readonly out?: string
  readonly workers?: number
  readonly json?: true
  readonly quiet?: true
}

const afterHelp = `
Compaction takes machines away until the workload no longer fits; inflation adds to the workload. Each trial puts the machines into a
random order and packs from scratch, and the answer is what holds in 90 % of the trials (Verma et al., EuroSys 2015). Without a goal
the workload fits where hardly a job has a task that still waits at the end of the run.

Examples:
  switchyard pack cluster.yaml
  switchyard pack cluster.yaml --goal "p95 wait <= 10 min" --trials 25`

/** `switchyard pack EXPERIMENT`: on how few machines a workload fits, and how much more of it. */
export function addPack(program: Command): void {
  const command = program
    .command('pack')
    .description('Find on how few of its machines a workload fits, and how much more of it fits on all')
    .argument('<experiment>', 'a YAML file; each combination of its axes gets an answer')
    .option('--goal <goal>', 'what must hold for the workload to fit, as for plan; may be repeated', repeated)
    .option('--trials <n>', 'random orders of the machines', wholeNumber('--trials', MOST_RUNS), TRIALS)
    .option('--picky <share>', 'jobs that may still wait at the end, where there is no goal', picky, PICKY)
  addAnswerOptions(command, 'pack.json').addHelpText('after', afterHelp).action(pack)
}

/** Reads `--picky 0.2%`. */
function picky(text: string): number {
  const share = shareOf(text)
  if (!(share >= 0 && share < 1))
    throw new SwitchyardError(`--picky ${text}: expected a share from 0 and below 100%, such as 0.2%.`)
  return share
}

async function pack(file: string, options: Options): Promise<void> {
  const { defaultWorkers, goalsOf, packingDocument, packingSentences, packingsOf, Runs, writePacking } =
    await import('./pack-parts.ts')
  const { goal = [], set = [], trace, json, workers, trials, picky } = options
  const faults: string[] = []
  const goals = goalsOf(goal, faults)
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
  const runs = new Runs({
    workers: workers ?? defaultWorkers(MOST_RUNS),
    signal: stopSignal(),
    onRun: countingRuns(options.quiet === true || json === true),
  })
  try {
    const overrides = { set: Object.fromEntries(set), ...(trace === undefined ? {} : { trace }) }
    const request = { file, overrides, goals, trials, picky }
    const packings = await packingsOf(request, runs)
    const folder = options.out ?? answerFolder('pack', file)
    const files = await writePacking(folder, request, packings)
    if (json) {
      const document = { ok: true, ...packingDocument(request, packings), files }
      process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
      return
    }
    for (const packing of packings) {
      const name = Object.values(packing.axes).map(String).join(', ')
      process.stdout.write(`${[name, '', ...packingSentences(packing, request)].join('\n')}\n\n`)
    }
    const charts = files.length > 1 ? `Charts   ${files.length - 1} files in ${join(folder, 'charts')}\n` : ''
    process.stdout.write(`Runs     ${runs.made}\nNumbers  ${files[0]}\n${charts}`)
  } finally {
    await runs.close()
  }
}
