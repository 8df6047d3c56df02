import { describe, expect, it } from 'vitest'
import { milliOf, wholeOf } from '../../../systems/kubernetes/quantity.ts'

describe('a quantity', () => {
  it.each([
    ['128Mi', 134217728],
    ['1.5Gi', 1610612736],
    ['2e3', 2000],
    ['1E1', 10],
    ['0.5', 1],
    ['1500m', 2],
    ['4k', 4000],
    [7, 7],
    ['+7', 7],
    ['.5Ki', 512],
    ['5.', 5],
    ['1e-1', 1],
    ['0', 0],
    ['-0', 0],
    ['9007199254740991', 9007199254740991],
    ['1000n', 1],
    ['', null],
  ])('%j is %j units', (written, units) => {
    if (units === null) expect(() => wholeOf(written, 'memory')).toThrow('memory: found ""')
    else expect(wholeOf(written, 'memory')).toBe(units)
  })

  it('rounds up to thousandths', () => {
    expect(milliOf('500m', 'cpu')).toBe(500)
    expect(milliOf('2', 'cpu')).toBe(2000)
    expect(milliOf('100u', 'cpu')).toBe(1)
  })

  it.each(['1.5 Gi', '-1', '1Q', '10E', '.', '+', 'Ki', 'x1', '1x', '9007199254740992'])(
    '%j is none',
    written => {
      expect(() => wholeOf(written, 'limits.memory')).toThrow(`limits.memory: found "${written}"`)
    },
  )
})

it('says what it counts where that is too much, and takes texts and numbers alone', () => {
  expect(() => wholeOf('-1', 'x')).toThrow(
    'x: found "-1", expected a quantity from 0 to 2^53 - 1 units; correct it',
  )
  expect(() => milliOf('1e16', 'x')).toThrow('expected a quantity from 0 to 2^53 - 1 thousandths')
  for (const wrong of [true, null, {}, []])
    expect(() => wholeOf(wrong, 'x')).toThrow('write it without spaces')
})
