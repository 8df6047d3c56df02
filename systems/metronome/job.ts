/**
 * A job of Metronome: what one run of it needs, when it runs, and what must have run before (JobSpec.scala and
 * JobRunSpec.scala, de4174d).
 */
import type { Time } from '../../sim/engine/time.ts'
import type { App } from '../marathon/app.ts'
import type { Constraint } from '../marathon/constraints.ts'
import type { Schedule } from './schedule.ts'

/** NEVER ends a run with its first task, however that ended; ON_FAILURE launches another when it failed. */
export const restartPolicies = ['NEVER', 'ON_FAILURE'] as const
export type RestartPolicy = (typeof restartPolicies)[number]

export interface Restart {
  readonly policy: RestartPolicy
  /** Of ON_FAILURE: no task is launched when the run is that old. Null: however old it is. */
  readonly activeDeadline: Time | null
}

/** What a run hands to Marathon's launch queue. */
export interface RunSpec {
  /** Amounts of one task in whole thousandths. */
  readonly needs: App['needs']
  readonly constraints: readonly Constraint[]
  readonly restart: Restart
  /** How long a task that is killed may take to end; null leaves it to Mesos. */
  readonly killGrace: Time | null
  readonly maxLaunchDelay: Time
  readonly image: Image | null
}

/** What a container is made from. Parameters are Docker's. */
export interface Image {
  readonly name: string
  readonly forcePull: boolean
  readonly privileged: boolean
  readonly parameters: readonly { readonly key: string; readonly value: string }[]
}

export interface Job {
  readonly id: string
  readonly run: RunSpec
  /** At most one. */
  readonly schedule: Schedule | null
  /** Ids of jobs. */
  readonly dependencies: readonly string[]
}

/**
 * One run as the app that the embedded Marathon launches: one instance, without back-off, on any role.
 *
 * @param runId as in the API: `20160901120000abcde`
 */
export function appOf({ id, run }: Pick<Job, 'id' | 'run'>, runId: string): App {
  return {
    id: `/${id.replaceAll('.', '/')}/${runId}`,
    instances: 1,
    needs: run.needs,
    ports: { kind: 'definitions', ports: [], required: false },
    volumes: [],
    constraints: run.constraints,
    labels: {},
  }
}
