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
import { confidence, oneWordOf, repeated, shareOf, wholeNumber } from './options.ts'

interface Options extends AnswerOptions {
  readonly goal?: readonly string[]
  readonly along?: string
  readonly from?: number
  readonly to?: number
  readonly step?: number
  readonly confidence: number
  readonly seeds: number
  readonly upTo?: number
  readonly indifference?: number
  readonly growth?: readonly number[]
  readonly mostGrowth?: true
  readonly resample?: 'users' | 'weeks' | 'none'
}

const afterHelp = `
A goal is a percentile, a mean or a number with a limit:
  "p95 wait <= 60 s"                          also: last wait, response, slowdown, pipeline response, relaunch
  "mean response <= 10 min of class batch"    of one class, or: of framework services
  "availability >= 99.9%"                     any number of \`switchyard list numbers\`
Several goals must all hold.

Each goal is tested on the share of jobs beyond its limit, with fresh seeds, by Hall's t for skewed samples, from above
downwards until the first value that cannot be shown to hold. The docs, "How many machines?", say how and why.

Examples:
  switchyard plan experiment.yaml --goal "p95 wait <= 60 s"
  switchyard plan experiment.yaml --goal "p99 response <= 1 h" --along load
  switchyard plan experiment.yaml --goal "p95 wait <= 60 s" --growth 10%,25% --most-growth
  switchyard plan experiment.yaml --goal "availability >= 99.9%" --seeds 30 --up-to 120`

/** `switchyard plan EXPERIMENT --goal …`: how many machines, or how much load, with confidence. */
export function addPlan(program: CheckedCommand): void {
  const command = program
    .command('plan')
    .description('Find the fewest machines, or the most load, with which goals hold')
    .argument('<experiment>', 'a YAML file; each combination of its axes gets an answer')
    .option('--goal <goal>', 'what must hold; may be repeated', repeated)
    .option('--along <key>', 'the setting to vary: machines.count, load, or any number of the file')
    .option('--from <value>', 'where its range begins', number('--from'))
    .option('--to <value>', 'where its range ends', number('--to'))
    .option('--step <value>', 'distance of its values', number('--step'))
    .option('--confidence <share>', 'how sure the answer is to be', confidence, 0.95)
    .option('--seeds <n>', 'seeds of a test, 20 or more', wholeNumber('--seeds', MOST_RUNS), 30)
    .option(
      '--up-to <n>',
      'double the seeds of an undecided test up to so many',
      wholeNumber('--up-to', MOST_RUNS),
    )
    .option('--growth <share>', 'test the answer with a workload so much larger; may be repeated', growths)
    .option('--most-growth', 'find the largest growth of the workload that the answer holds')
    .option(
      '--indifference <share>',
      'of shares, so many percentage points more than a goal allows do not matter',
      points,
    )
    .option(
      '--resample <parts>',
      'what of a log a seed draws anew: users, weeks or none (default: users where the log names them and lasts two weeks, else weeks, else none)',
      oneWordOf('--resample', ['users', 'weeks', 'none']),
    )
  addAnswerOptions(command, 'plan.json').addHelpText('after', afterHelp).action(plan).alsoChecks(check)
}

/** Reads `--growth 10%`, which may be repeated and may list several. */
function growths(text: string, before: readonly number[] = []): readonly number[] {
  const read = text.split(',').map(word => {
    const share = shareOf(word)
    if (!(share > 0 && share <= 10))
      throw new SwitchyardError(
        `--growth ${text}: found ${JSON.stringify(word.trim())}, expected a share above 0 and at most 1000%, such as 10% or 0.1.`,
      )
    return share
  })
  return [...before, ...read]
}

/** Reads `--indifference 0.2%`, or `0.2 pp`, which is the same here. */
function points(text: string): number {
  const share = shareOf(text.replace(/\s*(pp|percentage points?)\s*$/, '%'))
  if (!(share > 0 && share < 0.5))
    throw new SwitchyardError(`--indifference ${text}: expected a share above 0 and below 50%, such as 0.2%.`)
  return share
}

function number(option: string): (text: string) => number {
  return text => {
    const value = Number(text)
    if (text.trim() === '' || !Number.isFinite(value))
      throw new SwitchyardError(`${option} ${text}: expected a number.`)
    return value
  }
}

async function check(file: string, options: Options, command: CheckedCommand): Promise<void> {
  const { checkedWords } = await import('./plan-parts.ts')
  const wanted = wantedOf(file, options)
  // A goal that could not be read is no missing one.
  await checkedWords(command.isRefused('--goal') ? { ...wanted, goals: undefined } : wanted, true)
}

function wantedOf(file: string, options: Options) {
  const { goal: goals = [], growth: growths = [] } = options
  return { ...options, file, goals, overrides: overridesOf(options), growths }
}

async function plan(file: string, options: Options): Promise<void> {
  const { answerText, capacityOf, capacityRequest, capacityDocument, defaultWorkers, Runs, writeCapacity } =
    await import('./plan-parts.ts')
  const { json } = options
  const runs = new Runs(runsOptions(options, defaultWorkers(MOST_RUNS)))
  try {
    const request = await capacityRequest(wantedOf(file, options), runs)
    const answers = await capacityOf(request, runs)
    const folder = options.out ?? answerFolder('plan', file)
    const files = await writeCapacity(folder, request, answers)
    if (json)
      process.stdout.write(
        `${JSON.stringify({ ok: true, ...capacityDocument(request, answers), files }, null, 2)}\n`,
      )
    else
      process.stdout.write(
        `${answerText(request.goals, request.axis, answers, request)}\n${writtenText(runs.made, files, folder)}`,
      )
  } finally {
    await runs.close()
  }
}
