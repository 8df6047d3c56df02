/**
 * What two resources must have in common to be added up: everything but the amount.
 */

/** Nobody's reservation, and the role of frameworks that name none. */
export const ANY_ROLE = '*'

/** Disks that are given away whole or not at all (Resource.DiskInfo.Source in mesos.proto). */
const EXCLUSIVE_DISKS: readonly string[] = ['MOUNT', 'BLOCK']

/** Kinds are interned: the same kind is the same object. */
export interface Kind {
  /** Made of its text alone, whatever else was named before. */
  readonly hash: number
  readonly name: string
  /** The role that it is reserved for; ANY_ROLE: unreserved. */
  readonly role: string
  /** Reserved for a role below one that had reserved it (RESERVATION_REFINEMENT). */
  readonly refined: boolean
  /** May be taken back at any time (oversubscription). */
  readonly revocable: boolean
  /** MOUNT, PATH, BLOCK, RAW; empty: the agent's own disk, or no disk. */
  readonly disk: string
  /** What a framework wrote on a reservation of its own, so that it knows it again; empty: it is the role's. */
  readonly reservation: string
  /** Id of the persistent volume on a reserved disk; empty: there is none. */
  readonly volume: string
  /** Id of a persistent volume that several tasks may hold at once; empty: not shared. */
  readonly shared: string
  /** As it is written before the amount: `cpus(role){REV}`. */
  readonly text: string
  /** True for a disk of which no part can be taken. */
  readonly exclusive: boolean
  /** May anybody have it: is it neither reserved nor revocable nor a shared volume? */
  readonly open: boolean
}

export interface KindParts {
  readonly name: string
  readonly role?: string
  readonly refined?: boolean
  readonly revocable?: boolean
  readonly disk?: string
  readonly reservation?: string
  readonly volume?: string
  readonly shared?: string
}

/** Every kind that was ever named, by its text. It holds no state: the same text is the same kind in any run. */
const known = new Map<string, Kind>()

export function kindOf({
  name,
  role = ANY_ROLE,
  refined = false,
  revocable = false,
  disk = '',
  reservation = '',
  volume = '',
  shared = '',
}: KindParts): Kind {
  const flags = [
    ...(revocable ? ['REV'] : []),
    ...(refined ? ['REFINED'] : []),
    ...(reservation === '' ? [] : [`RESERVATION=${reservation}`]),
    ...(volume === '' ? [] : [`VOLUME=${volume}`]),
    ...(shared === '' ? [] : [`SHARED=${shared}`]),
  ]
  const text =
    name +
    (role === ANY_ROLE ? '' : `(${role})`) +
    (flags.length === 0 ? '' : `{${flags.join(',')}}`) +
    (disk === '' ? '' : `[${disk}]`)
  const before = known.get(text)
  if (before !== undefined) return before
  const kind: Kind = {
    hash: hashOf(text),
    name,
    role,
    refined,
    revocable,
    disk,
    reservation,
    volume,
    shared,
    text,
    exclusive: EXCLUSIVE_DISKS.includes(disk),
    open: role === ANY_ROLE && !refined && !revocable && shared === '',
  }
  known.set(text, kind)
  return kind
}

function hashOf(text: string): number {
  let hash = text.length
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return hash
}

export const isUnreserved = (kind: Kind): boolean => kind.role === ANY_ROLE

/** May the role be given it: unreserved, reserved for the role itself, or for a role above it. */
export function isAllocatableTo(kind: Kind, role: string): boolean {
  return kind.role === ANY_ROLE || kind.role === role || isBelow(role, kind.role)
}

/** True for `a/b` below `a`. */
export const isBelow = (role: string, above: string): boolean =>
  role.length > above.length && role.startsWith(above) && role[above.length] === '/'

/** The first step of a path of roles: `a` of `a/b/c`. */
export function topLevel(role: string): string {
  const slash = role.indexOf('/')
  return slash === -1 ? role : role.slice(0, slash)
}
