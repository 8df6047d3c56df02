/**
 * The schema of experiments for editors.
 */
import * as z from 'zod'
import { about, point } from './schema.ts'

type Schema = z.core.JSONSchema.BaseSchema

/**
 * JSON Schema (draft 2020-12) of the experiment file, with the description and default of every key. Where a list is an
 * axis, the schema allows the list.
 */
export function experimentJsonSchema(): Schema {
  const whole = z.toJSONSchema(about.whole, { io: 'input' })
  const swept = z.toJSONSchema(point.whole, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => allowList(zodSchema, jsonSchema),
  })
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Switchyard experiment',
    type: 'object',
    properties: { ...whole.properties, ...swept.properties },
    required: [...(whole.required ?? []), ...(swept.required ?? [])],
    additionalProperties: false,
    $defs: { ...whole.$defs, ...swept.$defs },
  }
}

/** Makes `T` to `T or a list of T` where the schema wants one value that can be an axis. */
function allowList(schema: z.core.$ZodType, json: Schema): void {
  if (isLeaf(schema)) {
    const one: Schema = {}
    for (const key of Object.keys(json).filter(key => !['description', 'default', '$ref'].includes(key))) {
      one[key] = json[key]
      delete json[key]
    }
    json.anyOf = [one, { type: 'array', items: one, minItems: 1 }]
  } else if (schema instanceof z.ZodUnion && schema.options.some(isLeaf) && json.anyOf !== undefined) {
    // The leaves allow lists of their own already; here come lists in which maps stand beside them.
    const items = json.anyOf.map(option => option.anyOf?.[0] ?? option)
    json.anyOf.push({ type: 'array', items: { anyOf: items }, minItems: 1 })
  }
}

function isLeaf(schema: z.core.$ZodType): boolean {
  if (schema instanceof z.ZodPipe) return schema.in instanceof z.ZodUnknown
  return schema instanceof z.ZodEnum || schema instanceof z.ZodBoolean
}
