/**
 * An app of a simulation: a job of the cluster, with the books that Marathon keeps on it.
 */
import type { Random } from '../../../sim/chance/random.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { JobId } from '../../../sim/world/handles.ts'
import { isResident } from '../app.ts'
import type { AppDefinition } from '../app-definition.ts'
import type { Backoff } from '../backoff.ts'
import type { Flags } from '../flags.ts'
import { counts } from '../instance.ts'
import { AppMatcher, type MatchQuestion, type OfferMatch } from '../matcher.ts'
import type { Offer } from '../offer.ts'
import { ofRoles, reservable, reservedWith, type Selector } from '../selector.ts'
import { Configuration } from './configuration.ts'
import { labelsOf } from './offer-resources.ts'
import type { Soundness } from './options.ts'
import type { PlacedInstance } from './placed-instance.ts'
import type { Reservation } from './reservation.ts'

/** One of its instances. */
export type AppInstance = PlacedInstance<RunningApp>

export class RunningApp {
  readonly job: JobId
  /** Of the job, so that timers of a job that is over are known. */
  readonly generation: number
  /** By id, the oldest first. */
  readonly instances = new Map<string, AppInstance>()
  /** Of a resident app, by id. */
  readonly reservations = new Map<string, Reservation>()
  definition: AppDefinition
  configuration: Configuration
  /** What it was before the last upgrade. */
  former: Configuration | null = null
  /** Its deployment has begun. */
  isThere = false
  /** When it is looked whether its delay is over. */
  recheckAt: Time = -1
  /** Of its newest instance that wants offers, among all that ever did; head only. */
  offersVersion = 0
  readonly #flags: Flags
  readonly #roles: readonly string[]
  readonly #selector: Selector
  #matcher: AppMatcher

  /** `roles` are those that its Marathon is offered resources in. */
  constructor(
    job: JobId,
    generation: number,
    definition: AppDefinition,
    soundness: Soundness,
    flags: Flags,
    roles: Iterable<string>,
  ) {
    this.job = job
    this.generation = generation
    this.definition = definition
    this.#flags = flags
    this.#roles = [...roles]
    this.#selector = ofRoles(definition.acceptedResourceRoles ?? this.#roles)
    this.configuration = new Configuration(definition, 0, soundness, flags.era)
    this.#matcher = new AppMatcher(definition, flags)
  }

  get id(): string {
    return this.definition.id
  }

  /** Grows with every change. */
  get version(): number {
    return this.configuration.version
  }

  get backoff(): Backoff {
    return this.configuration.backoff
  }

  /** How many instances of the configuration before are to be launched. */
  get queuedBefore(): number {
    return this.former === null ? 0 : this.former.queued
  }

  /** Whether the offer has all that one more instance of the configuration needs. */
  match({ spread }: Configuration, offer: Offer, now: Time, random: Random): OfferMatch {
    return this.#matcher.match({ offer, selector: this.#selector, spread, returns: false, now }, random)
  }

  get isResident(): boolean {
    return isResident(this.definition)
  }

