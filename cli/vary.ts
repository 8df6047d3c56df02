import { MOST_RUNS } from '../bench/experiment/limits.ts'
import {
  type AnswerOptions,
  addAnswerOptions,
  answerFolder,
  isQuiet,
  overridesOf,
  runsOptions,
  writtenText,
} from './answer-options.ts'
import type { CheckedCommand } from './checked-command.ts'
import { repeated, wholeNumber } from './options.ts'

interface Options extends AnswerOptions {
  readonly setting?: readonly string[]
  readonly trajectories: number
  readonly trajectorySeed: string
  readonly seeds?: number
}

const afterHelp = `
A setting is a key of the experiment, with a range or without:
  root.think.per-job                     from half to double of what each system has
  latency.machine=0.1x..10x              multiples of what each system has
  root.think.per-job="10 ms..1 s"        the same for all systems that have it
  machine-failures.detection="5 s..1 min"
Without --setting, all durations are varied that the systems declare, or that the file writes for systems and failing
machines.

Each is set to both ends of its range with all else as written; then all are moved together, one after the other, along
trajectories drawn at random (Morris 1991). Every point is run with the seeds of the experiment, at the setting that its
headline is about.

Examples:
  switchyard vary experiment.yaml
  switchyard vary experiment.yaml --setting root.think.per-job="10 ms..1 s" --setting latency.machine
  switchyard vary experiment.yaml --trajectories 4 --seeds 5`

/** `switchyard vary EXPERIMENT`: which assumptions would turn the verdict. */
export function addVary(program: CheckedCommand): void {
  const command = program
    .command('vary')
    .description('Find which assumptions would turn the verdict of an experiment')
    .argument('<experiment>', 'a YAML file that compares two systems or more')
    .option('--setting <key=low..high>', 'what to vary; may be repeated', repeated)
    .option('--trajectories <n>', 'ways through all assumptions', wholeNumber('--trajectories', 1000), 10)
    .option('--trajectory-seed <text>', 'draws other trajectories', '1')
    .option('--seeds <n>', 'in the place of the seeds of the experiment', wholeNumber('--seeds', MOST_RUNS))
  addAnswerOptions(command, 'vary.json').addHelpText('after', afterHelp).action(vary).alsoChecks(requestOf)
}

async function requestOf(file: string, options: Options) {
  const { sensitivityRequest } = await import('./vary-parts.ts')
  const { setting: settings = [], trajectories, trajectorySeed: seed, seeds } = options
  const overrides = { ...overridesOf(options), ...(seeds !== undefined && { seeds }) }
  return sensitivityRequest({ file, overrides, settings, trajectories, seed })
}

async function vary(file: string, options: Options): Promise<void> {
  const parts = await import('./vary-parts.ts')
  const request = await requestOf(file, options)
  const { json, trajectories } = options
  const { assumptions, at, plan } = request
  const points = 1 + 2 * assumptions.length + trajectories * (assumptions.length + 1)
  const most = points * at.length * plan.seeds.length
  if (!isQuiet(options))
    process.stderr.write(
      `${assumptions.length} assumption${assumptions.length === 1 ? '' : 's'}, ${points} points, at most ${most} runs.\n`,
    )
  const runs = new parts.Runs(runsOptions(options, parts.defaultWorkers(MOST_RUNS)))
  try {
    const answer = await parts.sensitivityOf(request, runs)
    const folder = options.out ?? answerFolder('vary', file)
    const files = await parts.writeSensitivity(folder, request, answer)
    if (json)
      process.stdout.write(
        `${JSON.stringify({ ok: true, ...parts.sensitivityDocument(request, answer), files }, null, 2)}\n`,
      )
    else
      process.stdout.write(
        `${parts.sensitivityText(answer, assumptions)}\n\n${writtenText(runs.made, files, folder)}`,
      )
  } finally {
    await runs.close()
  }
}
