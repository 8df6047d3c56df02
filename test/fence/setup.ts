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
process.env['NODE_OPTIONS'] =
  `${process.env['NODE_OPTIONS'] ?? ''} --require ${JSON.stringify(script)}`.trim()

const check = () => expect(takeOutside(), 'read outside of what a test may read').toEqual([])
afterEach(check)
afterAll(check)
