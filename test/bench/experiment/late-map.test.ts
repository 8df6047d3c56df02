import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { LateMap, oneOrSeveral, valuesOf } from '../../../bench/experiment/late-map.ts'
import { about, point } from '../../../bench/experiment/schema.ts'

function counted() {
  const made: string[] = []
  const type = (name: string) => () => {
    made.push(name)
    return z.string().optional()
  }
  const needed = () => {
    made.push('needed')
    return z.string()
  }
  const map = new LateMap({ first: type('first'), needed, second: type('second') }, ['needed'])
  return { map, made }
}

describe('a map whose types are made late', () => {
  it('makes the types of the keys that are written, and of those that are always there', () => {
    const { map, made } = counted()
    expect(
      map.for([{ second: 'b', needed: 'c', other: 1 }, 'no map']).safeParse({ needed: 'c' }).success,
    ).toBe(true)
    expect(made).toEqual(['needed', 'second'])
  })

  it('misses a key that is always needed, also where no map has it', () => {
    const { map } = counted()
    expect(map.for([{ first: 'a' }]).safeParse({ first: 'a' }).success).toBe(false)
  })

  it('makes all types, once, where anything may be written', () => {
    const { map, made } = counted()
    expect(map.for(undefined)).toBe(map.whole)
    expect(Object.keys(map.whole.shape)).toEqual(['first', 'needed', 'second'])
    expect(made).toEqual(['first', 'needed', 'second'])
  })

  it('knows which keys a map does not have', () => {
    expect(counted().map.absent({ first: 'a' })).toEqual(['second'])
  })

  it('hands each key what is written there', () => {
    const seen: unknown[] = []
    const map = new LateMap({
      inner: written => {
        seen.push(...(written ?? []))
        return z.unknown()
      },
    })
    map.for([{ inner: { a: 1 } }, {}, { inner: 2 }])
    expect(seen).toEqual([{ a: 1 }, 2])
    expect(valuesOf([{ x: 1, y: 2 }, 3])).toEqual([1, 2])
    expect(oneOrSeveral([{ x: 1 }, [{ y: 2 }, { z: 3 }]])).toEqual([{ x: 1 }, { y: 2 }, { z: 3 }])
  })
})

describe('an experiment', () => {
  it.each([
    ['about', about],
    ['point', point],
  ] as const)('says nothing in %s by a key that is left out and not always read', (_, map) => {
    // Such a key must have no default and must not be needed, or leaving it unread would lose something.
    const shape: Readonly<Record<string, z.ZodType>> = map.whole.shape
    for (const key of map.absent({}))
      expect([key, shape[key]!.safeParse(undefined)]).toEqual([key, { success: true, data: undefined }])
  })
})
