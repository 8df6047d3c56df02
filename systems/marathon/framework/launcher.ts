/**
 * From the launch queue to Mesos: apps with instances to launch and no delay are shown the offers, and what they want is
 * launched, as far as launch tokens go.
 */
import type { Random } from '../../../sim/chance/random.ts'
import type { Cluster } from '../../../sim/cluster.ts'
import { NEVER, type Time } from '../../../sim/engine/time.ts'
import type { MeasuredScheduler } from '../../../sim/measure/measured-scheduler.ts'
import type { Claims } from '../../../sim/world/claims.ts'
import { countOf, type SomeOffers } from '../../mesos/offer-round.ts'
import { type OutstandingOffer, openOffers } from '../../mesos/outstanding-offers.ts'
import type { SchedulerSeat } from '../../mesos/root/mesos-scheduler.ts'
import { type Flags, refusal } from '../flags.ts'
import { LaunchTokens } from '../launch-tokens.ts'
import { type Desk, OfferMatching } from '../offer-matching.ts'
import { AgentBook } from './agent-book.ts'
import { HeldApps } from './held-apps.ts'
import { InterestedApps } from './interested-apps.ts'
import { LaunchNews } from './launch-news.ts'
import { LiveOffer } from './live-offer.ts'
import { type Look, Looks } from './looks.ts'
import { type OfferTalk, talkOf } from './offer-talk.ts'
import { PlacedInstance } from './placed-instance.ts'
import { QueuedApps } from './queued-apps.ts'
import { Residents, type Use } from './residents.ts'
import type { AppInstance, RunningApp } from './running-app.ts'

/** Hears of launches. */
export interface LauncherListener {
  /** The decision is made; Mesos has not heard of it. */
  decided(instance: AppInstance): void
}

export class Launcher implements Desk<LiveOffer, RunningApp> {
  readonly talk: OfferTalk
  readonly #seat: SchedulerSeat
  readonly #flags: Flags
  readonly #measured: MeasuredScheduler
  readonly #listener: LauncherListener
  readonly #random: Random
  readonly #agents: AgentBook
  readonly #news: LaunchNews
  readonly #queue: QueuedApps
  #tokens: LaunchTokens
  #matching: OfferMatching<LiveOffer, RunningApp>
  readonly #interested = new InterestedApps()
  #hand: OutstandingOffer[] = []
  readonly #held: HeldApps
  readonly #residents: Residents
  /** Offers whose answers Mesos has not handled. */
  readonly #sent = new Map<Claims, LiveOffer>()
  readonly #looks: Looks
  #launches = 0
  readonly #begins: number
  readonly #refreshes: number
  readonly #cleansUp: number

  constructor(
    seat: SchedulerSeat,
    flags: Flags,
    matchTime: Time,
    measured: MeasuredScheduler,
    listener: LauncherListener,
  ) {
    const { cluster, framework, link } = seat
    const { engine, frameworks, streams } = cluster
    this.#seat = seat
    this.#flags = flags
    this.#measured = measured
    this.#listener = listener
    this.#random = streams.stream(`marathon/${frameworks.names[framework]}/offers`)
    this.#residents = new Residents(frameworks.names[framework]!, seat.role, this.#random)
    this.#queue = new QueuedApps(cluster)
    this.#agents = new AgentBook(cluster.machines)
    this.#news = new LaunchNews(cluster, framework)
    this.#tokens = new LaunchTokens(flags, engine.now)
    this.#matching = this.#newMatching()
    const areOfUse = () => this.#matching.offersWanted
    this.talk = talkOf({ engine, link, framework, flags, interested: this.#interested, areOfUse })
    this.#begins = engine.on(() => this.#begin())
    this.#looks = new Looks(engine, matchTime, {
      // Who has nothing to launch does not look; in 1.3, nor does anybody after the deadline (AppTaskLauncherActor.scala).
      isInVain: ({ app, deadline }) => !this.#wants(app) || (flags.era === '1.3' && engine.now >= deadline),
      notMade: ({ offer }) => this.#matching.answered(offer, false, false, this.#cluster.now, () => {}),
      over: (look, begun) => this.#answer(look, begun),
    })
    this.#held = new HeldApps(engine, app => this.#delayOver(app))
    this.#refreshes = engine.on(() => this.#refreshTokens())
    this.#cleansUp = engine.on(() => this.#cleanUp())
  }

