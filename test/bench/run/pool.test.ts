import { describe, expect, it } from 'vitest'
import { profiling } from '../../../bench/run/pool.ts'

describe('what a worker is told of the profile of its command', () => {
  it('is the whole of it, also the values that stand apart', () => {
    const words = ['--import', 'tsx', '--cpu-prof', '--cpu-prof-interval', '500', '--cpu-prof-dir=profiles']
    expect(profiling(words)).toEqual(['--cpu-prof', '--cpu-prof-interval', '500', '--cpu-prof-dir=profiles'])
  })

  it('is nothing of what follows an option without a value, and nothing where no profile is asked for', () => {
    expect(profiling(['--cpu-prof', 'more', '--expose-gc'])).toEqual(['--cpu-prof'])
    expect(profiling(['--expose-gc'])).toEqual([])
  })
})
