/**
 * The sorters of one allocator: one that ranks roles, and in every role one that ranks its frameworks.
 *
 * A role is there as long as it has a framework, and a framework in a role as long as it subscribes to it or holds
 * something in it.
 */
import { Held } from './held.ts'
import { type Holder, holderOf } from './holder.ts'
import { type Lent, Loans } from './loans.ts'
import type { Quantities } from './quantities.ts'
import type { Refusals } from './refusals.ts'
import { ANYBODY } from './refusers.ts'
import type { RegisteredFramework } from './registered-framework.ts'
import type { Resources } from './resources.ts'
import type { Role, Seat } from './seat.ts'
import type { Sorter, SorterClient } from './sorter.ts'
import type { Wanting } from './wanting.ts'
import { Whole } from './whole.ts'

/** Makes sorters; those of one whole have it together. */
export type NewSorter = <T>(whole: Whole) => Sorter<T>

export interface NewSorters {
  readonly roles: NewSorter
  /** Of the frameworks of one role. */
  readonly frameworks: NewSorter
}

/** Until the sorter has added the client. */
const NOBODY: SorterClient = { path: '', held: new Held() }

export class Ranks {
  readonly roles: Sorter<Role>
  /** All agents' resources. */
  readonly whole = new Whole()
  readonly #newSorter: NewSorter
  /** Is there an order that is not of chance? */
  readonly areComparable: boolean
  /** Is a framework's share a part of what its role holds (1.0), and not of the cluster (head)? */
  readonly areOfRole: boolean
  readonly #byRole = new Map<string, Role>()
  /** By number of the holder. */
  readonly #seats: (Seat | undefined)[] = []
  /** Seats by number; one that is gone leaves its number to the next. */
  readonly numbered: Seat[] = []
  readonly #free: number[] = []
  #numbers = 0
  /** Loans to seats of one role that do not count for the role yet. */
  readonly #lent = new Loans<Role>()

  constructor({ roles, frameworks }: NewSorters, sharesAreOf: 'cluster' | 'role') {
    this.#newSorter = frameworks
    this.areOfRole = sharesAreOf === 'role'
    this.roles = roles(this.whole)
    this.areComparable = [this.roles, frameworks(this.whole)].every(each => each.comesBefore !== undefined)
  }

  /** The ranks of the frameworks of a role; undefined for a role without frameworks. */
  in(role: string): Sorter<Seat> | undefined {
    return this.#byRole.get(role)?.seats
  }

  /** The framework in the role; undefined where it has no place there. */
  seat({ number }: Holder): Seat | undefined {
    return this.#seats[number]
  }

  /** Of two seats that get offers; where they are comparable. */
  comesBefore(a: Seat, b: Seat): boolean {
    if (a.role !== b.role) {
      this.settle()
      return this.roles.comesBefore!(a.role.client, b.role.client)
    }
    return a.role.seats.comesBefore!(a.client, b.client)
  }

  seatsIn(role: string): Iterable<Seat> {
    return this.#byRole.get(role)?.members ?? []
  }

