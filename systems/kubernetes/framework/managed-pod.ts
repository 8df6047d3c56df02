/**
 * A pod of a run, as the controller that made it sees it.
 */
import type { Time } from '../../../sim/engine/time.ts'
import type { OwnedPod, PodPhase } from '../controllers/owned-pod.ts'
import type { ApiPod } from '../root/api-pod.ts'

export class ManagedPod implements OwnedPod {
  readonly uid: number
  readonly revision: number
  readonly index: number
  readonly createdAt: Time
  phase: PodPhase = 'Pending'
  nodeName: string | null = null
  readySince: Time | null = null
  terminating = false
  restarts = 0
  /** Null while the request that creates it is on its way. */
  api: ApiPod | null = null

  constructor(uid: number, revision: number, index: number, now: Time) {
    this.uid = uid
    this.revision = revision
    this.index = index
    this.createdAt = now
  }

  /** Reads what the API server has of it. */
  refresh(api: ApiPod, now: Time): void {
    this.phase = api.phase
    this.nodeName = api.pod.nodeName
    this.restarts = api.restarts
    this.terminating ||= api.deletedAt >= 0
    if (!api.ready || this.terminating) this.readySince = null
    else this.readySince ??= now
  }
}
