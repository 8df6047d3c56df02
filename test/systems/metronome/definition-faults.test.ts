import { expect, it } from 'vitest'
import { FaultList } from '../../../conformance/fault-list.ts'
import { Fields } from '../../../systems/definition-file/fields.ts'
import { readJob } from '../../../systems/metronome/definition-file.ts'
import { head } from '../../../systems/metronome/era.ts'

function faults(value: object): string[] {
  const report = new FaultList()
  readJob(Fields.of({ value: { id: 'a', ...value }, at: [] }, 'a job', report)!, head)
  return report.faults.map(String)
}
const run = { cmd: 'true', cpus: 1, mem: 32, disk: 0 }
const schedule = (id: string) => ({ id, cron: '* * * * *' })

it('a job of Metronome runs something, by one schedule at most', () => {
  expect(faults({ run })).toEqual([])
  expect(faults({ run, schedules: [schedule('s')] })).toEqual([])
  expect(faults({})).toEqual([expect.stringMatching(/run.*nothing.*what is run/)])
  // What stands there and is no object is told once.
  expect(faults({ run: 5 })).toHaveLength(1)
  expect(faults({ run, schedules: [schedule('s'), schedule('t')] })).toEqual([
    expect.stringMatching(/schedules.*2 schedules.*at most 1/),
  ])
})

it('networks have a mode that there is', () => {
  expect(faults({ run: { ...run, networks: [{ mode: 'host' }] } })).toEqual([])
  expect(faults({ run: { ...run, networks: [{}] } })).toEqual([
    expect.stringMatching(/mode.*nothing.*a mode/),
  ])
  expect(faults({ run: { ...run, networks: [{ mode: 'bridge' }] } })).toEqual([
    expect.stringMatching(/mode.*"bridge"/),
  ])
})
