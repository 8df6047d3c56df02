import { join } from 'node:path'
import type { Command } from 'commander'
import { MOST_RUNS } from '../bench/experiment/limits.ts'
import {
  addAnswerOptions,
  answerFolder,
  countingRuns,
  repeated,
  type Setting,
  stopSignal,
  wholeNumber,
} from './options.ts'

interface Options {
  readonly setting?: readonly string[]
  readonly trajectories: number
  readonly trajectorySeed: string
  readonly seeds?: number
  readonly set?: readonly Setting[]
  readonly trace?: string
  readonly out?: string
  readonly workers?: number
  readonly json?: true
  readonly quiet?: true
}

const afterHelp = `
A setting is a key of the experiment, with a range or without:
  root.think.per-job                     from half to double of what each system has
  latency.machine=0.1x..10x              multiples of what each system has
  root.think.per-job="10 ms..1 s"        the same for all systems that have it
  machine-failures.detection="5 s..1 min"
Without --setting, all durations are varied that the systems declare, or that the file writes for systems and failing machines.

Each is set to both ends of its range with all else as written; then all are moved together, one after the other, along
trajectories drawn at random (Morris 1991). Every point is run with the seeds of the experiment, at the setting that its
headline is about.

Examples:
  switchyard vary experiment.yaml
  switchyard vary experiment.yaml --setting root.think.per-job="10 ms..1 s" --setting latency.machine
  switchyard vary experiment.yaml --trajectories 4 --seeds 5`

/** `switchyard vary EXPERIMENT`: which assumptions would turn the verdict. */
export function addVary(program: Command): void {
  const command = program
    .command('vary')
    .description('Find which assumptions would turn the verdict of an experiment')
    .argument('<experiment>', 'a YAML file that compares two systems or more')
    .option('--setting <key=low..high>', 'what to vary; may be repeated', repeated)
    .option('--trajectories <n>', 'ways through all assumptions', wholeNumber('--trajectories', 1000), 10)
    .option('--trajectory-seed <text>', 'draws other trajectories', '1')
    .option('--seeds <n>', 'in the place of the seeds of the experiment', wholeNumber('--seeds', MOST_RUNS))
  addAnswerOptions(command, 'vary.json').addHelpText('after', afterHelp).action(vary)
}

async function vary(file: string, options: Options): Promise<void> {
  const parts = await import('./vary-parts.ts')
  const { set = [], setting: settings = [], trajectories, trajectorySeed: seed, json } = options
  const { trace, seeds } = options
  const overrides = {
    set: Object.fromEntries(set),
    ...(trace === undefined ? {} : { trace }),
    ...(seeds === undefined ? {} : { seeds }),
  }
  const request = await parts.sensitivityRequest({ file, overrides, settings, trajectories, seed })
  const { assumptions, at, plan } = request
  const points = 1 + 2 * assumptions.length + trajectories * (assumptions.length + 1)
  const most = points * at.length * plan.seeds.length
  const quiet = options.quiet === true || json === true
  const say = (text: string) => {
    if (!quiet) process.stderr.write(`${text}\n`)
  }
  say(
    `${assumptions.length} assumption${assumptions.length === 1 ? '' : 's'}, ${points} points, at most ${most} runs.`,
  )
  const runs = new parts.Runs({
    workers: options.workers ?? parts.defaultWorkers(MOST_RUNS),
    signal: stopSignal(),
    onRun: countingRuns(quiet),
  })
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
        `${parts.sensitivityText(answer, assumptions)}\n\nRuns     ${runs.made}\nNumbers  ${files[0]}\nCharts   ${files.length - 1} files in ${join(folder, 'charts')}\n`,
      )
  } finally {
    await runs.close()
  }
}