  /** Reservations without an instance. */
  get #free(): Reservation[] {
    return [...this.reservations.values()].filter(({ isTaken }) => !isTaken)
  }

  /** Does the offer bring something back that was reserved? */
  hasPlaceIn(offer: Offer): boolean {
    return this.#free.some(reservation => reservation.isIn(offer))
  }

  /**
   * The reservations to which instances come back. To the older era that is any without an instance. At head an instance that ended by
   * itself comes back to its own, and of those that were left the oldest are taken up again, for as many as are to be launched
   * (Frame.scala); the others stay as they are.
   */
  placesFor(toLaunch: number): Reservation[] {
    const free = this.#free
    if (this.#flags.era !== 'head' || free.length <= toLaunch) return free
    return [...free.filter(({ isLeft }) => !isLeft), ...free.filter(({ isLeft }) => isLeft)].slice(
      0,
      toLaunch,
    )
  }

  /** Whether the offer has what was reserved. */
  matchReserved(
    reservation: Reservation,
    { spread }: Configuration,
    toLaunch: number,
    offer: Offer,
    now: Time,
    random: Random,
  ): OfferMatch {
    const selector = reservedWith(this.#roles, labelsOf(reservation.id))
    return this.#matchBeside(toLaunch, { offer, selector, spread, returns: true, now }, random)
  }

  /** Whether the offer has what could be reserved for one more instance. */
  matchReservable(
    { spread }: Configuration,
    toLaunch: number,
    offer: Offer,
    now: Time,
    random: Random,
  ): OfferMatch {
    return this.#matchBeside(toLaunch, { offer, selector: reservable(), spread, returns: false, now }, random)
  }

  /**
   * Constraints count no place on which an instance is only to be launched: to head it is scheduled (TaskLauncherActor.scala), and the
   * older era looks at what is launched alone (ResourceMatcher.scala). What was left when the app was scaled down is neither, so that
   * head counts it.
   */
  #matchBeside(toLaunch: number, question: MatchQuestion, random: Random): OfferMatch {
    if (this.#flags.era !== 'head') return this.#matcher.match(question, random)
    const wanted = new Set(this.placesFor(toLaunch))
    const left = this.#free.filter(each => !wanted.has(each) && this.configuration.counts(each))
    for (const { agent } of left) question.spread.add(agent)
    const match = this.#matcher.match(question, random)
    for (const { agent } of left) question.spread.remove(agent)
    return match
  }

  reserve(reservation: Reservation): void {
    this.reservations.set(reservation.id, reservation)
  }

  /** It was not made. */
  unreserve(reservation: Reservation): void {
    this.reservations.delete(reservation.id)
  }

  /** How many instances are as they should be, and how many are to be killed. */
  healthy = 0
  leaving = 0
  /** Tasks of its job behind partitions that are no instances any more, or for which others stand in. */
  beyond = 0

  add(instance: AppInstance): void {
    const { reservation, version } = instance
    this.instances.set(instance.id, instance)
    this.#count(instance)
    if (reservation === null) return
    reservation.version = version
    reservation.isTaken = true
    reservation.isLeft = false
  }

  /**
   * The agent of the instance is away. Head counts it for no constraint (Condition.isLost) until it is inactive; then it does again, for
   * as long as it is in the books.
   */
  passesOver(instance: AppInstance): void {
    if (this.#flags.era !== 'head') return
    instance.isPassedOver = true
    this.#discount(instance)
  }

  countsAgain(instance: AppInstance): void {
    if (instance.isPassedOver) this.#count(instance)
    instance.isPassedOver = false
  }

  /** The instance runs and, where it has health checks, has passed them. */
  becomesHealthy(instance: AppInstance): void {
    if (instance.isHealthy || instance.isSentenced) return
    instance.isHealthy = true
    this.healthy++
  }

  /** The instance is to be killed. */
  sentence(instance: AppInstance): void {
    if (instance.isSentenced) return
    this.#isNotHealthy(instance)
    instance.isSentenced = true
    this.leaving++
  }

  /** The instance is over, but still in the books. */
  ended(instance: AppInstance): void {
    const { reservation, isSentenced } = instance
    this.#isNotHealthy(instance)
    if (isSentenced) this.leaving--
    if (reservation !== null) reservation.isLeft = isSentenced
    instance.isSentenced = false
  }

  /** The instance, which is over, leaves the books. */
  remove(instance: AppInstance): void {
    const { reservation } = instance
    this.instances.delete(instance.id)
    this.countsAgain(instance)
    this.#discount(instance)
    if (reservation !== null) reservation.isTaken = false
  }

  #isNotHealthy(instance: AppInstance): void {
    if (instance.isHealthy) this.healthy--
    instance.isHealthy = false
  }

  /** So many instances from now on, in the configuration that it has. */
  scaleTo(instances: number): void {
    this.configuration.version++
    this.definition = { ...this.definition, instances }
    this.#matcher = new AppMatcher(this.definition, this.#flags)
  }

  /**
   * Another configuration: constraints count none of the instances that are there, and the back-off begins anew. Of the one before so
   * many instances stay in the launch queue.
   */
  reconfigure(failing: number, queued: number): void {
    const before = this.configuration
    const soundness = { ...before.soundness, failing }
    before.queued = queued
    this.former = before
    this.configuration = new Configuration(this.definition, before.version + 1, soundness, this.#flags.era)
  }

  /** In which the instance was launched; an older one than the last but one is as good as that. */
  configurationOf({ version }: AppInstance): Configuration {
    return this.former !== null && version < this.configuration.since ? this.former : this.configuration
  }

  /** The instances that count for its number, those that are on their way included. */
  get active(): AppInstance[] {
    return [...this.instances.values()].filter(instance => counts(instance) && !instance.isSentenced)
  }

  /** Those that are to be killed and are there still. */
  get leavers(): AppInstance[] {
    return [...this.instances.values()].filter(({ isSentenced }) => isSentenced)
  }

  #count(instance: AppInstance): void {
    this.configuration.add(instance)
    this.former?.add(instance)
  }

  #discount(instance: AppInstance): void {
    this.configuration.remove(instance)
    this.former?.remove(instance)
  }
}
