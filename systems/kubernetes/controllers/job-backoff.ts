/**
 * How long a Job waits after failures (Kubernetes, pkg/controller/job/backoff_utils.go and job_controller.go, v1.34).
 */
import { MINUTE, SECOND, type Time } from '../../../sim/engine/time.ts'

export interface JobBackoffOptions {
  readonly initial: Time
  /** 10 min; documentation and releases before 1.29 or so say 6 min. */
  readonly most: Time
}

export const jobBackoffDefaults: JobBackoffOptions = { initial: 10 * SECOND, most: 10 * MINUTE }

export class JobBackoff {
  readonly #options: JobBackoffOptions
  #failures = 0
  #lastFailure: Time = 0

  constructor(options: JobBackoffOptions) {
    this.#options = options
  }

  failed(at: Time): void {
    this.#failures++
    this.#lastFailure = at
  }

  /** Failures before a success are forgotten. */
  succeeded(): void {
    this.#failures = 0
  }

  /** Before this no pod is created; 0 without failures: 10 s × 2^(failures − 1) after the last of them. */
  get until(): Time {
    if (this.#failures === 0) return 0
    const { initial, most } = this.#options
    let pause = initial
    for (let i = 1; i < this.#failures && pause < most; i++) pause *= 2
    return this.#lastFailure + Math.min(pause, most)
  }
}
