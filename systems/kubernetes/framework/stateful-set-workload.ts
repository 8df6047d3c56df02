/**
 * A StatefulSet in a run.
 */
import type { Random } from '../../../sim/chance/random.ts'
import type { Time } from '../../../sim/engine/time.ts'
import { StatefulSetController, type StatefulSetSpec } from '../controllers/stateful-set.ts'
import { type Selector, selectorOf } from '../selector.ts'
import type { RolloutParts } from './deployment-workload.ts'
import type { ManagedPod } from './managed-pod.ts'
import { type PodSettings, PodSpecs, REVISION_HASH } from './pod-specs.ts'
import { TemplateWorkload } from './template-workload.ts'
import type { WorkloadParts } from './workload.ts'

export class StatefulSetWorkload extends TemplateWorkload {
  protected override readonly controller: StatefulSetController
  protected override readonly specs: PodSpecs
  protected override readonly luck: Random

  /** @param selector by which it knows its pods; null: by the label `app`, which it writes on them */
  constructor(
    parts: WorkloadParts,
    spec: StatefulSetSpec,
    settings: PodSettings,
    { luck }: Pick<RolloutParts, 'luck'>,
    selector: Selector | null,
  ) {
    super(parts)
    this.controller = new StatefulSetController(spec, this)
    this.luck = luck
    const { name } = this
    const own = new Map([['app', name]])
    this.specs = new PodSpecs(settings, this.api, revision => ({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      name,
      labels: selector === null ? own : new Map([[REVISION_HASH, `${name}-${revision}`]]),
      selector: selector ?? selectorOf(own),
    }))
  }

  protected override sync(now: Time): Time | null {
    return this.controller.sync(now)
  }

  protected override nameOf({ index }: ManagedPod): string {
    return `${this.name}-${index}`
  }
}
