/**
 * What a broker takes of an offer: first of the one role that the offer may have, then of what is anybody's (Broker.scala,
 * `getReservation`, ffbf1625).
 */
import { SwitchyardError } from '../../sim/errors.ts'

/** First and last port. */
export type PortRange = readonly [from: number, to: number]

/** Amounts in whole thousandths of a core and a MiB. */
export type OfferedResource = {
  /** `*` is anybody's. */
  readonly role: string
  /** Of a dynamic reservation; null for a static one. */
  readonly principal: string | null
} & (
  | { readonly name: 'cpus' | 'mem'; readonly milli: number }
  | { readonly name: 'ports'; readonly ranges: readonly PortRange[] }
  | { readonly name: 'disk'; readonly milli: number; readonly volume: string | null }
)

export interface Offer {
  readonly hostname: string
  /** Text attributes. */
  readonly attributes: Readonly<Record<string, string>>
  readonly resources: readonly OfferedResource[]
}

export interface Wanted {
  readonly cpus: number
  readonly mem: number
  /** Any of these; null for any at all. */
  readonly port: PortRange | null
  /** The persistent volume that it lives on. */
  readonly volume: string | null
}

export interface Reservation {
  readonly role: string | null
  readonly shared: Amounts
  readonly ofRole: Amounts
  readonly volume: { readonly id: string; readonly principal: string | null; readonly milli: number } | null
}

interface Amounts {
  readonly cpus: number
  readonly mem: number
  readonly port: number | null
}

/** @throws SwitchyardError for an offer of two roles. */
export function reservationOf(offer: Offer, wanted: Wanted): Reservation {
  const shared = { cpus: 0, mem: 0, ports: [] as PortRange[] }
  const ofRole = { cpus: 0, mem: 0, ports: [] as PortRange[] }
  let role: string | null = null
  let volume: Reservation['volume'] = null
  for (const resource of offer.resources) {
    if (resource.role !== '*') {
      if (role !== null && role !== resource.role)
        throw new SwitchyardError(
          `The offer of ${offer.hostname} has resources of two roles, ${role} and ${resource.role}; a broker takes those of one.`,
        )
      role = resource.role
      if (resource.name === 'disk' && resource.volume !== null && resource.volume === wanted.volume)
        volume = { id: resource.volume, principal: resource.principal, milli: resource.milli }
    }
    // What somebody reserved while running belongs to whatever it was reserved for.
    if (resource.role !== '*' && resource.principal !== null) continue
    const own = resource.role === '*' ? shared : ofRole
    if (resource.name === 'ports') own.ports.push(...resource.ranges)
    else if (resource.name === 'cpus') own.cpus = resource.milli
    else if (resource.name === 'mem') own.mem = wholeMiB(resource.milli)
  }
  const [cpus, mem] = [Math.min(wanted.cpus, ofRole.cpus), Math.min(wanted.mem, ofRole.mem)]
  const port = suitablePort(ofRole.ports, wanted.port)
  return {
    role,
    ofRole: { cpus, mem, port },
    shared: {
      cpus: Math.min(wanted.cpus - cpus, shared.cpus),
      mem: Math.min(wanted.mem - mem, shared.mem),
      port: port === null ? suitablePort(shared.ports, wanted.port) : null,
    },
    volume,
  }
}

/** Of memory a broker counts whole MiB, of each resource that is offered. */
const wholeMiB = (milli: number) => Math.trunc(milli / 1000) * 1000

/** The lowest port that is offered and wanted; null when there is none. */
export function suitablePort(offered: readonly PortRange[], wanted: PortRange | null): number | null {
  const sorted = [...offered].sort((one, other) => one[0] - other[0])
  if (wanted === null) return sorted[0]?.[0] ?? null
  for (const [from, to] of sorted) {
    const start = Math.max(from, wanted[0])
    if (start <= Math.min(to, wanted[1])) return start
  }
  return null
}
