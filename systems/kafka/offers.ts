/**
 * Which broker takes an offer, how long offers that nobody takes are refused, and when none are wanted at all
 * (OfferManager.scala, 4169100 to ffbf1625).
 */
import type { Time } from '../../sim/engine/time.ts'
import { type Broker, NEVER_MATCHES } from './broker.ts'
import type { Offer } from './reservation.ts'

export type Taken =
  | { readonly broker: Broker }
  | { readonly broker: null; readonly refuseFor: Time; readonly reasons: readonly string[] }

/**
 * The first broker, in the cluster's order, that wants to start and that the offer suits.
 *
 * @param chance from 0 to 1: an offer is refused for the longest of the brokers' times, a sixth shorter to a sixth longer
 */
export function takeOffer(offer: Offer, brokers: readonly Broker[], now: Time, chance: number): Taken {
  const reasons: string[] = []
  let longest: Time = 0
  const others = (attribute: string) => valuesOf(attribute, brokers)
  for (const broker of brokers) {
    if (!broker.shouldStart) continue
    const match = broker.matches(offer, now, others)
    if (match.accepts) return { broker }
    reasons.push(match.reason)
    longest = Math.max(longest, match.refuseFor)
  }
  if (reasons.length === 0) {
    reasons.push('no work to do')
    longest = NEVER_MATCHES
  }
  return { broker: null, refuseFor: Math.round(longest + (longest / 3) * (chance - 0.5)), reasons }
}

/** Values of an attribute where brokers have tasks, in the cluster's order. */
export function valuesOf(attribute: string, brokers: readonly Broker[]): string[] {
  return brokers.flatMap(({ task }) => {
    if (task === null) return []
    const value = attribute === 'hostname' ? task.hostname : task.attributes[attribute]
    return value === undefined ? [] : [value]
  })
}

/** Whether Mesos is to send offers. */
export class OfferFlow {
  #isSuppressed = false

  get isSuppressed(): boolean {
    return this.#isSuppressed
  }

  /** What Mesos is to be told; null for nothing. */
  settle(brokers: readonly Broker[]): 'suppress' | 'revive' | null {
    const isSteady = brokers.every(broker => broker.isSteady)
    if (isSteady === this.#isSuppressed) return null
    this.#isSuppressed = isSteady
    return isSteady ? 'suppress' : 'revive'
  }

  /** A broker was told to start: offers are asked for, suppressed or not. */
  revived(): void {
    this.#isSuppressed = false
  }
}
