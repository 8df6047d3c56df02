/**
 * The command line: reads the arguments, runs one command, ends with its exit code.
 *
 * Commands load what they need when they run, so that `switchyard --help` answers at once.
 */
import { type Command, CommanderError } from 'commander'
import { version } from '../bench/run/package.ts'
import { printable } from '../reports/printable.ts'
import { addBench } from './bench.ts'
import { addBest } from './best.ts'
import { addCheck } from './check.ts'
import { CheckedCommand } from './checked-command.ts'
import { addConformance } from './conformance.ts'
import { endingOf, exitCodes } from './exit.ts'
import { addExplain } from './explain.ts'
import { addHelp } from './help.ts'
import { addList } from './list.ts'
import { addPack } from './pack.ts'
import { addPlan } from './plan.ts'
import { addReport } from './report.ts'
import { addRun } from './run.ts'
import { addTrace } from './trace.ts'
import { addVary } from './vary.ts'
import { addWhy } from './why.ts'

const afterHelp = `
Examples:
  switchyard run examples/root-swap.yaml            is it a no-brainer to swap the scheduler?
  switchyard check my-policy.ts                     what is wrong with it, without running
  switchyard list                                   what an experiment can be made of
  switchyard trace info log.swf.gz                  what is in a trace, and what is wrong with it
  switchyard report results/four-architectures      draw the reports again

Exit codes:
  ${exitCodes.ok}    all is well
  ${exitCodes.runFailed}    a run failed, or its result could not be written
  ${exitCodes.wrongInput}    the command or its input is wrong; the message says where and what to do
  ${exitCodes.interrupted}  stopped with Ctrl-C; the same command goes on where it stopped

SWITCHYARD_DEBUG=1 adds stack traces to error messages.`

function commandLine(): Command {
  const program = new CheckedCommand('switchyard')
    .description('A wind tunnel for cluster schedulers: the same workload through interchangeable designs.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', afterHelp)
  program.configureOutput({ outputError: (text, write) => write(asSentence(text)) })
  program.exitOverride()
  addRun(program)
  addPlan(program)
  addPack(program)
  addBest(program)
  addVary(program)
  addCheck(program)
  addExplain(program)
  addWhy(program)
  addList(program)
  addTrace(program)
  addReport(program)
  addBench(program)
  addConformance(program)
  addHelp(program)
  return program
}

/** Commander's `error: unknown option '--sed'\n(Did you mean --seeds?)` as sentences. */
function asSentence(text: string): string {
  const [first = '', suggestion = ''] = text
    .replace(/^error: /, '')
    .trimEnd()
    .split('\n')
  const fault = first.charAt(0).toUpperCase() + first.slice(1).replace(/\.$/, '')
  const file = /'(.+\.ya?ml)'$/.exec(fault)?.[1]
  const hint =
    file === undefined
      ? suggestion.replace(/^\(|\)$/g, '') || '`switchyard --help` lists the commands.'
      : `Did you mean \`switchyard run ${file}\`?`
  return `${fault}. ${hint}\n`
}

async function main(argv: readonly string[]): Promise<number> {
  try {
    await commandLine().parseAsync(argv)
    return Number(process.exitCode ?? exitCodes.ok)
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitCodes.ok
      sayAsJson(argv, exitCodes.wrongInput, asSentence(error.message).trimEnd())
      return exitCodes.wrongInput
    }
    const ending = endingOf(error, process.env['SWITCHYARD_DEBUG'] === '1')
    process.stderr.write(`${printable(ending.message, '\n')}\n`)
    sayAsJson(argv, ending.code, ending.message)
    return ending.code
  }
}

/** Who asked for JSON gets one document in any case. */
function sayAsJson(argv: readonly string[], exitCode: number, error: string): void {
  if (argv.includes('--json'))
    process.stdout.write(`${JSON.stringify({ ok: false, exitCode, error }, null, 2)}\n`)
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `switchyard list | head` closes our output early; that is no error.
  if (error.code === 'EPIPE') return
  process.stderr.write(
    `The output could not be written: ${error.code === 'ENOSPC' ? 'the disk is full' : error.message}.\n`,
  )
  process.exit(exitCodes.runFailed)
})
// Where nobody can be told, the exit code still tells.
process.stderr.on('error', () => {})

/** Settled when the command has ended and its exit code is set. */
export const ended: Promise<void> = main(process.argv).then(code => {
  process.exitCode = code
})
