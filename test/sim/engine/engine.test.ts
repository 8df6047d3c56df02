import { expect, test } from 'vitest'
import { Engine } from '../../../sim/engine/engine.ts'
import { LAST, NEVER } from '../../../sim/engine/time.ts'

test('what is due after the last moment of simulated time never comes', () => {
  const engine = new Engine()
  const seen: number[] = []
  const happens = engine.on(a => seen.push(a))
  engine.at(2 * LAST, happens, 1, 0)
  engine.at(NEVER, happens, 2, 0)
  engine.at(LAST, happens, 3, 0)
  expect(engine.pending).toBe(1)
  engine.run(NEVER)
  expect(seen).toEqual([3])
})

test('what is due before now, or at no time at all, is a fault of whoever scheduled it', () => {
  const engine = new Engine()
  const happens = engine.on(() => {})
  engine.at(10, happens, 0, 0)
  engine.run(NEVER)
  expect(() => engine.at(9, happens, 0, 0)).toThrowErrorMatchingInlineSnapshot(
    `[SwitchyardError: An event was scheduled at 9 µs, but the clock shows 10 µs already; events lie at or after now.]`,
  )
  expect(() => engine.at(Number.NaN, happens, 0, 0)).toThrow('scheduled at NaN µs')
})
