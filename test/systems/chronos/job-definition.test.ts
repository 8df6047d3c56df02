import { describe, expect, it } from 'vitest'
import { FaultList } from '../../../conformance/fault-list.ts'
import { MINUTE, SECOND } from '../../../sim/engine/time.ts'
import { chronos3, chronos24 } from '../../../systems/chronos/era.ts'
import { readJob } from '../../../systems/chronos/job-definition.ts'
import { Fields } from '../../../systems/definition-file/fields.ts'

function read(value: object, flags = chronos3) {
  const report = new FaultList()
  const written = { name: 'a', command: 'run', schedule: 'R/2016-09-01T02:00:00Z/P1D', ...value }
  const job = readJob(Fields.of({ value: written, at: [] }, 'a job', report)!, 10 * SECOND, flags)
  return { job, faults: report.faults }
}
const faults = (value: object, flags = chronos3) => read(value, flags).faults.map(each => String(each))

describe('a job of Chronos', () => {
  it('has numbers and flags that may be texts', () => {
    const texts = { cpus: '0.5', mem: ' 256 ', retries: '3', softError: 'true', highPriority: 'false' }
    expect(read({ ...texts, concurrent: 'true' })).toMatchObject({
      job: {
        ...{ needs: { cpus: 500, mem: 256_000 }, retries: 3, softError: true, highPriority: false },
        concurrent: true,
      },
      faults: [],
    })
    expect(read({ cpus: 2, retries: 0, disabled: true }).job).toMatchObject({
      ...{ needs: { cpus: 2000 }, retries: 0, disabled: true, concurrent: false },
    })
  })

  it('takes what the flags say for nothing and for 0', () => {
    const usual = read({}).job.needs
    expect(usual).toEqual(chronos3.taskNeeds)
    expect(read({ cpus: 0, mem: '0', disk: null }).job.needs).toEqual(usual)
  })

  it.each<[string, object, readonly [RegExp]]>([
    ['numbers', { cpus: 'many' }, [/cpus.*"many".*a number of at least 0/]],
    ['numbers that are something', { mem: ' ' }, [/mem.*a number of at least 0/]],
    ['no less than nothing', { disk: '-1' }, [/disk.*"-1".*a number of at least 0/]],
    ['whole retries', { retries: '1.5' }, [/retries.*"1.5".*a whole number of at least 0/]],
    ['a name', { name: 'a b' }, [/name.*"a b".*letters, digits/]],
    ['something to run', { command: null }, [/command.*nothing.*what is run/]],
    ['constraints of texts', { constraints: [['rack', 1]] }, [/constraints.*a list.*a list: attribute/]],
    ['constraints in lists', { constraints: ['rack'] }, [/constraints.*"rack".*a list: attribute/]],
  ])('has %s', (_, value, [fault]) => {
    expect(faults(value)).toEqual([expect.stringMatching(fault)])
  })

  it('runs by a clock or after others, and in 2.4 once if it says neither', () => {
    expect(read({ schedule: null, parents: ['b', 'c', 'b'] })).toMatchObject({
      job: { runs: { by: 'parents', parents: ['b', 'c'] } },
      faults: [],
    })
    expect(faults({ parents: ['b'] })).toEqual([expect.stringContaining('a schedule beside parents')])
    expect(faults({ schedule: null, parents: [] })).toEqual([expect.stringContaining('no parent')])
    expect(faults({ schedule: null })).toEqual([expect.stringContaining('a schedule or parents')])
    // At 10 s: one that names no start began a second before.
    const once = read({ schedule: null }, chronos24)
    expect(once).toMatchObject({
      job: { runs: { by: 'schedule', repeat: { repetitions: 1, start: 9 * SECOND } } },
      faults: [],
    })
    expect(faults({ schedule: 'R0//P1D' })).toEqual([expect.stringContaining('no repetitions left')])
    expect(faults({ schedule: 'daily' })).toEqual([expect.stringContaining('"daily"')])
  })

  it('may start so late in 2.4 as it says, and 3 has no word for it', () => {
    expect(read({ epsilon: 'PT5M' }, chronos24)).toMatchObject({ job: { epsilon: 5 * MINUTE }, faults: [] })
    expect(read({}, chronos24).job.epsilon).toBe(chronos24.taskEpsilon)
    expect(read({}, chronos24).job.concurrent).toBe(false)
    expect(read({}).job.epsilon).toBe(0)
    expect(faults({ epsilon: 'PT5M' })).toEqual([expect.stringContaining('Chronos 3 does not have it')])
    expect(faults({ epsilon: '5m' }, chronos24)).toEqual([expect.stringContaining('epsilon')])
    expect(faults({ concurrent: true }, chronos24)).toEqual([
      expect.stringContaining('Chronos 2.4 does not have it'),
    ])
  })
})
