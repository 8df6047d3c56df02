import { describe, expect, it } from 'vitest'
import { FaultList } from '../../../conformance/fault-list.ts'
import { SECOND } from '../../../sim/engine/time.ts'
import { readJobs } from '../../../systems/metronome/definition-file.ts'
import { type Flags, head, metronome01 } from '../../../systems/metronome/era.ts'
import { runViolations } from '../../../systems/metronome/run-checks.ts'

const run = { cmd: './report', cpus: 0.5, mem: 256, disk: 0 }

function read(value: unknown, flags: Flags = head) {
  const report = new FaultList()
  const jobs = readJobs([{ value, report }], flags)
  return { jobs, faults: report.faults, unmodelled: report.unmodelled }
}

describe('the definition of a Metronome job', () => {
  it('becomes what runs need and when, and names what is not modelled', () => {
    const { jobs, faults, unmodelled } = read({
      id: 'reports.nightly',
      description: 'all of them',
      run: {
        ...run,
        restart: { policy: 'ON_FAILURE', activeDeadlineSeconds: 3600 },
        placement: { constraints: [{ attribute: 'rack', operator: 'EQ', value: 'r1' }] },
        docker: { image: 'x/report:1', forcePullImage: true, privileged: true },
        env: { A: '1' },
      },
      schedules: [
        { id: 'default', cron: '0 2 * * *', timezone: 'Europe/Berlin', concurrencyPolicy: 'FORBID' },
      ],
    })
    expect(faults).toEqual([])
    const [job] = jobs
    expect(job!.run.needs).toEqual({ cpus: 500, mem: 256_000, disk: 0, gpus: 0 })
    expect(job!.run.restart).toEqual({ policy: 'ON_FAILURE', activeDeadline: 3600 * SECOND })
    expect(job!.run.constraints).toEqual([{ field: 'rack', operator: 'IS', value: 'r1' }])
    expect(job!.run.image).toEqual({
      ...{ name: 'x/report:1', forcePull: true, privileged: true, parameters: [] },
    })
    expect(job!.schedule?.zone.name).toBe('Europe/Berlin')
    expect(job!.schedule?.startingDeadline).toBe(900 * SECOND)
    const docker = ['run.docker.image', 'run.docker.forcePullImage', 'run.docker.privileged']
    expect(unmodelled).toEqual(['description', ...docker, 'run.cmd', 'run.env'])
  })

  it('may be what Metronome answers, which says more than was asked for', () => {
    const counts = { successCount: 3, failureCount: 0, lastSuccessAt: null, lastFailureAt: null }
    const answer = {
      ...{ id: 'a', run, activeRuns: [{ id: '20160714103005' }], historySummary: counts },
      history: { ...counts, successfulFinishedRuns: [], failedFinishedRuns: [] },
      schedules: [{ id: 'default', cron: '20 0 * * *', nextRunAt: '2016-07-20T00:20:00.000+0000' }],
    }
    for (const flags of [head, metronome01]) {
      const { jobs, faults, unmodelled } = read(answer, flags)
      expect(faults).toEqual([])
      expect([jobs[0]!.id, jobs[0]!.schedule?.id]).toEqual(['a', 'default'])
      expect(unmodelled).toEqual(['run.cmd'])
    }
  })

  it('says everything that is wrong with it at once', () => {
    const { faults } = read({
      id: 'Reports',
      run: { ...run, cpus: 0, memory: 1, restart: { policy: 'ALWAYS' } },
      schedules: [
        {
          id: 'default',
          cron: '0 0 31 2,4 *',
          timezone: 'Europe/Atlantis',
          startingDeadlineSeconds: 5,
        },
      ],
      colour: 'blue',
    })
    expect(faults).toEqual([
      'id: found "Reports", expected names of lower-case letters, digits and dashes, with dots between them',
      'schedules.0.timezone: found the time zone "Europe/Atlantis", expected a name of the IANA database; Europe/Berlin is one',
      'schedules.0.startingDeadlineSeconds: found 5, expected a whole number of at least 60',
      'schedules.0.cron: found "0 0 31 2,4 *", which never fires, expected dates that a calendar has; loosen its days or months',
      'colour: found an unknown field, expected a field of a job; delete it',
      'run.cpus: found 0, expected a number of at least 0.01',
      'run.restart.policy: found "ALWAYS", expected NEVER or ON_FAILURE',
      'run.memory: found an unknown field, expected a field of a run; delete it',
    ])
    const schedules = [{ id: 'default', cron: '60 25 * * *' }]
    expect(read({ id: 'a', run, schedules }).faults).toEqual([
      'schedules.0.cron: found "60" as minute, expected numbers from 0 to 59; correct the expression',
      'schedules.0.cron: found "25" as hour, expected numbers from 0 to 23; correct the expression',
    ])
  })

  it('is older in 0.1: no dependencies, no GPUs, another default, and REPLACE', () => {
    const schedules = [{ id: 'default', cron: '* * * * *' }]
    const policyOf = (flags: Flags) =>
      read({ id: 'a', run, schedules }, flags).jobs[0]!.schedule?.concurrencyPolicy
    expect(policyOf(metronome01)).toBe('FORBID')
    expect(policyOf(head)).toBe('ALLOW')
    expect(
      read({ id: 'a', run: { ...run, gpus: 1 }, dependencies: [{ id: 'b' }] }, metronome01).faults,
    ).toEqual([
      'dependencies: found a field of another version, expected a field of a job; DC/OS 1.8 has no dependencies between jobs: take a later Metronome',
      'run.gpus: found a field of another version, expected a field of a run; Metronome 0.1 does not have it: take a later one',
    ])
    const replace = { id: 'a', run, schedules: [{ ...schedules[0], concurrencyPolicy: 'REPLACE' }] }
    expect(read(replace, metronome01).faults).toEqual([])
    expect(read(replace).faults).toEqual([
      'schedules.0.concurrencyPolicy: found "REPLACE", expected ALLOW or FORBID',
    ])
  })

  it('runs by a clock or after others, which must exist and not wait for each other', () => {
    const following = (id: string, ...parents: string[]) => ({
      id,
      run,
      dependencies: parents.map(parent => ({ id: parent })),
    })
    const both = { ...following('a', 'b'), schedules: [{ id: 'd', cron: '* * * * *' }] }
    expect(read([both, following('b', 'ghost'), following('c', 'd'), following('d', 'c')]).faults).toEqual([
      '0.schedules: found schedules beside dependencies, expected either: a job runs by a clock or after others',
      '1.dependencies: found ghost, expected ids of jobs that are defined; define them, or take them out',
      '2.dependencies: found a circle, c → d → c, expected jobs that can run one after the other; take one of these dependencies out',
    ])
    expect(read({ id: 'a', run: { ...run, cmd: undefined } }).faults).toEqual([
      'run: Cmd, Docker or UCR image must be specified',
    ])
    expect(read([following('a'), following('a')]).faults).toEqual([
      '1.id: found a second job a, expected every id once; give one of them another',
    ])
  })
})

