/**
 * What the launcher tells those who ask why something is not launched; nothing of it is decided here.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { Time } from '../../../sim/engine/time.ts'
import { type FrameworkId, NONE } from '../../../sim/world/handles.ts'
import type { LiveOffer } from './live-offer.ts'
import type { Use } from './residents.ts'
import type { RunningApp } from './running-app.ts'

export class LaunchNews {
  readonly #cluster: Cluster
  readonly #framework: FrameworkId

  constructor(cluster: Cluster, framework: FrameworkId) {
    this.#cluster = cluster
    this.#framework = framework
  }

  /** The offer, or what is left of it, is not wanted for so long. */
  declined({ machine }: LiveOffer, refuseFor: Time): void {
    const { probes, now } = this.#cluster
    if (refuseFor > 0) probes.declined(this.#framework, machine, now + refuseFor)
  }

  /** The app cannot use the offer: Marathon's own words, in the order in which it finds them. */
  refused({ job }: RunningApp, { machine }: LiveOffer, { match }: Use): void {
    const { probes } = this.#cluster
    if (!match.matches && probes.hearsRefusals) probes.offerRefused(job, machine, match.reasons.join(', '))
  }

  /** There are no launch tokens before a time; 0: there are some again. */
  tokensFrom(at: Time): void {
    this.#cluster.probes.heldBack(this.#framework, NONE, 'there were no launch tokens left', at)
  }

  /** The launch queue holds the app back. */
  backsOff({ job, recheckAt }: RunningApp): void {
    const why = 'its launch queue backed off after a failure of the app'
    this.#cluster.probes.heldBack(this.#framework, job, why, recheckAt)
  }
}
