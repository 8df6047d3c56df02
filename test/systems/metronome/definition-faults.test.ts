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

const faultsOf = (changes: object) => faults({ run: { ...run, ...changes } })

it('a run says what it needs', () => {
  expect(faults({ run: { cmd: 'true' } })).toEqual([
    'run.cpus: found nothing, expected a number of at least 0.01',
    'run.mem: found nothing, expected a number of at least 32',
    'run.disk: found nothing, expected a number of at least 0',
  ])
  expect(faultsOf({ restart: {} })).toEqual([
    'run.restart.policy: found nothing, expected NEVER or ON_FAILURE',
  ])
  expect(faultsOf({ restart: { policy: 'NEVER' } })).toEqual([])
})

it('an image has a name, and what a container is told has a place', () => {
  const nothing = 'found nothing, expected'
  expect(faultsOf({ docker: {} })).toEqual([`run.docker.image: ${nothing} the name of an image`])
  expect(faultsOf({ ucr: {} })).toEqual([`run.ucr.image: ${nothing} an image with its id`])
  expect(faultsOf({ ucr: { image: {} } })).toEqual([`run.ucr.image.id: ${nothing} the name of an image`])
  // What stands there and is no object is told once.
  expect(faultsOf({ ucr: { image: 5 } })).toHaveLength(1)
  expect(faultsOf({ docker: { image: 7 } })).toHaveLength(1)
  expect(faultsOf({ ucr: { image: { id: 'x', kind: 'oci' } } })).toEqual([
    'run.ucr.image.kind: found "oci", expected docker or appc',
  ])
  expect(faultsOf({ docker: { image: 'x', parameters: [{ key: 'a', value: 'b', more: 1 }] } })).toEqual([
    'run.docker.parameters.0.more: found an unknown field, expected a field of a parameter; delete it',
  ])
})

it('a constraint names an attribute and an operator that there is', () => {
  const constrained = (...constraints: object[]) => faultsOf({ placement: { constraints } })
  expect(constrained({ attribute: 'rack', operator: 'LIKE', value: 'a.*' })).toEqual([])
  const operators = 'expected one of'
  expect(
    constrained({ operator: 'EQ' }, { attribute: 'rack' }, { attribute: 'rack', operator: 'NEAR' }),
  ).toEqual([
    'run.placement.constraints.0.attribute: found nothing, expected the name of an attribute',
    expect.stringContaining(`run.placement.constraints.1.operator: found nothing, ${operators}`),
    expect.stringContaining(`run.placement.constraints.2.operator: found "NEAR", ${operators}`),
  ])
  expect(constrained({ attribute: 'rack', operator: 'LIKE', value: '(' })).toEqual([
    expect.stringMatching(/^run\.placement\.constraints\.0\.value.*cannot be used/),
  ])
})

it('images and parameters are read as they are written', () => {
  const read = (changes: object) => {
    const value = { id: 'a', run: { ...run, ...changes } }
    return readJob(Fields.of({ value, at: [] }, 'a job', new FaultList())!, head).run
  }
  const parameters = [{ key: 'memory-swap', value: '1g' }]
  const usual = { forcePull: false, privileged: false }
  expect(read({ docker: { image: 'x', parameters } }).image).toEqual({ ...usual, name: 'x', parameters })
  expect(
    read({ ucr: { image: { id: 'y', kind: 'appc', forcePull: true }, privileged: true } }).image,
  ).toEqual({
    ...{ name: 'y', forcePull: true, privileged: true, parameters: [] },
  })
  expect(read({ ucr: { image: { id: 'y' } } }).image).toMatchObject(usual)
  expect(read({}).image).toBeNull()
  expect(read({})).toMatchObject({ killGrace: null, maxLaunchDelay: 3600e6, constraints: [] })
  expect(read({}).restart).toEqual({ policy: 'NEVER', activeDeadline: null })
  expect(read({ taskKillGracePeriodSeconds: 7, maxLaunchDelay: 60, gpus: 2 })).toMatchObject({
    ...{ killGrace: 7e6, maxLaunchDelay: 60e6, needs: { cpus: 1000, mem: 32_000, disk: 0, gpus: 2000 } },
  })
})

it('what is no text is told once', () => {
  const constraints = [{ attribute: 5, operator: 6, value: 'a' }]
  expect(faultsOf({ placement: { constraints } })).toEqual([
    'run.placement.constraints.0.attribute: found 5, expected a text',
    'run.placement.constraints.0.operator: found 6, expected a text',
  ])
  expect(faults({ id: 5, run })).toEqual(['id: found 5, expected a text'])
  expect(faults({ run, schedules: [{ id: 's', cron: 5 }] })).toEqual([
    'schedules.0.cron: found 5, expected a text',
  ])
  expect(faults({ run, schedules: [{ id: 's' }] })).toEqual([
    expect.stringMatching(/^schedules\.0\.cron: found "" with 0 fields, expected 5/),
  ])
})
