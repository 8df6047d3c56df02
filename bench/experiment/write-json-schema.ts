/**
 * Writes docs/reference/experiment.schema.json; part of `npm run docs`.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { experimentJsonSchema } from './json-schema.ts'

const file = 'docs/reference/experiment.schema.json'
mkdirSync(dirname(file), { recursive: true })
writeFileSync(file, `${JSON.stringify(experimentJsonSchema(), null, 2)}\n`)
