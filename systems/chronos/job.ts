/**
 * A job of Chronos (Jobs.scala, 2.4.0 and c1348dd).
 */
import type { Time } from '../../sim/engine/time.ts'
import type { Constraint } from './constraint.ts'
import type { Repeat } from './repeat.ts'

export interface Job {
  readonly name: string
  readonly command: string
  readonly arguments: readonly string[]
  /** By a clock, or after other jobs. */
  readonly runs:
    | { readonly by: 'schedule'; readonly repeat: Repeat }
    | { readonly by: 'parents'; readonly parents: readonly string[] }
  /** 2.4 only. */
  readonly epsilon: Time
  /** Attempts after the first. */
  readonly retries: number
  /** In whole thousandths of a core, a MiB and a MiB. */
  readonly needs: { readonly cpus: number; readonly mem: number; readonly disk: number }
  readonly constraints: readonly Constraint[]
  /** A last failure counts as an end for the children. */
  readonly softError: boolean
  readonly highPriority: boolean
  readonly disabled: boolean
  /** 3.x: whether a task may start while another of the job runs. */
  readonly concurrent: boolean
}

export const RETRIES = 2

const NAME = /^[\w.-]+$/

export function isValidName(name: string): boolean {
  return NAME.test(name)
}

/** A command with what somebody who starts the job by hand adds. */
export function withArguments(command: string, added: string): string {
  return `${command} ${added}`
}
