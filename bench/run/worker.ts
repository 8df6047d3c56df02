/**
 * What a worker thread does: one run, from its specification to JSON.
 *
 * The answer is text, not an object, so that a result is the same bytes whether it was just made or read from a file.
 */
import { SwitchyardError } from '../../sim/errors.ts'
import type { Result } from '../../sim/measure/result.ts'
import { type Adapt, execute } from '../execute.ts'
import type { RunSpec } from '../plan.ts'
import { printed, stackOf } from '../policy-file/foreign-value.ts'

/** Errors lose their class on the way between threads, so they travel as plain data. */
export type WorkerAnswer =
  | { readonly resultJson: string }
  | { readonly mistake: string }
  | { readonly fault: string; readonly stack: string }

export async function work(spec: RunSpec, adapt?: Adapt): Promise<WorkerAnswer> {
  try {
    return { resultJson: resultJson(await execute(spec, adapt)) }
  } catch (error) {
    if (error instanceof SwitchyardError) return { mistake: error.message }
    return { fault: printed(error), stack: stackOf(error) }
  }
}

/** What the pool calls, with one argument. */
export default (spec: RunSpec): Promise<WorkerAnswer> => work(spec)

/** JSON of a result. JSON would turn NaN and infinities into null, "nothing to measure", which would be a lie: they throw. */
export function resultJson(result: Result): string {
  return JSON.stringify(result, (key, value: unknown) => {
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new Error(`the result has ${key} = ${value}`)
    return value
  })
}
