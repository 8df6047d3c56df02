/**
 * Reads on where something is wrong, so that all that is wrong is told at once.
 */
import { SwitchyardError } from '../sim/errors.ts'

/** What is read; undefined where it has faults, which are added to the others. */
export async function gathered<T>(faults: string[], read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof SwitchyardError)) throw error
    faults.push(error.message)
    return undefined
  }
}
