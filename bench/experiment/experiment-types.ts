/**
 * What an experiment is read with: the types of the keys that it writes, and of those that have a default. Where that finds a
 * fault, all keys are asked, which know the words for it.
 */
import * as z from 'zod'
import { keysOfSystems } from './keys-of-systems.ts'
import type { Sections } from './planned-workload.ts'
import { type About, about, point } from './schema.ts'
import { type Report, soundSections, validate } from './validation.ts'

type Written = Readonly<Record<string, unknown>>

export class ExperimentTypes {
  /** The keys of which every value may be an axis. */
  readonly point: z.ZodType
  readonly #shape: Readonly<Record<string, z.ZodType>>
  readonly #about: Readonly<Record<string, z.ZodType>>

  /** @param value the experiment, with its axes still in it: no combination has a key that it has not */
  constructor(value: Written) {
    const written = point.for([value])
    this.point = written
    this.#shape = written.shape
    this.#about = about.for([value]).shape
  }

  /** What the file says of the experiment as a whole, as far as it can be read. */
  about(value: Written): Partial<About> {
    const sound = soundSections(this.#about, value)
    return hasAll(sound, this.#about) ? sound : soundSections(about.whole.shape, value)
  }

  /** The sections of one combination that can be read, after every fault of the combination was reported. */
  sections(value: Written, report: Report): Sections {
    const sound = soundSections(this.#shape, value)
    const known = { ...this.#about, ...this.#shape }
    const isSound =
      hasAll(known, value) && hasAll(sound, this.#shape) && hasAll(this.about(value), this.#about)
    if (isSound) return { ...Object.fromEntries(point.absent(value).map(key => [key, undefined])), ...sound }
    validate(experiment(), value, report, keysOfSystems(value))
    return soundSections(point.whole.shape, value)
  }
}

let known: z.ZodType | undefined

/** Every key of the file. */
function experiment(): z.ZodType {
  known ??= z.strictObject({ ...about.whole.shape, ...point.whole.shape })
  return known
}

function hasAll(one: object, other: object): boolean {
  return Object.keys(other).every(key => Object.hasOwn(one, key))
}
