import { readCases } from '../conformance/cases.ts'
import { show } from '../conformance/compare.ts'
import { type Judgement, judge, type Status } from '../conformance/judge.ts'
import { exitCodes } from './exit.ts'

export interface ConformanceOptions {
  readonly allowUnsupported?: boolean
  readonly json?: boolean
}

/**
 * Judges the cases and reports on standard output. Returns the exit code: `runFailed` if a case failed, or cannot be asked
 * and that is not allowed.
 *
 * @throws SwitchyardError for paths and files that cannot be read.
 */
export async function conformanceCommand(
  paths: readonly string[],
  options: ConformanceOptions,
): Promise<number> {
  const all: Judgement[] = []
  for (const set of readCases(paths)) {
    const judgements = await judge(set)
    all.push(...judgements)
    if (options.json !== true) process.stdout.write(fileReport(set.file.path, judgements))
  }
  process.stdout.write(options.json === true ? `${JSON.stringify(all, null, 2)}\n` : `\n${totals(all)}\n`)
  const bad = all.some(
    ({ status }) => status === 'failed' || (status === 'unsupported' && options.allowUnsupported !== true),
  )
  return bad ? exitCodes.runFailed : exitCodes.ok
}

function fileReport(path: string, judgements: readonly Judgement[]): string {
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
