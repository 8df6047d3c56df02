/**
 * Which resources of an offer may be used at all: by role, reservation and volume (Marathon 90619da, ResourceMatcher.scala).
 */
import type { Labels, Resource } from './offer.ts'

export interface Selector {
  readonly roles: ReadonlySet<string>
  /** Nothing is reserved yet: the volumes of the app are looked for among free disks. */
  readonly reserves: boolean
  accepts(resource: Resource): boolean
}

/** The keys of the labels with which Marathon marks what it reserved for an instance. */
export const RESERVATION_KEYS = ['marathon_framework_id', 'marathon_task_id'] as const

/** Anything of these roles that is not reserved for an instance of Marathon. */
export function ofRoles(roles: Iterable<string>): Selector {
  return selector(roles, false, labels => !isMarathons(labels))
}

/** What may become a reservation: resources of nobody. */
export function reservable(): Selector {
  return selector(['*'], true, labels => !isMarathons(labels))
}

/** What was reserved with at least these labels: an instance comes back to its own. */
export function reservedWith(roles: Iterable<string>, wanted: Labels): Selector {
  const pairs = Object.entries(wanted)
  return selector(roles, false, labels => pairs.every(([key, value]) => labels[key] === value))
}

function selector(
  roles: Iterable<string>,
  reserves: boolean,
  allowsLabels: (labels: Labels) => boolean,
): Selector {
  const accepted = new Set(roles)
  return {
    roles: accepted,
    reserves,
    accepts(resource) {
      if (resource.name === 'disk' && resource.volume !== undefined) return false
      return accepted.has(resource.role) && allowsLabels(resource.labels)
    },
  }
}

function isMarathons(labels: Labels): boolean {
  return RESERVATION_KEYS.some(key => key in labels)
}
