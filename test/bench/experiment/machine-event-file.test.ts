import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMachineEvents } from '../../../bench/experiment/machine-event-file.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { faultsOf, plan } from './given.ts'

function read(text: string) {
  const file = join(temporaryFolder(), 'events.csv')
  writeFileSync(file, text)
  const faults: string[] = []
  const events = readMachineEvents(file, 4, fault => faults.push(fault.replace(file, 'events.csv')))
  return { events, faults }
}

describe('a file of events of machines', () => {
  it('has seconds, a machine from 1, and an event in a line', () => {
    expect(read('at_s,machine,event\n3600,1,crash\n 3600.5 , 4 , return\r\n\n')).toEqual({
      events: [
        { at: 3_600_000_000, machine: 0, event: 'crash' },
        { at: 3_600_500_000, machine: 3, event: 'return' },
      ],
      faults: [],
    })
  })

  it('begins with its header', () => {
    expect(read('3600,1,crash\n').faults).toEqual([
      'events.csv:1: found "3600,1,crash", expected the header at_s,machine,event',
    ])
    expect(read('').faults).toEqual(['events.csv:1: found "", expected the header at_s,machine,event'])
  })

  it('is told line by line what is wrong with it', () => {
    expect(read('at_s,machine,event\n1,2\n-1,2,crash\n1,0,crash\n1,5,crash\n1,2,crahs\n2,2,drain\n')).toEqual(
      {
        events: [{ at: 2_000_000, machine: 1, event: 'drain' }],
        faults: [
          'events.csv:2: found 2 fields, expected 3, as in the header at_s,machine,event',
          'events.csv:3: found "-1", expected seconds from the start of the run',
          'events.csv:4: found machine "0", expected a machine from 1 to 4',
          'events.csv:5: found machine "5", expected a machine from 1 to 4',
          'events.csv:6: found "crahs", expected cordon, drain, crash or return; did you mean "crash"?',
        ],
      },
    )
  })

  it('with very many faults is told of ten', () => {
    const { faults } = read(`at_s,machine,event\n${'x\n'.repeat(25)}`)
    expect(faults).toHaveLength(11)
    expect(faults[10]).toBe('events.csv: 15 more lines like these')
  })
})

describe('an experiment', () => {
  const text = (entry: string) => `name: x
seeds: 1
system: monolithic
machines: { count: 4, cpu: 2, memory: 4 GiB }
machine-events: [{ at: 1 h, machine: 2, event: drain }, ${entry}]
workload: { jobs: { interarrival: 10 s, duration: 20 s } }
until: 2 h
`

  it('takes events of files beside its own, and its results depend on them', async () => {
    const beside = { 'crashes.csv': 'at_s,machine,event\n60,3,crash\n' }
    const { runs, inputs } = await plan(text('{ file: crashes.csv }'), {}, beside)
    expect(runs[0]!.spec.hardware.events).toEqual([
      { at: 3_600_000_000, machine: 1, event: 'drain' },
      { at: 60_000_000, machine: 2, event: 'crash' },
    ])
    expect(Object.keys(inputs)).toContain('crashes.csv')
  })

  it('is told where a file is named that is not there', async () => {
    expect(await faultsOf(text('{ file: crash.csv }'))).toMatchInlineSnapshot(
      `"x.yaml:5:65: machine-events.1.file: found no such file (crash.csv), expected a file of events of machines; correct the path"`,
    )
  })

  it('is told what an entry should be', async () => {
    expect(await faultsOf(text('crashes.csv'))).toMatchInlineSnapshot(
      `"x.yaml:5:57: machine-events.1: found "crashes.csv", expected an event, or { file: … }"`,
    )
  })
})
