/**
 * The desk where offers meet those who want them: each offer is shown to one matcher after the other, one instance a time
 * (Marathon 90619da, OfferMatcherManagerActor.scala).
 *
 * Offers beyond those that are matched at once wait on a pile, the newest on top; a wait that is over is an answer too.
 */
import type { Random } from '../../sim/chance/random.ts'
import type { Time } from '../../sim/engine/time.ts'
import type { Flags } from './flags.ts'
import type { LaunchTokens } from './launch-tokens.ts'

/** What the desk asks of its surroundings. O is an offer, M a matcher: usually one app with instances to launch. */
export interface Desk<O, M> {
  /** Shows what is left of the offer to the matcher, whose answer is then given to `answered`, before the deadline if it is to count. */
  ask(matcher: M, offer: O, deadline: Time): void
  /** Whether the offer holds what is reserved for the matcher; such matchers are asked first. */
  hasReservation(matcher: M, offer: O): boolean
  /** The offer is done with: `launches` instances start on it, and what is left goes back, to be sent again soon or not. */
  finished(offer: O, launches: number, resend: boolean): void
}

export type OfferMatchingFlags = Pick<
  Flags,
  'era' | 'maxInstancesPerOffer' | 'maxParallelOffers' | 'maxQueuedOffers' | 'offerMatchingTimeout'
>

interface Matching<O, M> {
  readonly offer: O
  readonly deadline: Time
  readonly queue: M[]
  asked: M | null
  /** Matchers that answer at once are asked in a loop, for there may be thousands. */
  isAsking: boolean
  launches: number
  resend: boolean
}

interface Waiting<O> {
  readonly offer: O
  readonly deadline: Time
}

export class OfferMatching<O, M> {
  readonly #desk: Desk<O, M>
  readonly #flags: OfferMatchingFlags
  readonly #tokens: LaunchTokens
  readonly #random: Random
  readonly #matchers = new Set<M>()
  readonly #matching = new Map<O, Matching<O, M>>()
  /** The newest last. */
  #waiting: Waiting<O>[] = []
  #isStarting = false

  constructor(desk: Desk<O, M>, flags: OfferMatchingFlags, tokens: LaunchTokens, random: Random) {
    this.#desk = desk
    this.#flags = flags
    this.#tokens = tokens
    this.#random = random
  }

  /** Whether any offer could be of use. */
  get offersWanted(): boolean {
    return this.#matchers.size > 0 && this.#tokens.count > 0
  }

  /** Offers that are being matched, in the order in which that began. */
  get matching(): readonly O[] {
    return [...this.#matching.keys()]
  }

  get waiting(): number {
    return this.#waiting.length
  }

  add(matcher: M): void {
    this.#matchers.add(matcher)
  }

  /** Offers that are being matched may still be shown to it. */
  remove(matcher: M): void {
    this.#matchers.delete(matcher)
  }

  /**
   * Nobody wants any: the offer goes back for long. No tokens, or a full pile: it goes back to come again soon. 1.3 declines
   * for long what comes while there are no tokens (v1.3.6, receiveProcessOffer), and asks for it again when there are.
   */
  offered(offer: O, now: Time): void {
    if (!this.offersWanted)
      this.#desk.finished(offer, 0, this.#flags.era === 'head' && this.#matchers.size > 0)
    else if (this.#matching.size < this.#flags.maxParallelOffers) this.#start(offer, now)
    else if (this.#waiting.length < this.#flags.maxQueuedOffers)
      this.#waiting.push({ offer, deadline: now + this.#flags.offerMatchingTimeout })
    else this.#desk.finished(offer, 0, true)
  }

  /**
   * The answer of the matcher that was asked last about the offer.
   *
   * @param wants it would launch one instance on what is left
   * @param resend it wants to see the offer again, for instance because it was too busy to look
   * @param launch called, before anybody else is asked, if the instance may start; takes its part out of the offer
   */
  answered(offer: O, wants: boolean, resend: boolean, now: Time, launch: () => void): void {
    const matching = this.#matching.get(offer)
    // The offer was given up meanwhile.
    if (matching === undefined || matching.asked === null) return
    matching.resend ||= resend
    if (wants) {
      // Another offer may have used the last token since this one was shown.
      if (matching.launches < this.#flags.maxInstancesPerOffer && this.#tokens.take()) {
        matching.launches += 1
        launch()
      }
      matching.queue.push(matching.asked)
    }
    matching.asked = null
    if (!matching.isAsking) this.#ask(matching, now)
  }

  /**
   * Sends back offers that waited until their deadline, and those whose matcher has not answered until twice the timeout is
   * over; in 1.3, whose clock for each offer goes off at its deadline, until that. To be called a timeout after offers came, and
   * once every timeout from then on.
   */
  cleanUp(now: Time): void {
    const overdue = this.#waiting.filter(({ deadline }) => deadline <= now)
    this.#waiting = this.#waiting.filter(({ deadline }) => deadline > now)
    for (const { offer } of overdue.reverse()) this.#desk.finished(offer, 0, true)
    for (const matching of [...this.#matching.values()]) {
      const { deadline } = matching
      const { era, offerMatchingTimeout } = this.#flags
      if (era === 'head' ? deadline + offerMatchingTimeout >= now : deadline > now) continue
      this.#matching.delete(matching.offer)
      this.#desk.finished(matching.offer, matching.launches, true)
    }
  }

  #start(offer: O, now: Time): void {
    const reserved: M[] = []
    const others: M[] = []
    for (const matcher of this.#matchers)
      (this.#desk.hasReservation(matcher, offer) ? reserved : others).push(matcher)
    const matching: Matching<O, M> = {
      offer,
      deadline: now + this.#flags.offerMatchingTimeout,
      queue: [...this.#shuffle(reserved), ...this.#shuffle(others)],
      asked: null,
      isAsking: false,
      launches: 0,
      resend: false,
    }
    this.#matching.set(offer, matching)
    this.#ask(matching, now)
  }

  /** Asks one matcher after the other until one takes its time or the offer is done with. */
  #ask(matching: Matching<O, M>, now: Time): void {
    matching.isAsking = true
    while (!this.#isOver(matching, now)) {
      const matcher = matching.queue.shift()!
      matching.asked = matcher
      this.#desk.ask(matcher, matching.offer, matching.deadline)
      if (matching.asked === null) continue
      matching.isAsking = false
      return
    }
    this.#matching.delete(matching.offer)
    this.#desk.finished(matching.offer, matching.launches, matching.resend)
    this.#startWaiting(now)
  }

  #isOver({ deadline, launches, queue }: Matching<O, M>, now: Time): boolean {
    return (
      queue.length === 0 ||
      deadline < now ||
      launches >= this.#flags.maxInstancesPerOffer ||
      this.#tokens.count <= 0
    )
  }

  /** The newest of those that wait, unless even that has waited too long. */
  #startWaiting(now: Time): void {
    if (this.#isStarting) return
    this.#isStarting = true
    while (this.offersWanted && this.#matching.size < this.#flags.maxParallelOffers) {
      const newest = this.#waiting.at(-1)
      if (newest === undefined) break
      if (newest.deadline <= now) {
        this.cleanUp(now)
        break
      }
      this.#waiting.pop()
      this.#start(newest.offer, now)
    }
    this.#isStarting = false
  }

  #shuffle(matchers: M[]): M[] {
    for (let last = matchers.length - 1; last > 0; last--) {
      const other = this.#random.below(last + 1)
      const kept = matchers[last]!
      matchers[last] = matchers[other]!
      matchers[other] = kept
    }
    return matchers
  }
}
