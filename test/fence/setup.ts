/**
 * Loaded before every test file: the fence for this process, and for all that it starts.
 */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, afterEach, expect } from 'vitest'

const script = join(import.meta.dirname, 'fence.cjs')

// The fence fails tests of this process and exits of others.
process.env['SWITCHYARD_TEST_WORKER'] = 'this one'
const { takeOutside } = createRequire(import.meta.url)(script) as { takeOutside(): string[] }
delete process.env['SWITCHYARD_TEST_WORKER']
const options = process.env['NODE_OPTIONS'] ?? ''
const loading = `--require ${JSON.stringify(script)}`
if (!options.includes(loading)) process.env['NODE_OPTIONS'] = `${options} ${loading}`.trim()

const check = () => expect(takeOutside(), 'read outside of what a test may read').toEqual([])
afterEach(check)
afterAll(check)
