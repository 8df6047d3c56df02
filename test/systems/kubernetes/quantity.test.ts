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

  it.each(['1.5 Gi', '-1', '1Q', '10E'])('%j is none', written => {
    expect(() => wholeOf(written, 'limits.memory')).toThrow(`limits.memory: found "${written}"`)
  })
})
