/**
 * Who comes before whom among those who want offers, while one allocation gives agents out: by share, count of allocations and path,
 * in columns by the numbers of their refusals.
 *
 * What they are lent is added up here, and is told to the ranks when somebody else is about to ask them. So no rank is made anew with
 * every offer, and two are compared by a few numbers that stand together.
 */
import { Loans } from './loans.ts'
import { Quantities, units } from './quantities.ts'
import type { Ranks } from './ranks.ts'
import { nameNumber, nameOf } from './resource-name.ts'
import type { Resources } from './resources.ts'
import type { Role, Seat } from './seat.ts'
import type { Wanting } from './wanting.ts'

/** The family of one of whom more than his own share is compared. */
const NONE = -1

const CPUS = nameNumber('cpus')
const MEM = nameNumber('mem')

export class Standing {
  /** Hears what was lent to one as soon as it counts for his rank. */
  readonly #counted: (lent: Loans<Seat>) => void
  #ranks!: Ranks
  #wanting!: Wanting<Seat>
  /** Numbers of the names of what there is: cores and megabytes, and what there is besides. */
  #names: number[] = [CPUS, MEM]
  /** So many names were known when they were looked at last; there are never less. */
  #known = 0
  #room = 0
  /** The state in which each was written down, and the one that counts. */
  #writtenIn!: Int32Array
  #state = 0
  /** Those of one role are a family: their shares are parts of one whole. */
  #family!: Int32Array
  readonly #families = new Map<Role, number>()
  /** By family and name, in thousandths and in units; not a number where the resource is excluded from shares. */
  #wholes!: Float64Array
  #wholeUnits!: Float64Array
  /** Is nobody written down who is not of the first family? */
  #areOneFamily = true
  /** Does a whole become more with every loan, and is it asked for? */
  #areGrowing = false
  /** What each holds by name, in thousandths and in units, how often something was given to him, and what his share is divided by. */
  #held!: Float64Array
  #heldUnits!: Float64Array
  #counts!: Float64Array
  #weights!: Float64Array
  /** His share as it is now; not a number where it is to be calculated, as always where the whole grows. */
  #shares!: Float64Array
  /** Loans that do not count for the ranks yet: those who have some, how many, and of how much. */
  #borrowers!: Int32Array
  #borrowerCount = 0
  #loans!: Int32Array
  #lent!: Float64Array
  readonly #sum = new Loans<Seat>()

  constructor(counted: (lent: Loans<Seat>) => void) {
    this.#counted = counted
    this.#makeRoom(16)
  }

  /** An allocation begins to give agents to these; if `areCompared` is false nobody will ask who comes before whom. */
  begin(ranks: Ranks, wanting: Wanting<Seat>, areCompared = true): void {
    this.#ranks = ranks
    this.#wanting = wanting
    this.#areGrowing = areCompared && ranks.areOfRole
    const { names } = ranks.whole.quantities
    const room = 32 * wanting.length
    if (room > this.#room || names.length !== this.#known) {
      this.#known = names.length
      this.#names = [CPUS, MEM, ...names.filter(name => name !== CPUS && name !== MEM)]
      this.#makeRoom(Math.max(room, this.#room))
    }
    this.forget()
  }

