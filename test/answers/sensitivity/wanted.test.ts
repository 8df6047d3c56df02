import { describe, expect, it } from 'vitest'
import { type Assumption, settingsAt, valueWords } from '../../../answers/sensitivity/assumption.ts'
import { HALF_TO_DOUBLE, readWanted } from '../../../answers/sensitivity/wanted.ts'

describe('--setting', () => {
  it('is a key with a range of durations, numbers, shares or multiples, or without', () => {
    expect(readWanted('latency.machine')).toEqual({ key: 'latency.machine', range: HALF_TO_DOUBLE })
    expect(readWanted('a.b=10 ms..1 s')).toEqual({
      key: 'a.b',
      range: { unit: 'duration', low: 10_000, high: 1_000_000 },
    })
    expect(readWanted('load=0.5..90%')).toMatchObject({ range: { unit: 'number', low: 0.5, high: 0.9 } })
    expect(readWanted('a=0.1x..10x')).toMatchObject({ range: { unit: 'times', low: 0.1, high: 10 } })
  })

  it.each(['', '=1..2', 'a=', 'a=5', 'a=1..2..3', 'a=2..1', 'a=1..1', 'a=1 s..2', 'a=0x..2x', 'a=x..y'])(
    'is refused in a sentence: %j',
    text => expect(readWanted(text)).toMatch(/^--setting .*: found .*, expected .*\.$/),
  )
})

describe('an assumption', () => {
  const place = { path: ['root', 'think', 'per-job'], low: 50_000, high: 200_000, own: 100_000 }
  const think: Assumption = {
    key: 'root.think.per-job',
    unit: 'duration',
    whole: false,
    places: [
      { ...place, system: 'a', path: ['systems', 'a', ...place.path] },
      { ...place, system: 'b-1.8', path: ['systems', 'b-1.8', ...place.path], low: 5_000, high: 20_000 },
    ],
  }

  it('goes from a half to double through what the experiment has, system by system', () => {
    // √(50 · 200) = 100 ms.
    expect(settingsAt(think, 0.5)).toEqual([
      { system: 'a', path: ['systems', 'a', 'root', 'think', 'per-job'], value: '100000 us' },
      { system: 'b-1.8', path: ['systems', 'b-1.8', 'root', 'think', 'per-job'], value: '10000 us' },
    ])
    expect(valueWords(think, 1)).toBe('20 ms to 200 ms')
  })

  it('goes in equal steps from 0, and stays whole', () => {
    const retries: Assumption = {
      key: 'r',
      unit: 'number',
      whole: true,
      places: [{ path: ['r'], low: 0, high: 3 }],
    }
    // 0 + 3/2 is rounded up.
    expect([0, 0.5, 1].map(at => settingsAt(retries, at)[0]!.value)).toEqual([0, 2, 3])
  })
})