  /** Puts all that get offers into the set. */
  wantingInto(set: Wanting<Seat>): void {
    set.clear()
    for (const { members } of this.#byRole.values())
      for (const seat of members)
        if (seat.active && !seat.framework.suppressed.has(seat.role.name)) set.add(seat)
  }

  /** Roles that have frameworks. */
  get all(): Iterable<Role> {
    return this.#byRole.values()
  }

  /** The framework may now be ranked in the role; harmless when it is there already. */
  join(framework: RegisteredFramework, name: string, refusals: Refusals): Seat {
    const holder = holderOf(framework.id, name)
    const before = this.#seats[holder.number]
    if (before !== undefined) return before
    const role = this.#byRole.get(name) ?? this.#newRole(name)
    const seat: Seat = {
      holder,
      framework,
      role,
      refusals,
      refuser: refusals.number,
      client: NOBODY,
      number: this.#free.pop() ?? this.#numbers++,
      // Of 1.0 a client is active when it is added.
      active: this.areOfRole,
      loans: 0,
    }
    role.seats.add(framework.id, seat)
    seat.client = role.seats.client(framework.id)
    this.#seats[holder.number] = seat
    role.members.add(seat)
    role.refuser = refuserOf(role)
    this.numbered[seat.number] = seat
    return seat
  }

  /** Whether the framework is ranked among those that get offers. */
  setActive(seat: Seat, active: boolean): void {
    const { framework, role } = seat
    seat.active = active
    if (active) role.seats.activate(framework.id)
    else role.seats.deactivate(framework.id)
  }

  leave(seat: Seat): void {
    const { holder, framework, role } = seat
    role.seats.remove(framework.id)
    seat.active = false
    this.#free.push(seat.number)
    this.#seats[holder.number] = undefined
    role.members.delete(seat)
    role.refuser = refuserOf(role)
    if (role.members.size > 0) return
    this.#byRole.delete(role.name)
    this.roles.remove(role.name)
  }

  /** The framework was given resources. */
  hold({ role, client }: Seat, agent: number, resources: Resources): void {
    if (this.areOfRole) role.seats.whole.addAgent(agent, resources)
    this.roles.allocated(role.client, agent, resources)
    role.seats.allocated(client, agent, resources)
  }

  giveBack({ role, client }: Seat, agent: number, resources: Resources): void {
    this.roles.unallocated(role.client, agent, resources)
    const taken = role.seats.unallocated(client, agent, resources)
    if (this.areOfRole) role.seats.whole.removeAgent(agent, taken)
  }

  /** All that is left of so many agents is lent. It counts for the seat, and from `settle` on for its role. */
  lend(seat: Seat, lent: Lent): void {
    const { role, client } = seat
    const { count, cpus, mem, others } = lent
    seat.loans += count
    if (this.areOfRole) role.seats.whole.lend(cpus, mem, others)
    role.seats.lend(client, count, cpus, mem, others)
    if (role !== this.#lent.to) {
      this.settle()
      this.#lent.to = role
    }
    this.#lent.addAll(lent)
  }

  /** What was lent counts for roles. */
  settle(): void {
    const loans = this.#lent
    if (loans.to === null) return
    const { client } = loans.to
    const { count, cpus, mem, others } = loans
    loans.clear()
    this.roles.lend(client, count, cpus, mem, others)
  }

  /** So many loans are over; of each all came back. */
  takeBack(seat: Seat, loans: number, quantities: Quantities): void {
    const { role, client } = seat
    seat.loans -= loans
    this.roles.takeBack(role.client, quantities)
    role.seats.takeBack(client, quantities)
    if (this.areOfRole) role.seats.whole.takeBack(quantities)
  }

  /** A loan is over, of which a part stays on its agent. */
  keep(seat: Seat, agent: number, kept: Resources, { quantities: rest }: Resources): void {
    const { role, client } = seat
    seat.loans--
    role.client.held.note(agent, kept)
    client.held.note(agent, kept)
    this.roles.takeBack(role.client, rest)
    role.seats.takeBack(client, rest)
    if (this.areOfRole) role.seats.whole.takeBack(rest)
  }

  /** What the framework holds became other resources; nobody was given anything. */
  convert({ role, client }: Seat, agent: number, before: Resources, after: Resources): void {
    this.roles.update(role.client, agent, before, after)
    role.seats.update(client, agent, before, after)
    if (!this.areOfRole) return
    role.seats.whole.removeAgent(agent, before)
    role.seats.whole.addAgent(agent, after)
  }

  holdsNothing({ client, loans }: Seat): boolean {
    return loans === 0 && client.held.agents === 0
  }

  /** Its seats in all roles. */
  seatsOf(framework: string): Seat[] {
    return [...this.#byRole.keys()].flatMap(role => this.seat(holderOf(framework, role)) ?? [])
  }

  #newRole(name: string): Role {
    const seats = this.#newSorter<Seat>(this.areOfRole ? new Whole() : this.whole)
    const role: Role = { name, seats, members: new Set(), refuser: ANYBODY, client: NOBODY }
    this.#byRole.set(name, role)
    this.roles.add(name, role)
    role.client = this.roles.client(name)
    this.roles.activate(name)
    return role
  }
}

function refuserOf({ members }: Role): number {
  const [only] = members
  return only === undefined || members.size > 1 ? ANYBODY : only.refuser
}
