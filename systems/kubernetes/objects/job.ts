/**
 * Jobs: pods that run to their end.
 */
import type { Time } from '../../../sim/engine/time.ts'
import type { Selector } from '../selector.ts'
import type { ObjectMeta } from './object-name.ts'
import type { PodTemplateSpec } from './pod-template-spec.ts'

export type PodFailureAction = 'FailJob' | 'FailIndex' | 'Ignore' | 'Count'

/** Matches by the exit code of a container, or by a condition of the pod. The first rule that matches decides. */
export interface PodFailureRule {
  readonly action: PodFailureAction
  readonly onExitCodes: {
    /** Null means any container. */
    readonly container: string | null
    readonly operator: 'In' | 'NotIn'
    readonly values: readonly number[]
  } | null
  /** Any of them. */
  readonly onConditions: readonly { readonly type: string; readonly status: 'True' | 'False' | 'Unknown' }[]
}

export interface SuccessRule {
  /** Ranges of indexes, both ends included; null means any. */
  readonly succeededIndexes: readonly (readonly [number, number])[] | null
  readonly succeededCount: number | null
}

export interface JobSpec {
  readonly parallelism: number
  /** Null: any pod's success is that of the job. */
  readonly completions: number | null
  readonly completionMode: 'NonIndexed' | 'Indexed'
  /** Infinity where only each index has a limit. */
  readonly backoffLimit: number
  readonly backoffLimitPerIndex: number | null
  readonly maxFailedIndexes: number | null
  /** NEVER where there is none. */
  readonly activeDeadline: Time
  readonly suspend: boolean
  readonly podReplacementPolicy: 'TerminatingOrFailed' | 'Failed'
  readonly podFailurePolicy: readonly PodFailureRule[]
  readonly successPolicy: readonly SuccessRule[]
  readonly pod: PodTemplateSpec
}

export interface Job extends ObjectMeta, JobSpec {
  readonly kind: 'Job'
  /** 'nothing' where the API server makes one, as it mostly does. */
  readonly selector: Selector
}
