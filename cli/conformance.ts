import { type Command, Option } from 'commander'
import type { Judgement, Status } from '../conformance/judge.ts'
import { exitCodes } from './exit.ts'

interface Options {
  readonly allowUnsupported?: boolean
  readonly json?: boolean
}

export function addConformance(program: Command): void {
  program
    .command('conformance <path...>')
    .description('Hold models to what real systems answered, and policies to cases')
    .addOption(new Option('--allow-unsupported', 'end well although something is not modelled'))
    .addOption(new Option('--json', 'print one JSON array with an object for each case'))
    .addHelpText(
      'after',
      `
A path is a case file, one half of a recording (X.input.json with X.output.json) or a folder with either below it.
A case of the system "policy" asks a policy file of yours.
Files may be .json or .jsonl, and compressed by gzip. A case passes when every key of its 'expected' was found.`,
    )
    .action(async (paths: readonly string[], options: Options) => {
      process.exitCode = await conformanceCommand(paths, options)
    })
}

/**
 * Judges the cases and reports on standard output. Returns the exit code: `runFailed` if a case failed, or cannot be asked
 * and that is not allowed.
 *
 * @throws SwitchyardError for paths and files that cannot be read.
 */
export async function conformanceCommand(paths: readonly string[], options: Options): Promise<number> {
  const { readCases } = await import('../conformance/cases.ts')
  const { judge } = await import('../conformance/judge.ts')
  const all: Judgement[] = []
  for (const set of readCases(paths)) {
    const judgements = await judge(set)
    all.push(...judgements)
    if (options.json !== true) process.stdout.write(await fileReport(set.file.path, judgements))
  }
  process.stdout.write(options.json === true ? `${JSON.stringify(all, null, 2)}\n` : `\n${totals(all)}\n`)
  const bad = all.some(
    ({ status }) => status === 'failed' || (status === 'unsupported' && options.allowUnsupported !== true),
  )
  return bad ? exitCodes.runFailed : exitCodes.ok
}

async function fileReport(path: string, judgements: readonly Judgement[]): Promise<string> {
  const { show } = await import('../conformance/compare.ts')
  const failures = judgements
    .filter(({ status }) => status === 'failed')
    .flatMap(({ id, reason, expected, found }) => [
      `  ${id} failed: ${reason?.replaceAll('\n', '\n    ')}`,
      `    expected  ${show(expected)}`,
      `    found     ${show(found)}`,
    ])
  return [`${path}: ${totals(judgements)}`, ...failures, ...unsupported(judgements), ''].join('\n')
}

/** Each reason once, with the number of its cases. */
function unsupported(judgements: readonly Judgement[]): string[] {
  const reasons = new Map<string, number>()
  for (const { status, reason } of judgements)
    if (status === 'unsupported') reasons.set(reason!, (reasons.get(reason!) ?? 0) + 1)
  return [...reasons].map(([reason, count]) => `  ${count} unsupported: ${reason}`)
}

function totals(judgements: readonly Judgement[]): string {
  const count = (status: Status) => judgements.filter(judgement => judgement.status === status).length
  return `${count('passed')} passed, ${count('failed')} failed, ${count('unsupported')} unsupported`
}
