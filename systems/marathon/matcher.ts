/**
 * Whether an offer has all that one more instance of an app needs, and what of it the instance takes (Marathon,
 * ResourceMatcher.scala, v1.3.6 and 90619da).
 */
import type { Random } from '../../sim/chance/random.ts'
import type { Time } from '../../sim/engine/time.ts'
import type { App } from './app.ts'
import { isUsable } from './availability.ts'
import { type ConstraintCheck, checkOf } from './constraints.ts'
import { type DiskUse, matchDisks, type WantedDisk, wantedDisks } from './disks.ts'
import type { Flags } from './flags.ts'
import type { Offer, PortRange, Resource, ScalarResource } from './offer.ts'
import { type HostPorts, matchPorts, portResources } from './ports.ts'
import type { Selector } from './selector.ts'
import type { Spread } from './spread.ts'

/** Why an offer was not used, in the order in which Marathon finds it. */
export type Reason =
  | 'DeclinedScarceResources'
  | 'InsufficientCpus'
  | 'InsufficientMemory'
  | 'InsufficientGpus'
  | 'InsufficientDisk'
  | 'UnfulfilledRole'
  | 'UnfulfilledConstraint'
  | 'AgentMaintenance'
  | 'InsufficientPorts'

export type OfferMatch =
  | {
      readonly matches: true
      readonly ports: HostPorts
      readonly disks: readonly DiskUse[]
      /** Parts of the offer's resources: what the instance takes. */
      readonly taken: readonly Resource[]
    }
  | { readonly matches: false; readonly reasons: readonly Reason[] }

export interface MatchQuestion {
  readonly offer: Offer
  readonly selector: Selector
  /** Where the counted instances of the app are. */
  readonly spread: Spread
  /** An instance comes back to the volume that it left on this agent. */
  readonly returns: boolean
  readonly now: Time
}

/** Where this Marathon runs: its region is the master's, and null where the master names none. */
export interface Home {
  readonly region: string | null
}

/** The label with which an app overrides `--gpu_scheduling_behavior`. */
const GPU_LABEL = 'GPU_SCHEDULING_BEHAVIOR'

/** One app, ready to be asked about many offers. */
export class AppMatcher {
  readonly app: App
  readonly #flags: Flags
  readonly #home: Home | undefined
  readonly #checks: readonly ConstraintCheck[]
  readonly #volumes: readonly WantedDisk[]
  readonly #namesDomain: boolean
  readonly #avoidsGpus: boolean

  /**
   * @param home absent: nobody asks where an offer comes from. Head only
   * @throws SwitchyardError if a constraint of the app cannot be used.
   */
  constructor(app: App, flags: Flags, home?: Home) {
    this.app = app
    this.#flags = flags
    this.#home = home
    this.#checks = app.constraints.map(constraint => checkOf(constraint, flags.era, app.id))
    this.#volumes = wantedDisks(app.volumes, app.id)
    this.#namesDomain = app.constraints.some(({ field }) => field === '@region' || field === '@zone')
    const said = app.labels[GPU_LABEL]
    // A label that is neither is no label.
    const behavior = said === 'restricted' || said === 'unrestricted' ? said : flags.gpuSchedulingBehavior
    this.#avoidsGpus = flags.era === 'head' && behavior === 'restricted' && app.needs.gpus === 0
  }

  /** Constraints are looked at even when resources are short; ports only when all else fits. */
  match(question: MatchQuestion, random: Random): OfferMatch {
    const { offer, selector } = question
    const accepted = offer.resources.filter(resource => selector.accepts(resource))
    const reasons: Reason[] = []
    const { needs } = this.app
    const scalars: Resource[] = []
    if (!take('cpus', needs.cpus, accepted, scalars)) reasons.push('InsufficientCpus')
    if (!take('mem', needs.mem, accepted, scalars)) reasons.push('InsufficientMemory')
    if (!take('gpus', needs.gpus, accepted, scalars)) reasons.push('InsufficientGpus')
    const disks = matchDisks(needs.disk, selector.reserves ? this.#volumes : [], scalarsOf('disk', accepted))
    if (disks === null) reasons.push('InsufficientDisk')
    if (accepted.length === 0) reasons.push('UnfulfilledRole')
    if (!this.#allowsPlace(question)) reasons.push('UnfulfilledConstraint')
    // Said once more, as Marathon says it.
    if (!this.#isAvailable(question)) reasons.push('UnfulfilledConstraint', 'AgentMaintenance')
    if (this.#avoidsGpus && !question.returns && offers(offer.resources, 'gpus'))
      reasons.push('DeclinedScarceResources')
    if (disks === null || reasons.length > 0) return { matches: false, reasons }

    const ranges = accepted.filter((resource): resource is PortRange => resource.name === 'ports')
    const ports = matchPorts(this.app.ports, ranges, random)
    if (ports === null) return { matches: false, reasons: ['InsufficientPorts'] }
    const diskParts = disks.map(({ resource, milli }) => ({ ...resource, milli }))
    return { matches: true, ports, disks, taken: [...scalars, ...diskParts, ...portResources(ports)] }
  }

  #isAvailable({ offer, now }: MatchQuestion): boolean {
    return !this.#flags.maintenanceMode || isUsable(offer.unavailability, now, this.#flags.draining)
  }

  #allowsPlace({ offer, spread }: MatchQuestion): boolean {
    if (this.#isElsewhere(offer)) return false
    return this.#checks.every(check => check.allows(offer, spread, this.app.instances))
  }

  /** An offer of another region, or of any where the own is not known, is for apps alone that name a region or a zone. */
  #isElsewhere({ region }: Offer): boolean {
    if (this.#home === undefined || this.#flags.era !== 'head' || this.#namesDomain) return false
    return region !== undefined && region !== this.#home.region
  }
}

function offers(resources: readonly Resource[], name: 'gpus'): boolean {
  return scalarsOf(name, resources).some(({ milli }) => milli > 0)
}

function scalarsOf(name: ScalarResource['name'], resources: readonly Resource[]): ScalarResource[] {
  return resources.filter((resource): resource is ScalarResource => resource.name === name)
}

/** Adds parts of the resources that make up the amount, in their order; false, and nothing added, if they do not. */
function take(
  name: ScalarResource['name'],
  milli: number,
  resources: readonly Resource[],
  into: Resource[],
): boolean {
  const parts: Resource[] = []
  let missing = milli
  for (const resource of scalarsOf(name, resources)) {
    if (missing === 0) break
    const part = Math.min(missing, resource.milli)
    missing -= part
    if (part > 0) parts.push({ ...resource, milli: part })
  }
  if (missing > 0) return false
  into.push(...parts)
  return true
}
