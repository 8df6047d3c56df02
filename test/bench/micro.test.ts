import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { type Measurement, median, reaches } from '../../bench/micro/measurement.ts'

const MAIN = 'dist/bench/micro/main.js'

describe('the benchmarks', () => {
  it('list their suites', () => {
    const names = execFileSync(process.execPath, [MAIN, '--list'], { encoding: 'utf8' })
      .trimEnd()
      .split('\n')
      .map(line => line.split(' ')[0])
    expect(names).toEqual([
      'commands',
      'explaining',
      'queue',
      'engine',
      'placement',
      'kubernetes',
      'growth',
      'mesos',
      'chance',
      'measures',
      'start-up',
      'runs',
    ])
  })

  it('answer an unknown suite with a sentence and exit code 2', () => {
    const { status, stderr } = spawnSync(process.execPath, [MAIN, 'queues'], { encoding: 'utf8' })
    expect(status).toBe(2)
    expect(stderr).toBe(
      'Found suite queues, expected commands, explaining, queue, engine, placement, kubernetes, growth, mesos, chance, measures, start-up, runs; see --list.\n',
    )
  })

  it('reach a rate from above and a cost from below', () => {
    const measurement = { name: 'x', value: 2, target: 2, samples: [2] }
    expect(reaches({ ...measurement, unit: 'M/s' } satisfies Measurement)).toBe(true)
    expect(reaches({ ...measurement, unit: 'CPU-s', value: 2.1 } satisfies Measurement)).toBe(false)
    expect(reaches({ name: 'x', value: 2, unit: 'MB', samples: [] })).toBeNull()
  })

  it('quote the median', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 2, 3])).toBe(2.5)
  })
})
