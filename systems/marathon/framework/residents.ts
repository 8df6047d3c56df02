/**
 * What a Marathon has reserved for instances of resident apps, and what it makes of offers for them: an instance goes back to
 * what waits for it; where more are to be launched than wait, something is reserved that the next offer brings
 * (InstanceOpFactoryImpl.scala, v1.3.6 and 90619da).
 */
import type { Random } from '../../../sim/chance/random.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { OfferMatch } from '../matcher.ts'
import type { Configuration } from './configuration.ts'
import type { LiveOffer } from './live-offer.ts'
import { Reservation, reserved } from './reservation.ts'
import type { RunningApp } from './running-app.ts'

/** How an app can use an offer. */
export interface Use {
  readonly match: OfferMatch
  /** It goes back to this one; null: there is none. */
  readonly reservation: Reservation | null
  /** Nothing is launched yet: what matches is reserved. */
  readonly reserves: boolean
}

export class Residents {
  /** Names of what this Marathon reserves begin with it. */
  readonly #prefix: string
  readonly #role: string
  readonly #random: Random
  readonly #live = new Set<string>()
  #made = 0

  constructor(framework: string, role: string, random: Random) {
    this.#prefix = `${framework}:`
    this.#role = role
    this.#random = random
  }

  /**
   * @param configuration of the instance to be launched next
   * @param toLaunch how many instances of the app are queued
   */
  use(app: RunningApp, configuration: Configuration, { left }: LiveOffer, toLaunch: number, now: Time): Use {
    const places = app.placesFor(toLaunch)
    const none: Use = { match: { matches: false, reasons: [] }, reservation: null, reserves: false }
    const found = places.find(reservation => reservation.isIn(left))
    const back = found === undefined ? none : this.#back(app, configuration, found, toLaunch, left, now)
    if (back.match.matches || toLaunch <= places.length) return back
    const match = app.matchReservable(configuration, toLaunch, left, now, this.#random)
    return { match, reservation: null, reserves: true }
  }

  #back(
    app: RunningApp,
    configuration: Configuration,
    reservation: Reservation,
    toLaunch: number,
    left: LiveOffer['left'],
    now: Time,
  ): Use {
    const match = app.matchReserved(reservation, configuration, toLaunch, left, now, this.#random)
    if (!match.matches) return { match, reservation, reserves: false }
    const taken = [...match.taken, ...reservation.volumesIn(left)]
    return { match: { ...match, taken }, reservation, reserves: false }
  }

  /** Reserves what the app can use. */
  reserve(app: RunningApp, offer: LiveOffer, match: Extract<OfferMatch, { matches: true }>): void {
    const id = `${this.#prefix}${app.id}.${this.#made++}`
    const reservation = new Reservation(id, offer.machine, offer.agent, app.version)
    this.#live.add(id)
    app.reserve(reservation)
    offer.convert(match.taken, reserved(match, id, this.#role), [app, reservation])
  }

  /** The answer is done with: what Mesos did not reserve is not there. */
  settled({ conversions }: LiveOffer): void {
    for (const { done, makes } of conversions) {
      if (done || makes === undefined) continue
      const [app, reservation] = makes
      app.unreserve(reservation)
      this.#live.delete(reservation.id)
    }
  }

  /** The app is gone; what it had reserved is given up when it is offered. */
  forget({ reservations }: RunningApp): void {
    for (const id of reservations.keys()) this.#live.delete(id)
  }

  /** Is it somebody else's, or of an app that is there? */
  isWanted = (reservation: string): boolean =>
    !reservation.startsWith(this.#prefix) || this.#live.has(reservation)
}
