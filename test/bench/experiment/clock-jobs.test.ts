import { describe, expect, test } from 'vitest'
import { faultsOf, smallest } from './given.ts'

describe('jobs by the clock of a framework', () => {
  const on = (system: string, frameworks: string) =>
    faultsOf(`${smallest.replace(/system: .*/, `system: ${system}`)}frameworks: ${frameworks}\n`)

  test('fit a machine', async () => {
    const size = 'cpu: 99, memory: 1 GiB, duration: 1 min'
    expect(
      await on('metronome-head', `{ metronome: { schedules: [{ cron: "* * * * *", ${size} }] } }`),
    ).toContain('frameworks.metronome.schedules.0: found a task that fits no machine, expected one that fits')
    expect(
      await on('chronos-3', `{ chronos: { repeated: [{ repeat: R/2016-10-13T00:00:00Z/PT1M, ${size} }] } }`),
    ).toContain('frameworks.chronos.repeated.0: found a task that fits no machine, expected one that fits')
  })

  test('may start late, by a minute at least', async () => {
    const job = '{ cron: "* * * * *", cpu: 1, memory: 1 GiB, duration: 1 min, starting-deadline: 1 s }'
    expect(await on('metronome-head', `{ metronome: { schedules: [${job}] } }`)).toContain(
      'starting-deadline: found 1 s, expected 60 s or more',
    )
  })
})
