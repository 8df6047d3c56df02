/**
 * From the options that systems declare to the schema of the experiment file, and from what is written to what they mean.
 */
import * as z from 'zod'
import { type Option, type Options, type OptionType, writtenName } from '../../systems/options.ts'
import { describe } from './faults.ts'
import { cpu, duration, either, leaf, listError, memory, text, whole } from './quantities.ts'
import { partOf, ratio } from './ratios.ts'

/** Keys with what makes their types, of which any may be left out. */
export function keysOf(options: Options): Record<string, () => z.ZodType> {
  return Object.fromEntries(
    Object.entries(options).map(([field, option]) => [writtenName(field), () => setting(option)]),
  )
}

function setting(option: Option): z.ZodType {
  return schemaOf(option).optional().describe(option.about)
}

/** One option of which a value must be given. */
export function needed(option: Option): z.ZodType {
  return schemaOf(option).describe(option.about)
}

function schemaOf(type: OptionType): z.ZodType {
  switch (type.is) {
    case 'duration':
      return duration(type)
    case 'memory':
      return memory(type)
    case 'cpu':
      return cpu()
    case 'ratio':
      return ratio()
    case 'part':
      return partOf(type.ends)
    case 'whole':
      return whole(type.least, type.most)
    case 'word':
      return z.enum(type.of)
    case 'text':
      return text(type.expected)
    case 'boolean':
      return leaf(
        input => (typeof input === 'boolean' ? input : { found: describe(input), expected: 'true or false' }),
        { type: 'boolean' },
      )
    case 'list': {
      const { least = 0, expected } = type
      const error = expected === undefined ? {} : { error: listError(expected) }
      const list = z.array(schemaOf(type.of), error)
      return least === 0 ? list : list.min(least)
    }
    case 'map': {
      const map = z.strictObject(
        Object.fromEntries(
          Object.entries(type.of).map(([field, option]) => [
            writtenName(field),
            option.optional === true ? setting(option) : needed(option),
          ]),
        ),
      )
      const { or } = type
      return or === undefined ? map : either(`a map, or ${or}`, [z.literal(or), map])
    }
    case 'by-name':
      return z.record(z.string(), schemaOf(type.of))
  }
}

/** What was read, with the fields of the specification in place of the keys of the experiment; undefined: nothing is set. */
export function inFields(type: OptionType, value: unknown): unknown {
  if (value === undefined) return undefined
  switch (type.is) {
    case 'word':
      return value === type.absent ? undefined : value
    case 'list':
      return (value as readonly unknown[]).map(each => inFields(type.of, each))
    case 'by-name':
      return Object.fromEntries(
        Object.entries(value as object).map(([name, each]) => [name, inFields(type.of, each)]),
      )
    case 'map': {
      if (typeof value === 'string') return value
      const written = value as Readonly<Record<string, unknown>>
      return Object.fromEntries(
        Object.entries(type.of)
          .map(([field, option]) => [field, inFields(option, written[writtenName(field)])])
          .filter(([, each]) => each !== undefined),
      )
    }
    default:
      return value
  }
}
