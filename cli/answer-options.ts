/**
 * Options of the commands that ask for runs as they need them, and what these commands do with them.
 */
import { basename, join } from 'node:path'
import type { Command } from 'commander'
import type { RunsOptions } from '../answers/runs.ts'
import type { Overrides } from '../bench/experiment/overrides.ts'
import { type Setting, setting, stopSignal, wholeNumber } from './options.ts'
import { LINE_EVERY_MS } from './progress.ts'

/** What `addAnswerOptions` reads. */
export interface AnswerOptions {
  readonly set?: readonly Setting[]
  readonly trace?: string
  readonly out?: string
  readonly workers?: number
  readonly json?: true
  readonly quiet?: true
}

/** With `--out` where the command writes files beside a document. */
export function addAnswerOptions<C extends Command>(command: C, document?: string): C {
  command
    .option('--set <key=value>', 'change a setting of the experiment; may be repeated', setting)
    .option('--trace <file>', 'replay this log in the place of the one that the experiment names')
  if (document !== undefined)
    command.option(
      '--out <folder>',
      `folder of ${document} and the charts (default: results/${command.name()}- and the name of the file)`,
    )
  return command
    .option('--workers <n>', 'runs at the same time (default: one a core)', wholeNumber('--workers', 1024))
    .option('--json', 'print the answer as one JSON document')
    .option('--quiet', 'no progress')
}

/** The folder of an answer's files where none is named: `results/plan-site` for `site.yaml`. */
export function answerFolder(command: string, experiment: string): string {
  return join('results', `${command}-${basename(experiment).replace(/\.ya?ml$/, '')}`)
}

/** The changes of the experiment. */
export function overridesOf({ set = [], trace }: AnswerOptions): Overrides {
  return { set: Object.fromEntries(set), ...(trace !== undefined && { trace }) }
}

export function isQuiet({ quiet, json }: AnswerOptions): boolean {
  return quiet === true || json === true
}

/** How the runs are made: until Ctrl-C, and with a word on stderr now and then of how many there were, unless it is to be quiet. */
export function runsOptions(options: AnswerOptions, workers: number): RunsOptions {
  let said = Date.now()
  return {
    workers: options.workers ?? workers,
    signal: stopSignal(),
    onRun: made => {
      const now = Date.now()
      if (isQuiet(options) || now - said < LINE_EVERY_MS) return
      said = now
      process.stderr.write(`${made} runs.\n`)
    },
  }
}

/** What was written: a document, and its charts if there are any. */
export function writtenText(made: number, [document, ...charts]: readonly string[], folder: string): string {
  const drawn = charts.length > 0 ? `Charts   ${charts.length} files in ${join(folder, 'charts')}\n` : ''
  return `Runs     ${made}\nNumbers  ${document}\n${drawn}`
}
