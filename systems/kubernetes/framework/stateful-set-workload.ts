/**
 * A StatefulSet in a run.
 */
import type { Random } from '../../../sim/chance/random.ts'
import type { Time } from '../../../sim/engine/time.ts'
import { StatefulSetController, type StatefulSetSpec } from '../controllers/stateful-set.ts'
import type { RolloutParts } from './deployment-workload.ts'
import type { ManagedPod } from './managed-pod.ts'
import { type PodSettings, PodSpecs } from './pod-specs.ts'
import { TemplateWorkload } from './template-workload.ts'
import type { WorkloadParts } from './workload.ts'

export class StatefulSetWorkload extends TemplateWorkload {
  protected override readonly controller: StatefulSetController
  protected override readonly specs: PodSpecs
  protected override readonly luck: Random

  constructor(
    parts: WorkloadParts,
    spec: StatefulSetSpec,
    settings: PodSettings,
    { luck }: Pick<RolloutParts, 'luck'>,
  ) {
    super(parts)
    this.controller = new StatefulSetController(spec, this)
    this.luck = luck
    const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: this.name, label: 'app' } as const
    this.specs = new PodSpecs(settings, this.api, () => owner)
  }

  protected override sync(now: Time): Time | null {
    return this.controller.sync(now)
  }

  protected override nameOf({ index }: ManagedPod): string {
    return `${this.name}-${index}`
  }
}
