import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { experimentJsonSchema } from '../../../bench/experiment/json-schema.ts'

interface Schema {
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly [key: string]: unknown
}

test('the schema in docs/reference is the one of the code; `npm run docs` writes it anew', () => {
  const written = readFileSync('docs/reference/experiment.schema.json', 'utf8')
  expect(written).toBe(`${JSON.stringify(experimentJsonSchema(), null, 2)}\n`)
})

test('every key of an experiment is described', () => {
  const silent: string[] = []
  const look = (schema: unknown, path: string) => {
    if (typeof schema !== 'object' || schema === null) return
    for (const [key, part] of Object.entries((schema as Schema).properties ?? {})) {
      if (part.description === undefined) silent.push(`${path}.${key}`)
    }
    for (const [key, part] of Object.entries(schema)) look(part, `${path}.${key}`)
  }
  look(experimentJsonSchema(), '')
  expect(silent).toEqual([])
})

test('a value may be a list where it can be an axis, and only there', () => {
  const { properties } = experimentJsonSchema() as Schema
  const slices = { type: 'integer', minimum: 1, maximum: 10_000 }
  expect(properties!['slices']).toEqual({
    description: 'Points of the curves over time.',
    default: 120,
    anyOf: [slices, { type: 'array', items: slices, minItems: 1 }],
  })
  // A load is a share or a map; lists may hold both, and stand inside the map.
  const load = properties!['load']!.anyOf as Schema[]
  expect(load.map(({ type }) => type)).toEqual([undefined, 'object', 'array'])
  expect(load[1]!.properties!['is']!.anyOf).toHaveLength(2)
  expect(properties!['name']).toEqual({
    description: 'What the experiment is called; also the name of its results folder.',
    type: 'string',
  })
})

test('defaults stand in the schema as people write them', () => {
  const { properties } = experimentJsonSchema() as Schema
  expect(
    [properties!['warm-up'], properties!['until'], properties!['seeds']].map(schema => schema!['default']),
  ).toEqual(['0 s', 'never', 10])
})
