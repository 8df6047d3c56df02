/**
 * A ReplicaSet in a run that no Deployment owns: it keeps up a number of pods, and leaves those that it has as they are.
 */
import { NEVER } from '../../../sim/engine/time.ts'
import type { ReplicaSet } from '../objects/replica-set.ts'
import type { Selector } from '../selector.ts'
import { DeploymentWorkload, type RolloutParts } from './deployment-workload.ts'
import type { PodOwner, PodSettings } from './pod-specs.ts'
import type { WorkloadParts } from './workload.ts'

export class ReplicaSetWorkload extends DeploymentWorkload {
  readonly #selector: Selector

  /** It is the only set of a Deployment of one template. */
  constructor(
    parts: WorkloadParts,
    { replicas, minReady, selector }: Pick<ReplicaSet, 'replicas' | 'minReady' | 'selector'>,
    settings: PodSettings,
    rollouts: RolloutParts,
  ) {
    const strategy = { type: 'Recreate' } as const
    super(parts, { replicas, minReady, strategy, progressDeadline: NEVER, paused: false }, settings, rollouts)
    this.#selector = selector
  }

  /** Another template would be for pods to come. */
  override update(): void {}

  protected override ownerOf(): PodOwner {
    const { name } = this
    return { apiVersion: 'apps/v1', kind: 'ReplicaSet', name, labels: new Map(), selector: this.#selector }
  }
}
