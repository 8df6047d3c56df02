/**
 * Runs that failed, as an error that says which and why.
 */
import { SwitchyardError } from '../../sim/errors.ts'

export interface FailedRun {
  readonly id: string
  readonly message: string
  /** Set when the fault is Switchyard's own. */
  readonly stack?: string
}

/** Some runs failed; all others were finished and are kept. */
export class RunsFailed extends SwitchyardError {
  override readonly name = 'RunsFailed'
  readonly failed: readonly FailedRun[]

  constructor(failed: readonly FailedRun[], total: number) {
    const others = total - failed.length
    const kept =
      others === 0
        ? ''
        : `; ${others === 1 ? 'the other one is' : `the other ${others} are`} finished and kept`
    super(`${failed.length} of ${count(total, 'run')} failed${kept}.\n${sentences(failed).join('\n')}`)
    this.failed = failed
  }
}

/** One sentence for each different cause, with the runs that it hit. */
function sentences(failed: readonly FailedRun[]): string[] {
  const causes = new Map<string, FailedRun[]>()
  for (const run of failed) causes.set(run.message, [...(causes.get(run.message) ?? []), run])
  return [...causes].map(([message, runs]) => {
    const ids = runs.slice(0, 3).map(run => run.id)
    const more = runs.length > 3 ? ` and ${runs.length - 3} more` : ''
    return `  ${ids.join(', ')}${more}: ${message}`
  })
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
