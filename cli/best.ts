import type { Command } from 'commander'
import { MOST_RUNS } from '../bench/experiment/limits.ts'
import { SwitchyardError } from '../sim/errors.ts'
import { type AnswerOptions, addAnswerOptions, overridesOf, runsOptions } from './answer-options.ts'
import type { CheckedCommand } from './checked-command.ts'
import { confidence, wholeNumber } from './options.ts'

interface Options extends AnswerOptions {
  readonly indifference: string
  readonly confidence: number
  readonly firstSeeds: number
  readonly seeds: number
  readonly budget?: number
}

const afterHelp = `
Every value of the axis that the experiment compares meets the same seeds, and is given up as soon as another is better
beyond what chance explains (Kim and Nelson 2001). Where two differ by less than the indifference, either may be named.
With --budget the runs are divided so that the chance of naming the best is highest (OCBA, Chen and others 2000).

Examples:
  switchyard best examples/four-architectures.yaml --set load=0.9
  switchyard best experiment.yaml --indifference "5 s" --seeds 200
  switchyard best experiment.yaml --budget 200`

/** `switchyard best EXPERIMENT`: which of the compared systems, or policies, is best by the headline number. */
export function addBest(program: CheckedCommand): void {
  const command = program
    .command('best')
    .description('Find which of the compared systems is best, with confidence')
    .argument(
      '<experiment>',
      'a YAML file; what it compares, and by which number, is in baseline and headline',
    )
    .option(
      '--indifference <difference>',
      'what a difference must be to matter: 1% of the mean of the baseline, 5 s, 0.5 pp (percentage points) of a share, or a number',
      '1%',
    )
    .option('--confidence <share>', 'how sure the answer is to be', confidence, 0.95)
    .option(
      '--first-seeds <n>',
      'seeds that every value is run with at first',
      wholeNumber('--first-seeds', MOST_RUNS),
      10,
    )
    .option('--seeds <n>', 'most seeds', wholeNumber('--seeds', MOST_RUNS), 200)
    .option('--budget <runs>', 'spend so many runs, however they fall', wholeNumber('--budget', MOST_RUNS))
  addAnswerOptions(command).addHelpText('after', afterHelp).action(best).alsoChecks(check)
}

/** Seeds from which a spread can be told, where the procedure does not ask for more itself. */
const FEWEST_OF_BUDGET = 5

/** What would be accepted and ignored otherwise, or leave the procedure without a spread to go by; [] if nothing. */
function procedureFaults({ budget, firstSeeds, seeds }: Options, command: Command): string[] {
  const faults: string[] = []
  if (budget === undefined) {
    if (firstSeeds < 10)
      faults.push(
        `--first-seeds ${firstSeeds}: found fewer than 10, expected 10 or more: the procedure estimates its tolerances from them.`,
      )
    if (seeds < firstSeeds)
      faults.push(
        `--seeds ${seeds}: found fewer than the ${firstSeeds} that every value is run with at first, expected ${firstSeeds} or more.`,
      )
    return faults
  }
  if (firstSeeds < FEWEST_OF_BUDGET)
    faults.push(
      `--first-seeds ${firstSeeds}: found fewer than ${FEWEST_OF_BUDGET}, expected ${FEWEST_OF_BUDGET} or more: a budget is divided by the spread that they show.`,
    )
  const idle = ['seeds', 'indifference', 'confidence'].filter(
    option => command.getOptionValueSource(option) === 'cli',
  )
  if (idle.length > 0)
    faults.push(
      `--budget ${budget}: found ${idle.map(option => `--${option}`).join(' and ')} too, expected one or the other: a budget is spent to the last run, and ends with the chance that the best was found.`,
    )
  return faults
}

/** @throws SwitchyardError with every fault of the options and of the experiment, one a line. */
async function check(file: string, options: Options, command: Command): Promise<void> {
  const { comparedPlan, gathered, readIndifference } = await import('./best-parts.ts')
  const faults = procedureFaults(options, command)
  const indifference = await gathered(faults, () => readIndifference(options.indifference))
  const asked = options.budget === undefined ? indifference : undefined
  await gathered(faults, () =>
    comparedPlan({ file, overrides: overridesOf(options), ...(asked && { indifference: asked }) }),
  )
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
}

async function best(file: string, options: Options, command: Command): Promise<void> {
  const { bestOf, bestSentences, bestText, defaultWorkers, gathered, readIndifference, Runs } = await import(
    './best-parts.ts'
  )
  const { json, budget, firstSeeds, seeds } = options
  const faults = procedureFaults(options, command)
  const indifference = await gathered(faults, () => readIndifference(options.indifference))
  if (indifference === undefined || faults.length > 0) return check(file, options, command)
  const alpha = 1 - options.confidence
  const runs = new Runs(runsOptions(options, defaultWorkers(MOST_RUNS)))
  try {
    const answers = await bestOf(
      {
        file,
        overrides: overridesOf(options),
        indifference,
        alpha,
        firstSeeds,
        mostSeeds: seeds,
        ...(budget === undefined ? {} : { budget }),
      },
      runs,
    )
    if (json) {
      const documents = answers.map(answer => ({
        ...answer,
        best: answer.values[answer.best],
        sentences: bestSentences(answer, alpha),
      }))
      process.stdout.write(`${JSON.stringify({ ok: true, answers: documents }, null, 2)}\n`)
    } else process.stdout.write(bestText(answers, alpha))
  } finally {
    await runs.close()
  }
}
