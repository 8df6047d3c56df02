/**
 * Whether a Deployment comes forward (Kubernetes, pkg/controller/deployment/progress.go and util/deployment_util.go, v1.34). It is
 * only ever said: nothing is rolled back.
 */
import { NEVER, SECOND, type Time } from '../../../sim/engine/time.ts'

/** What a Deployment's status counts: pods that are not over and do not terminate. */
export interface DeploymentStatus {
  readonly replicas: number
  /** Of the newest template. */
  readonly updated: number
  readonly ready: number
  readonly available: number
}

/** The reason of the condition `Progressing`. */
export type Progress = 'ReplicaSetUpdated' | 'NewReplicaSetAvailable' | 'ProgressDeadlineExceeded'

/** The controller looks again a second late, since times in the API have whole seconds. */
const LATE: Time = SECOND

const NOTHING: DeploymentStatus = { replicas: 0, updated: 0, ready: 0, available: 0 }

export class DeploymentProgress {
  #status = NOTHING
  #progress: Progress = 'ReplicaSetUpdated'
  #updatedAt: Time

  constructor(now: Time) {
    this.#updatedAt = now
  }

  get progress(): Progress {
    return this.#progress
  }

  /** A new ReplicaSet was made for a new template. */
  begin(now: Time): void {
    this.#progress = 'ReplicaSetUpdated'
    this.#updatedAt = now
  }

  /** @returns whether the deadline has passed just now */
  observe(status: DeploymentStatus, wanted: number, deadline: Time, now: Time): boolean {
    const before = this.#status
    this.#status = status
    const { replicas, updated, available, ready } = status
    if (updated === wanted && replicas === wanted && available === wanted) {
      this.#progress = 'NewReplicaSetAvailable'
      this.#updatedAt = now
      return false
    }
    if (this.#progress === 'NewReplicaSetAvailable' && replicas === updated) return false
    const comesForward =
      updated > before.updated ||
      replicas - updated < before.replicas - before.updated ||
      ready > before.ready ||
      available > before.available
    if (comesForward) {
      this.begin(now)
      return false
    }
    if (this.#progress !== 'ReplicaSetUpdated' || this.#updatedAt + deadline >= now) return false
    this.#progress = 'ProgressDeadlineExceeded'
    return true
  }

  /** When it has to be looked at again, though nothing happens; null when it need not. */
  nextLook(deadline: Time): Time | null {
    if (this.#progress !== 'ReplicaSetUpdated' || deadline === NEVER) return null
    return this.#updatedAt + deadline + LATE
  }
}
