/**
 * How a command ends: the exit code, and the words for a person.
 */
import { printed } from '../bench/policy-file/foreign-value.ts'
import { SwitchyardError } from '../sim/errors.ts'

/** The exit codes, as `switchyard --help` lists them. */
export const exitCodes = {
  ok: 0,
  runFailed: 1,
  wrongInput: 2,
  interrupted: 130,
} as const

export interface Ending {
  readonly code: number
  /** Sentences for stderr. */
  readonly message: string
}

/** Names of errors that do not mean wrong input. Compared by name, since loading their classes costs start-up time. */
const codesByName: Readonly<Record<string, number>> = {
  Interrupted: exitCodes.interrupted,
  RunsFailed: exitCodes.runFailed,
  WriteError: exitCodes.runFailed,
}

/** What to say about an error and which code to end with. `debug` adds the stack trace. */
export function endingOf(error: unknown, debug: boolean): Ending {
  if (!(error instanceof Error)) return { code: exitCodes.runFailed, message: reportFault(printed(error)) }
  const trace = debug && error.stack !== undefined ? `\n${error.stack}` : ''
  if (!(error instanceof SwitchyardError)) {
    return { code: exitCodes.runFailed, message: reportFault(error.message) + trace }
  }
  const ownFaults = faultsInRuns(error)
  const message = ownFaults.length === 0 ? error.message : `${error.message}\n${reportFault('')}`
  const traces = debug ? ownFaults.map(stack => `\n${stack}`).join('') : ''
  return { code: codesByName[error.name] ?? exitCodes.wrongInput, message: message + trace + traces }
}

function faultsInRuns(error: Error): string[] {
  const failed = (error as { failed?: readonly { stack?: string }[] }).failed ?? []
  return failed.flatMap(run => run.stack ?? [])
}

function reportFault(message: string): string {
  return (
    `${message === '' ? '' : `Internal error: ${message}\n`}` +
    'This is a fault of Switchyard, not of your input. Please report it with the experiment file and what ' +
    'SWITCHYARD_DEBUG=1 adds to this output.'
  )
}