  #makeRoom(room: number): void {
    const width = this.#names.length
    this.#room = room
    this.#writtenIn = new Int32Array(room)
    this.#family = new Int32Array(room)
    this.#wholes = new Float64Array(width * room)
    this.#wholeUnits = new Float64Array(width * room)
    this.#held = new Float64Array(width * room)
    this.#heldUnits = new Float64Array(width * room)
    this.#counts = new Float64Array(room)
    this.#weights = new Float64Array(room)
    this.#shares = new Float64Array(room)
    this.#borrowers = new Int32Array(room)
    this.#loans = new Int32Array(room)
    this.#lent = new Float64Array(width * room)
  }

  /** The ranks were changed by somebody else, while all loans counted. */
  forget(): void {
    this.#state++
    this.#families.clear()
    this.#areOneFamily = true
    this.#shares.fill(Number.NaN)
  }

  /** All that is left of an agent is lent to him. */
  lend(number: number, free: Resources): void {
    if (this.#loans[number]!++ === 0) this.#borrowers[this.#borrowerCount++] = number
    this.#shares[number] = Number.NaN
    const width = this.#names.length
    const at = number * width
    const lent = this.#lent
    // The whole of a family is written down with the first of them, before he is lent anything.
    if (this.#areGrowing) {
      this.#write(number)
      this.#add(this.#wholes, this.#wholeUnits, this.#family[number]! * width, free)
    }
    if (this.#writtenIn[number] === this.#state) this.#add(this.#held, this.#heldUnits, at, free)
    lent[at]! += free.cpus
    lent[at + 1]! += free.mem
    if (!free.isPair) this.#addOthers(lent, at, free)
  }

  #add(amounts: Float64Array, inUnits: Float64Array, at: number, free: Resources): void {
    const cpus = amounts[at]! + free.cpus
    const mem = amounts[at + 1]! + free.mem
    amounts[at] = cpus
    amounts[at + 1] = mem
    inUnits[at] = units(cpus)
    inUnits[at + 1] = units(mem)
    if (free.isPair) return
    this.#addOthers(amounts, at, free)
    for (let i = 2; i < this.#names.length; i++) inUnits[at + i] = units(amounts[at + i]!)
  }

  #addOthers(amounts: Float64Array, at: number, { quantities }: Resources): void {
    for (let i = 2; i < this.#names.length; i++) amounts[at + i]! += quantities.of(this.#names[i]!)
  }

  isBefore(a: number, b: number): boolean {
    let share = this.#shares[a]!
    let other = this.#shares[b]!
    if (Number.isNaN(share)) share = this.#calculate(a)
    if (Number.isNaN(other)) other = this.#calculate(b)
    if (!this.#areOneFamily && this.#areOfSeveral(a, b)) return this.#isRankedBefore(a, b)
    return share === other ? this.#comesFirst(a, b) : share < other
  }

  #areOfSeveral(a: number, b: number): boolean {
    return this.#family[a] === NONE || this.#family[a] !== this.#family[b]
  }

  /** As the sorters do: see `Quantities.largestPartOf`. */
  #calculate(number: number): number {
    this.#write(number)
    const width = this.#names.length
    const held = this.#heldUnits
    const wholes = this.#wholeUnits
    const from = number * width
    let of = this.#family[number]! * width
    let largest = 0
    for (let at = from; at < from + width; at++, of++) {
      const part = held[at]! / wholes[of]!
      if (part > largest && wholes[of]! > 0) largest = part
    }
    const share = largest / this.#weights[number]!
    if (!this.#areGrowing) this.#shares[number] = share
    return share
  }

  /** Of two that have the same share. */
  #comesFirst(a: number, b: number): boolean {
    const count = this.#counts[a]! + this.#loans[a]!
    const other = this.#counts[b]! + this.#loans[b]!
    if (count !== other) return count < other
    return this.#wanting.seatOf(a)!.client.path < this.#wanting.seatOf(b)!.client.path
  }

  #isRankedBefore(a: number, b: number): boolean {
    this.settle()
    return this.#ranks.comesBefore(this.#wanting.seatOf(a)!, this.#wanting.seatOf(b)!)
  }

  #write(number: number): void {
    if (this.#writtenIn[number] !== this.#state) this.#writeDown(number, this.#wanting.seatOf(number)!)
  }

  #writeDown(number: number, { role, client }: Seat): void {
    const { quantities, count } = client.held
    const names = this.#names
    const weight = role.seats.weightOf(client)
    const family = weight === null ? NONE : this.#familyOf(role)
    if (family !== 0) this.#areOneFamily = false
    this.#writtenIn[number] = this.#state
    this.#family[number] = family
    this.#weights[number] = weight ?? 1
    this.#counts[number] = count
    const at = number * names.length
    for (let i = 0; i < names.length; i++) {
      this.#held[at + i] = quantities.of(names[i]!) + this.#lent[at + i]!
      this.#heldUnits[at + i] = units(this.#held[at + i]!)
    }
  }

  #familyOf(role: Role): number {
    const known = this.#families.get(role)
    if (known !== undefined) return known
    const family = this.#families.size
    this.#families.set(role, family)
    const { whole, excluded } = role.seats
    const names = this.#names
    const at = family * names.length
    for (let i = 0; i < names.length; i++) {
      const amount = excluded.has(nameOf(names[i]!)) ? Number.NaN : whole.quantities.of(names[i]!)
      this.#wholes[at + i] = amount
      this.#wholeUnits[at + i] = units(amount)
    }
    return family
  }

  /** What was lent counts from now on. */
  settle(): void {
    for (let i = 0; i < this.#borrowerCount; i++) this.#count(this.#borrowers[i]!)
    this.#borrowerCount = 0
  }

  #count(number: number): void {
    const names = this.#names
    const lent = this.#lent
    const sum = this.#sum
    const at = number * names.length
    sum.to = this.#wanting.seatOf(number)!
    sum.count = this.#loans[number]!
    if (names.length === 2) {
      sum.cpus = lent[at]!
      sum.mem = lent[at + 1]!
    } else sum.others = this.#quantitiesAt(at)
    this.#counted(sum)
    sum.clear()
    // Whoever is written down is so as he stands now.
    this.#counts[number]! += this.#loans[number]!
    this.#loans[number] = 0
    lent.fill(0, at, at + names.length)
  }

  #quantitiesAt(at: number): Quantities {
    const quantities = new Quantities()
    for (const [i, name] of this.#names.entries())
      if (this.#lent[at + i]! > 0) quantities.addOf(name, this.#lent[at + i]!)
    return quantities
  }
}