  /** The queue has as many instances of the app as are pending and not decided on; its delay may have changed. */
  sync(app: RunningApp): void {
    const more = this.#queue.sync(app)
    this.#manage(app)
    if (more <= 0) this.talk.instanceChanged()
    for (let count = 0; count < more; count++) this.#wantsOffers(app)
  }

  /** The app is gone. */
  forget(app: RunningApp): void {
    this.#residents.forget(app)
    this.sync(app)
  }

  /** An instance of the app is gone: offers that its constraints refused may be of use now. */
  constraintsEased(): void {
    this.talk.eased()
  }

  /** Offers are looked at when all that happens at this instant has happened. */
  receive(offers: readonly SomeOffers[]): void {
    this.#measured.offersMade += countOf(offers)
    if (this.#hand.length === 0) this.#cluster.engine.atEndOfInstant(this.#begins, 0, 0)
    this.#hand.push(...openOffers(offers))
  }

  /** A task reports that it runs: its launch is not under way any more. */
  confirmed(): void {
    this.#refreshTokens()
    const back = this.#tokens.running(null)
    if (back === 0 || this.#tokens.count !== back) return
    this.#news.tokensFrom(0)
    this.talk.eased()
  }

  /** The instances of an answer, which is done with when they are asked for. */
  takeAnswer(claims: Claims): readonly AppInstance[] {
    const offer = this.#sent.get(claims)!
    this.#sent.delete(claims)
    this.#residents.settled(offer)
    return offer.instances
  }

  /** The instance that a claim of an answer under way is for. */
  claimant(claims: Claims, index: number): AppInstance {
    return this.#sent.get(claims)!.instances[index]!
  }

  /** No offer counts any more. What was decided on them comes to nothing. */
  disconnected(): void {
    this.talk.disconnected()
    this.#hand = []
    this.#looks.clear()
    for (const offer of this.#matching.matching)
      if (offer.operations > 0) this.finished(offer, offer.operations, true)
    this.#matching = this.#newMatching()
    for (const app of this.#interested) this.#matching.add(app)
  }

  /** Marathon begins with nothing in its memory. */
  restart(): void {
    this.#queue.clear()
    this.#interested.clear()
    this.#tokens = new LaunchTokens(this.#flags, this.#cluster.now)
    this.#matching = this.#newMatching()
    this.talk.restarted()
  }

  ask(app: RunningApp, offer: LiveOffer, deadline: Time): void {
    this.#looks.begin({ app, offer, deadline })
  }

  hasReservation(app: RunningApp, { left }: LiveOffer): boolean {
    return app.isResident && app.hasPlaceIn(left)
  }

  /** What is left of an offer that was used comes again with the next allocation (TaskLauncherImpl.scala, a filter of 0 s). */
  finished(offer: LiveOffer, launches: number, resend: boolean): void {
    const { framework, link } = this.#seat
    const { claims, parts, conversions } = offer
    this.#sent.set(claims, offer)
    const refuseFor = offer.operations > 0 ? 0 : refusal(resend, this.#flags)
    if (launches > 0) this.#measured.transactionsOk++
    this.#news.declined(offer, refuseFor)
    link.answer({ framework, offers: [offer.mesos], claims, parts, conversions, refuseFor })
  }

  get #cluster(): Cluster {
    return this.#seat.cluster
  }

  #newMatching(): OfferMatching<LiveOffer, RunningApp> {
    return new OfferMatching(this, this.#flags, this.#tokens, this.#random)
  }

  #begin(): void {
    const { now, engine } = this.#cluster
    const offers = this.#hand.filter(({ open }) => open)
    this.#hand = []
    this.#refreshTokens()
    for (const each of offers) {
      const offer = new LiveOffer(each, this.#agents.agent(Number(each.agent)))
      offer.release(this.#residents.isWanted)
      this.#matching.offered(offer, now)
    }
    if (this.#matching.matching.length > 0)
      engine.at(now + this.#flags.offerMatchingTimeout, this.#cleansUp, 0, 0)
  }

  #cleanUp(): void {
    const { now, engine } = this.#cluster
    this.#matching.cleanUp(now)
    if (this.#matching.matching.length > 0)
      engine.at(now + this.#flags.offerMatchingTimeout, this.#cleansUp, 0, 0)
  }

  /** The count is set anew every interval, whether anybody looks or not. */
  #refreshTokens(): void {
    const { now } = this.#cluster
    const { refreshAt, count } = this.#tokens
    if (refreshAt > now) return
    const { launchTokenRefreshInterval: interval } = this.#flags
    this.#tokens.refresh(refreshAt + Math.floor((now - refreshAt) / interval) * interval)
    if (count > 0) return
    this.#news.tokensFrom(0)
    this.talk.eased()
  }

  #delayOver(app: RunningApp): void {
    this.#manage(app)
    this.#wantsOffers(app)
  }

  #answer({ app, offer }: Look, begun: Time): void {
    const { now } = this.#cluster
    this.#refreshTokens()
    this.#measured.decided(begun, now, false)
    const use = this.#wants(app) ? this.#use(app, offer) : null
    const matches = use?.match.matches === true
    if (use !== null && !matches) {
      this.#measured.attemptsWithoutRoom++
      this.#news.refused(app, offer, use)
    }
    this.#matching.answered(offer, matches, false, now, () => this.#launch(app, offer, use!))
  }

  #use(app: RunningApp, offer: LiveOffer): Use {
    const { now } = this.#cluster
    const next = this.#queue.next(app)!
    if (app.isResident) return this.#residents.use(app, next, offer, this.#queue.toLaunch(app), now)
    return { match: app.match(next, offer.left, now, this.#random), reservation: null, reserves: false }
  }

  #wants(app: RunningApp): boolean {
    return this.#queue.next(app) !== null
  }

  #launch(app: RunningApp, offer: LiveOffer, { match, reservation, reserves }: Use): void {
    if (!match.matches) return
    const { now, jobs, engine } = this.#cluster
    if (this.#tokens.count <= 0) {
      const { refreshAt } = this.#tokens
      engine.at(Math.max(now, refreshAt), this.#refreshes, 0, 0)
      this.#news.tokensFrom(refreshAt)
    }
    if (reserves) {
      this.#residents.reserve(app, offer, match)
      return
    }
    const configuration = this.#queue.next(app)!
    const { version } = configuration
    const instance = new PlacedInstance(this.#launches++, app, offer.machine, offer.agent, version, now)
    instance.reservation = reservation
    this.#queue.launched(app, configuration)
    offer.launch(instance, match.taken, jobs)
    app.add(instance)
    this.#listener.decided(instance)
    this.#manage(app)
    this.talk.instanceChanged()
  }

  #wantsOffers(app: RunningApp): void {
    this.#interested.wantsMore(app)
    this.talk.instanceChanged()
  }

  /** The app looks at offers while it has instances to launch and no delay. */
  #manage(app: RunningApp): void {
    const heldUntil = this.#queue.heldUntil(app)
    if (heldUntil !== NEVER && app.recheckAt !== heldUntil) {
      this.#held.hold(app, heldUntil)
      this.#news.backsOff(app)
    }
    if (this.#wants(app) === this.#interested.has(app)) return
    if (this.#interested.delete(app)) this.#matching.remove(app)
    else {
      this.#interested.add(app)
      this.#matching.add(app)
    }
    this.#refreshTokens()
    this.talk.interestChanged()
  }
}
