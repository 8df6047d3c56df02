import { describe, expect, it } from 'vitest'
import { drivenIn } from '../../bench/driven.ts'
import { execute } from '../../bench/execute.ts'
import { plan } from './experiment/given.ts'

const runOf = async (parts: string, system = 'monolithic') => {
  const { runs } = await plan(
    `name: X\nsystem: ${system}\nmachines: { count: 2, cpu: 4, memory: 8 GiB }\nworkload: ${parts}\nuntil: 10 min\nseeds: 1\n`,
  )
  return runs[0]!.spec
}
const cron = 'cron: { every: 1 min, duration: 10 s }'
const pipelines = 'pipelines: { interarrival: 1 min, duration: 10 s }'

describe('what is driven from outside', () => {
  it('are cron jobs, and pipelines under frameworks of the house', async () => {
    expect(drivenIn(await runOf(`{ ${cron}, ${pipelines} }`))).toEqual(['cron jobs', 'pipelines'])
    expect(drivenIn(await runOf('{ jobs: { interarrival: 1 min, duration: 10 s } }'))).toEqual([])
    expect(drivenIn(await runOf(`{ ${pipelines} }`, 'metronome-head'))).toEqual([])
    expect(drivenIn(await runOf(`{ ${cron} }`, 'chronos-3'))).toEqual(['cron jobs'])
    expect(drivenIn(await runOf(`{ ${cron} }`, 'metronome-head'))).toEqual([])
  })

  it('stands in the result of the run', async () => {
    const { driven, rows } = await execute(await runOf(`{ ${cron} }`))
    expect(driven).toEqual(['cron jobs'])
    // Due at 0, 1 … 9 min.
    expect(rows.find(({ scope }) => scope === 'all')!.numbers['jobs_submitted']).toBe(10)
  })
})
