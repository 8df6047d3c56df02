/**
 * PriorityClasses.
 */
export interface PriorityClass {
  readonly name: string
  readonly value: number
  /** Of pods that name no class. */
  readonly globalDefault: boolean
  readonly neverPreempts: boolean
}

/** Classes that every cluster has (Kubernetes, pkg/apis/scheduling/v1/helpers.go, v1.34.4). */
export const systemPriorityClasses: readonly PriorityClass[] = [
  { name: 'system-node-critical', value: 2_000_001_000, globalDefault: false, neverPreempts: false },
  { name: 'system-cluster-critical', value: 2_000_000_000, globalDefault: false, neverPreempts: false },
]