describe('a run that Metronome refuses', () => {
  it('mixes what cannot be mixed', () => {
    const docker = { image: 'x' }
    const container = { mode: 'container', name: 'user' }
    const said = (written: Parameters<typeof runViolations>[0]) =>
      runViolations(written).map(([path, says]) => `${path} ${says}`)
    expect(said({ docker, networks: [container, { mode: 'container', name: 'other' }] })).toEqual([
      '/networks Docker does not allow specification of multiple networks',
    ])
    expect(said({ ucr: {}, networks: [container, container] })).toEqual([
      '/networks network names must be unique',
    ])
    expect(said({ docker, gpus: 1, volumes: [{ secret: 's' }], secrets: { s: {} } })).toEqual([
      '/gpus GPUs are not supported with Docker',
      '/volumes File based secrets are only supported by UCR',
    ])
    expect(said({ cmd: 'x', networks: [{ mode: 'host', name: 'n', labels: { a: 'b' } }] })).toEqual([
      '/networks(0)/name must be empty for host network',
      '/networks(0)/labels must be empty for host network',
    ])
  })
})

it('a job has an id, depends on each job once, and is an object', () => {
  const dependencies = [{ id: 'b' }, { id: 'b' }, {}, { id: 5 }]
  const { faults } = read([5, { run }, { id: 'a', run, dependencies }, { id: 'b', run }])
  expect(faults).toEqual([
    expect.stringMatching(/^0: found 5/),
    '1.id: found nothing, expected names of lower-case letters, digits and dashes, with dots between them',
    '2.dependencies.2.id: found nothing, expected the id of a job; add it',
    // What stands there and is no text is told once.
    '2.dependencies.3.id: found 5, expected a text',
    '2.dependencies: found a job twice, expected each job once',
  ])
})

it('what Metronome refuses of a run is told at its place', () => {
  const networks = [{ mode: 'host', name: 'n' }]
  expect(read({ id: 'a', run: { ...run, networks } }).faults).toEqual([
    'run.networks(0).name: must be empty for host network',
  ])
})
