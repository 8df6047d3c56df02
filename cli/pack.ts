import { PICKY, TRIALS } from '../answers/packing/defaults.ts'
import { MOST_RUNS } from '../bench/experiment/limits.ts'
import { SwitchyardError } from '../sim/errors.ts'
import {
  type AnswerOptions,
  addAnswerOptions,
  answerFolder,
  overridesOf,
  runsOptions,
  writtenText,
} from './answer-options.ts'
import type { CheckedCommand } from './checked-command.ts'
import { repeated, shareOf, wholeNumber } from './options.ts'

interface Options extends AnswerOptions {
  readonly goal?: readonly string[]
  readonly trials: number
  readonly picky: number
}

const afterHelp = `
Compaction takes machines away until the workload no longer fits; inflation adds to the workload. Each trial puts the
machines into a random order and packs from scratch, and the answer is what holds in 90 % of the trials (Verma et al.,
EuroSys 2015). Without a goal the workload fits where hardly a job has a task that still waits at the end of the run.

Examples:
  switchyard pack cluster.yaml
  switchyard pack cluster.yaml --goal "p95 wait <= 10 min" --trials 25`

/** `switchyard pack EXPERIMENT`: on how few machines a workload fits, and how much more of it. */
export function addPack(program: CheckedCommand): void {
  const command = program
    .command('pack')
    .description('Find on how few of its machines a workload fits, and how much more of it fits on all')
    .argument('<experiment>', 'a YAML file; each combination of its axes gets an answer')
    .option('--goal <goal>', 'what must hold for the workload to fit, as for plan; may be repeated', repeated)
    .option('--trials <n>', 'random orders of the machines', wholeNumber('--trials', MOST_RUNS), TRIALS)
    .option('--picky <share>', 'jobs that may still wait at the end, where there is no goal', picky, PICKY)
  addAnswerOptions(command, 'pack.json').addHelpText('after', afterHelp).action(pack).alsoChecks(check)
}

/** Reads `--picky 0.2%`. */
function picky(text: string): number {
  const share = shareOf(text)
  if (!(share >= 0 && share < 1))
    throw new SwitchyardError(`--picky ${text}: expected a share from 0 and below 100%, such as 0.2%.`)
  return share
}

/** @throws SwitchyardError with every fault of the goals and of the experiment, one a line. */
async function check(file: string, options: Options): Promise<void> {
  const { gathered, goalsOf, readExperiment } = await import('./pack-parts.ts')
  const faults: string[] = []
  goalsOf(options.goal ?? [], faults)
  await gathered(faults, () => readExperiment(file, { ...overridesOf(options), seeds: 1, alone: true }))
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
}

async function pack(file: string, options: Options): Promise<void> {
  const { defaultWorkers, goalsOf, packingDocument, packingSentences, packingsOf, Runs, writePacking } =
    await import('./pack-parts.ts')
  const { goal = [], json, trials, picky } = options
  const faults: string[] = []
  const goals = goalsOf(goal, faults)
  if (faults.length > 0) return check(file, options)
  const runs = new Runs(runsOptions(options, defaultWorkers(MOST_RUNS)))
  try {
    const request = { file, overrides: overridesOf(options), goals, trials, picky }
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
    process.stdout.write(writtenText(runs.made, files, folder))
  } finally {
    await runs.close()
  }
}
