import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { readJob } from '../../../systems/metronome/definition.ts'
import { head, metronome01 } from '../../../systems/metronome/era.ts'
import { runViolations } from '../../../systems/metronome/run-checks.ts'

const run = { cmd: './report', cpus: 0.5, mem: 256, disk: 0 }

describe('the definition of a Metronome job', () => {
  it('becomes what runs need and when, and names what is not modelled', () => {
    const { job, notModelled } = readJob(
      {
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
      },
      'job.json:',
    )
    expect(job.run.needs).toEqual({ cpus: 500, mem: 256_000, disk: 0, gpus: 0 })
    expect(job.run.restart).toEqual({ policy: 'ON_FAILURE', activeDeadline: 3600 * SECOND })
    expect(job.run.constraints).toEqual([{ field: 'rack', operator: 'IS', value: 'r1' }])
    expect(job.run.image).toEqual({ name: 'x/report:1', forcePull: true, parameters: [] })
    expect(job.schedule?.zone.name).toBe('Europe/Berlin')
    expect(job.schedule?.startingDeadline).toBe(900 * SECOND)
    expect(notModelled).toEqual(['run.docker.privileged', 'run.cmd', 'run.env', 'description'])
  })

  it('says everything that is wrong with it at once', () => {
    const wrong = {
      id: 'Reports',
      run: { ...run, cpus: 0, memory: 1, restart: { policy: 'ALWAYS' } },
      schedules: [
        { id: 'default', cron: '0 0 31 2,4 *', timezone: 'Europe/Atlantis', startingDeadlineSeconds: 5 },
      ],
      colour: 'blue',
    }
    expect(() => readJob(wrong, 'job.json:')).toThrow(
      [
        'job.json: id: found "Reports", expected names of lower-case letters, digits and dashes between dots; correct it.',
        'job.json: schedules[0].startingDeadlineSeconds: found 5, expected a whole number of at least 60; correct it.',
        'job.json: schedules[0].cron: found "0 0 31 2,4 *", which never fires: no date has all that it asks for. Loosen the days or the months.',
        'job.json: schedules[0].timezone: found the time zone "Europe/Atlantis", expected a name of the IANA database; Europe/Berlin is one.',
        'job.json: run.cpus: found 0, expected a number of at least 0.01; correct it.',
        'job.json: run.restart.policy: found "ALWAYS", expected one of NEVER, ON_FAILURE; correct it.',
      ].join('\n'),
    )
    expect(() => readJob(wrong, 'job.json:')).toThrow(
      'job.json: colour: found a field that Metronome does not know',
    )
    expect(() => readJob(wrong, 'job.json:')).toThrow(
      'job.json: run.memory: found a field that Metronome does not know',
    )
  })

  it('is older in 0.1: no dependencies, no GPUs, another default, and REPLACE', () => {
    const schedules = [{ id: 'default', cron: '* * * * *' }]
    const old = readJob({ id: 'a', run, schedules }, 'job:', metronome01).job
    expect(old.schedule?.concurrencyPolicy).toBe('FORBID')
    expect(readJob({ id: 'a', run, schedules }, 'job:', head).job.schedule?.concurrencyPolicy).toBe('ALLOW')
    expect(() => readJob({ id: 'a', run, dependencies: [{ id: 'b' }] }, 'job:', metronome01)).toThrow(
      'job: dependencies: found a field that Metronome 0.1 does not know',
    )
    const replace = { id: 'a', run, schedules: [{ ...schedules[0], concurrencyPolicy: 'REPLACE' }] }
    expect(readJob(replace, 'job:', metronome01).job.schedule?.concurrencyPolicy).toBe('REPLACE')
    expect(() => readJob(replace, 'job:', head)).toThrow('expected one of ALLOW, FORBID')
  })

  it('runs by a clock or after others', () => {
    const both = { id: 'a', run, schedules: [{ id: 'd', cron: '* * * * *' }], dependencies: [{ id: 'b' }] }
    expect(() => readJob(both, 'job:')).toThrow('job: found schedules and dependencies, expected either')
    expect(() => readJob({ id: 'a', run: { ...run, cmd: undefined } }, 'job:')).toThrow(
      'job: run: Cmd, Docker or UCR image must be specified',
    )
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
