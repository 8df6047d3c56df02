/**
 * What a user's policy is shown: the cluster and its tables, to be read.
 *
 * Built-in policies get the tables themselves. A user's policy gets stand-ins whose properties are read from the table at
 * every use, and whose other methods and fields are a sentence. Typed arrays cannot be frozen: that a policy writes into a column
 * is found by its types (`switchyard check`), and in a run only under `--check`, at the price of slower reading.
 */

import type { Streams } from '../../sim/chance/random.ts'
import {
  type PolicyClaims,
  type Readable,
  type ReadableView,
  type ReadableWorld,
  readable,
} from '../../sim/world/readable.ts'
import { readOnlyColumn } from './read-only-column.ts'

type Kind = keyof typeof readable

/** Where a stand-in keeps what it stands for. */
const BEHIND = Symbol('behind')

interface StandIn {
  readonly [BEHIND]: Record<string, unknown>
}

/** Fields that hold a table of their own, which is called as they are. */
const tables: Partial<Record<Kind, readonly string[]>> = {
  world: ['machines', 'jobs', 'tasks', 'pipelines', 'frameworks'],
  jobs: ['rows'],
  tasks: ['rows'],
  machines: ['attributes'],
  view: ['machines'],
}

export interface ShownOptions {
  /** A write into a column is a mistake too; reading is slower. */
  readonly check?: boolean
  /** Chance of the scheduler that the policy decides for; absent: that of the run. */
  readonly streams?: Pick<Streams, 'stream'>
}

export class Shown {
  readonly #check: boolean
  readonly #streams: Pick<Streams, 'stream'> | undefined
  /** By kind, what its stand-ins have in common; made when the first of them is. */
  readonly #prototypes = new Map<Kind, object>()
  readonly #standIns = new WeakMap<object, object>()
  #known: ReadableWorld | null = null
  #world: ReadableWorld | null = null
  #lastView: ReadableView | null = null
  #shownView: ReadableView | null = null

  constructor({ check = false, streams }: ShownOptions) {
    this.#check = check
    this.#streams = streams
  }

  /** The cluster, to be read. */
  world(world: ReadableWorld): ReadableWorld {
    if (this.#known === world) return this.#world!
    this.#world = this.#standIn(world, 'world')
    this.#known = world
    return this.#world
  }

  /** A view, to be read; what a placement claims is taken out of it by `claims.add`. */
  view(view: ReadableView): ReadableView {
    // Asked for every score, and nearly always of the same view.
    if (view === this.#lastView) return this.#shownView!
    this.#shownView = (this.#standIns.get(view) as ReadableView | undefined) ?? this.#standIn(view, 'view')
    this.#lastView = view
    return this.#shownView
  }

  /** Claims, to be read, added to and undone. */
  claims(claims: PolicyClaims): PolicyClaims {
    return (this.#standIns.get(claims) as PolicyClaims | undefined) ?? this.#standIn(claims, 'claims')
  }

  #standIn<T extends object>(table: T, kind: Kind): T {
    // Fakes of tests, and a policy that is handed nothing, are shown as they are.
    if (table === undefined || table === null) return table
    const standIn = Object.freeze(
      Object.create(this.#prototype(kind, table), { [BEHIND]: { value: table } }) as T,
    )
    this.#standIns.set(table, standIn)
    return standIn
  }

  #prototype(kind: Kind, example: object): object {
    const known = this.#prototypes.get(kind)
    if (known !== undefined) return known
    const { fields, methods }: Readable<never> = readable[kind]
    const prototype: object = {}
    for (const name of allNames(example)) define(prototype, name, { get: refuse(kind, name) })
    for (const name of methods) define(prototype, name, { value: passOn(name) })
    for (const name of fields)
      define(prototype, name, { get: this.#getter(kind, name), set: refuse(kind, name) })
    this.#prototypes.set(kind, prototype)
    return prototype
  }

  #getter(kind: Kind, name: string): (this: StandIn) => unknown {
    if (tables[kind]?.includes(name) === true) return this.#tableGetter(name as Kind)
    const streams = this.#streams
    if (name === 'streams' && streams !== undefined) return () => streams
    if (!this.#check || name === 'streams') {
      return function () {
        return this[BEHIND][name]
      }
    }
    return function () {
      const value = this[BEHIND][name]
      return typeof value === 'object' && value !== null ? readOnlyColumn(value, name) : value
    }
  }

  #tableGetter(name: Kind): (this: StandIn) => unknown {
    const standIns = this.#standIns
    const make = (table: object) => this.#standIn(table, name)
    return function () {
      const table = this[BEHIND][name] as object
      return standIns.get(table) ?? make(table)
    }
  }
}

/** A method that reads, called on what the stand-in stands for; so are the tables among its arguments. */
function passOn(name: string) {
  return function (this: StandIn, a: unknown, b: unknown, c: unknown, d: unknown): unknown {
    const table = this[BEHIND] as Record<string, (...args: unknown[]) => unknown>
    const answer = table[name]!(behind(a), behind(b), c, behind(d))
    return typeof answer === 'object' && answer !== null ? readOnlyColumn(answer, name) : answer
  }
}

function behind(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? ((value as StandIn)[BEHIND] ?? value) : value
}

function define(object: object, name: string, property: PropertyDescriptor): void {
  Object.defineProperty(object, name, { configurable: true, enumerable: true, ...property })
}

/** Names of all that a table has, private parts too. */
function allNames(table: object): Set<string> {
  const names = new Set<string>()
  for (let each: object = table; each !== Object.prototype; each = Object.getPrototypeOf(each) as object) {
    for (const name of Object.getOwnPropertyNames(each)) names.add(name)
  }
  names.delete('constructor')
  return names
}

function refuse(kind: Kind, name: string): () => never {
  return () => {
    throw new Error(
      `${kind}.${name} is not for policies: it changes the cluster, or lets see more than a policy may know; docs/reference/readable.md lists what can be read`,
    )
  }
}
