import { describe, expect, it } from 'vitest'
import { decadeTicks } from '../../../reports/charts/number-ticks.ts'

describe('ticks of a logarithmic axis of numbers', () => {
  it('are 1, 2 and 5 times the powers of ten', () => {
    expect(decadeTicks(0.3, 30)).toEqual([0.5, 1, 2, 5, 10, 20])
  })

  it('are powers of ten alone where the others have no room', () => {
    expect(decadeTicks(1, 1e6)).toEqual([1, 10, 100, 1000, 1e4, 1e5, 1e6])
  })
})
