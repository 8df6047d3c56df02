/**
 * A map of the experiment file with many keys, of which an experiment writes a few: the type of a key is made when the key is
 * written. To make all of them takes longer than a short run.
 */
import * as z from 'zod'

export type Shape = Readonly<Record<string, z.ZodType>>

/** What is written at a place, once for each map that has it; undefined: anything may be. */
export type Written = readonly unknown[] | undefined

/** For each key what makes its type, given what is written there. */
export type Types<S extends Shape> = { readonly [K in keyof S]: (written: Written) => S[K] }

/** The types that these make. */
export type ShapeOf<T extends Types<Shape>> = { readonly [K in keyof T]: ReturnType<T[K]> }

/** What a map is read as. */
export type OutputOf<M> = M extends LateMap<infer S> ? z.output<z.ZodObject<S, z.core.$strict>> : never

export class LateMap<S extends Shape> {
  readonly #types: Types<S>
  readonly #always: ReadonlySet<string>
  readonly #id: string | undefined
  #whole: z.ZodObject<S, z.core.$strict> | undefined

  /**
   * @param always keys that are needed or have a default: they say something where they are not written
   * @param id under which a schema for editors has the map once, wherever it may be written
   */
  constructor(types: Types<S>, always: readonly (keyof S & string)[] = [], id?: string) {
    this.#types = types
    this.#always = new Set(always)
    this.#id = id
  }

  /** All keys: for editors, and for the words of a fault. */
  get whole(): z.ZodObject<S, z.core.$strict> {
    this.#whole ??= this.#made()
    return this.#whole
  }

  /**
   * The keys that some of these maps have, and those that are always there: enough to read the maps where they are without
   * fault. Of a key that is unknown, and of what is no map, the whole map has to complain.
   */
  for(written: Written): z.ZodObject<S, z.core.$strict> {
    if (written === undefined) return this.whole
    const maps = written.filter(isMap)
    const at = (name: string) => maps.flatMap(map => (Object.hasOwn(map, name) ? [map[name]] : []))
    const names = Object.keys(this.#types).filter(name => this.#always.has(name) || at(name).length > 0)
    return this.#only(names, at)
  }

  /** The keys that this map need not have and does not have. */
  absent(map: Readonly<Record<string, unknown>>): string[] {
    return Object.keys(this.#types).filter(name => !this.#always.has(name) && !Object.hasOwn(map, name))
  }

  #made(): z.ZodObject<S, z.core.$strict> {
    const all = this.#only(Object.keys(this.#types), () => undefined)
    return this.#id === undefined ? all : all.meta({ id: this.#id })
  }

  #only(names: readonly string[], written: (name: string) => Written) {
    const shape = Object.fromEntries(names.map(name => [name, this.#types[name]!(written(name))]))
    return z.strictObject(shape) as unknown as z.ZodObject<S, z.core.$strict>
  }
}

/** A type that several maps share, made when it is first asked for. */
export function once<T extends z.ZodType>(make: () => T): () => T {
  let known: T | undefined
  return () => (known ??= make())
}

/** The values of these maps, for a map whose keys are names. */
export function valuesOf(written: Written): Written {
  return written?.flatMap(each => (isMap(each) ? Object.values(each) : []))
}

/** What is written as one or as a list of several. */
export function oneOrSeveral(written: Written): Written {
  return written?.flat()
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
