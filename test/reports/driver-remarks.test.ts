import { expect, it } from 'vitest'
import { driverRemarks } from '../../reports/driver-remarks.ts'
import { terminalTable } from '../../reports/terminal-table.ts'
import type { Driven } from '../../sim/measure/result.ts'
import { fourArchitectures } from './example-results.ts'

const base = fourArchitectures()
const drivenBy = (of: (system: string) => readonly Driven[]) => ({
  ...base,
  runs: base.runs.map(run => ({
    ...run,
    result: { ...run.result, driven: of(String(run.axes['system'])) },
  })),
})

it('what is driven from outside is named with the systems that have no such thing', () => {
  const all = 'Cron jobs are driven from outside under every system, by one driver that is the same for all.'
  const everywhere = drivenBy(() => ['cron jobs', 'pipelines'])
  // Pipelines that are driven alike everywhere make no difference.
  expect(driverRemarks(everywhere)).toEqual([all])
  expect(terminalTable(everywhere, 200)).toContain(all)
  expect(driverRemarks(drivenBy(system => (system === 'offers' ? [] : ['pipelines'])))).toEqual([
    'Pipelines are driven from outside under monolithic, shared-state and sampling, by one driver that is the same for all; the others have their own.',
  ])
  expect(driverRemarks(base)).toEqual([])
})
