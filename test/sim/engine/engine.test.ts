import { describe, expect, it, test } from 'vitest'
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

describe('the end of an instant', () => {
  /** An engine that notes what happens, and at what time. */
  const noting = () => {
    const engine = new Engine()
    const log: string[] = []
    const note = engine.on(a => log.push(`${engine.now}: ${a}`))
    return { engine, log, note }
  }

  it('comes after everything that happens then, whenever it was scheduled, in order of asking', () => {
    const { engine, log, note } = noting()
    const asks = engine.on(a => {
      log.push(`${engine.now}: asks ${a}`)
      engine.atEndOfInstant(note, a, 0)
    })
    engine.at(5, asks, 1, 0)
    engine.at(5, asks, 2, 0)
    engine.at(5, note, 3, 0)
    engine.at(6, note, 4, 0)
    engine.run(NEVER)
    expect(log).toEqual(['5: asks 1', '5: asks 2', '5: 3', '5: 1', '5: 2', '6: 4'])
    expect(engine.pending).toBe(0)
  })

  it('may cause events of the same instant, after which there is another round', () => {
    // What waits is 1 and 2. Handling 1 schedules 10 for now and asks for 11; both come after 2, and 11 after 10.
    const { engine, log, note } = noting()
    const first = engine.on(() => {
      log.push('1')
      engine.at(engine.now, note, 10, 0)
      engine.atEndOfInstant(note, 11, 0)
    })
    const begins = engine.on(() => {
      engine.atEndOfInstant(first, 0, 0)
      engine.atEndOfInstant(note, 2, 0)
    })
    engine.at(7, begins, 0, 0)
    engine.run(NEVER)
    expect(log).toEqual(['1', '7: 2', '7: 10', '7: 11'])
  })

  it('waits for what a source delivers at that instant, and for the next source if the engine stopped for it', () => {
    const { engine, log, note } = noting()
    const delivering = (times: number[], last: boolean) => ({
      get time() {
        return times[0] ?? NEVER
      },
      deliver() {
        log.push(`${times.shift()}: delivery`)
        engine.atEndOfInstant(note, 1, 0)
        if (times.length === 0 && !last) engine.stop()
      },
    })
    engine.feed(delivering([3, 3], false))
    engine.run(NEVER)
    expect(log).toEqual(['3: delivery', '3: delivery'])
    expect([engine.pending, engine.next]).toEqual([2, 3])
    engine.feed(delivering([3, 4], true))
    engine.run(NEVER)
    expect(log.slice(2)).toEqual(['3: delivery', '3: 1', '3: 1', '3: 1', '4: delivery', '4: 1'])
  })

  it('is within a run that ends then, and counts for whoever looks after every event', () => {
    const { engine, log, note } = noting()
    let looks = 0
    engine.afterEvent = () => looks++
    engine.at(
      8,
      engine.on(() => engine.atEndOfInstant(note, 1, 0)),
      0,
      0,
    )
    engine.run(8)
    expect(log).toEqual(['8: 1'])
    expect([looks, engine.events]).toEqual([2, 1])
  })
})

it('merges what it is fed by time, what was fed first coming first at one instant', () => {
  const engine = new Engine()
  const log: string[] = []
  const feed = (name: string, times: number[]) => {
    let next = 0
    return {
      get time() {
        return times[next] ?? NEVER
      },
      deliver() {
        log.push(`${engine.now} ${name}`)
        next++
      },
    }
  }
  engine.feed(feed('jobs', [1, 3, 3]))
  engine.feed(feed('machines', [0, 3, 5]))
  engine.feed(feed('prices', [3]))
  engine.at(
    3,
    engine.on(() => log.push('3 event')),
    0,
    0,
  )
  engine.run(NEVER)
  expect(log).toEqual([
    '0 machines',
    '1 jobs',
    '3 jobs',
    '3 jobs',
    '3 machines',
    '3 prices',
    '3 event',
    '5 machines',
  ])
})
