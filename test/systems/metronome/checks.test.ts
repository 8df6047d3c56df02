import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { checkMetronome } from '../../../systems/metronome/checks.ts'
import {
  networkViolations,
  runViolations,
  type WrittenNetwork,
  type WrittenRun,
} from '../../../systems/metronome/run-checks.ts'
import type { CronJobSpec, MetronomeSpec } from '../../../systems/metronome/spec.ts'
import { metronomeOf } from '../../support/metronome-run.ts'
import { toldFaults } from '../../support/told-faults.ts'

const cronJob: CronJobSpec = { cron: '0 0 * * *', cpuMilli: 100, memoryMiB: 10, duration: SECOND }

const faults = (name: 'metronome-0.1' | 'metronome-head', changes: Partial<MetronomeSpec>) => {
  const { root, frameworks } = metronomeOf(name, changes)
  return toldFaults(checkMetronome(frameworks[0] as MetronomeSpec, root))
}
const ofJob = (name: 'metronome-0.1' | 'metronome-head', changes: Partial<CronJobSpec>) =>
  faults(name, { schedules: [{ ...cronJob, ...changes }] })

describe('a job by the clock of Metronome', () => {
  it('is never replaced at head, and says so in 0.1', () => {
    expect(ofJob('metronome-head', { concurrency: 'replace' })).toEqual([
      'metronome.schedules.0.concurrency: "replace"',
    ])
    expect(ofJob('metronome-head', { concurrency: 'forbid' })).toEqual([])
    expect(ofJob('metronome-0.1', { concurrency: 'replace' })).toEqual([])
  })

  it('has a deadline for its start at head alone, and one of a minute at least', () => {
    expect(ofJob('metronome-head', { startingDeadline: 60 * SECOND })).toEqual([])
    expect(ofJob('metronome-head', { startingDeadline: 59 * SECOND })).toEqual([
      'metronome.schedules.0.starting-deadline: 59 s',
    ])
    expect(ofJob('metronome-0.1', { startingDeadline: 60 * SECOND })).toEqual([
      'metronome.schedules.0.starting-deadline: a deadline for the start',
    ])
  })

  it('has dates that come', () => {
    expect(ofJob('metronome-head', { cron: '0 0 30 2 *' })).toEqual([
      expect.stringContaining('metronome.schedules.0.cron: "0 0 30 2 *"'),
    ])
    // A date that a calendar has, and that is over.
    expect(ofJob('metronome-head', { cron: '0 0 1 1 * 2001' })).toEqual([
      'metronome.schedules.0.cron: "0 0 1 1 * 2001", which never fires',
    ])
    expect(ofJob('metronome-head', { timezone: 'Moon/Crater' })).toEqual([
      'metronome.schedules.0.timezone: the time zone "Moon/Crater"',
    ])
    expect(faults('metronome-head', { startsAt: 'now' })).toEqual(['metronome.starts-at: "now"'])
    expect(ofJob('metronome-head', {})).toEqual([])
  })
})

const MIXED =
  'You may not mix host, container, or container/bridge networking. Only define one kind of network.'
const CONTAINERS = 'Only containers may join container or bridge networks'
const ONE_OF_DOCKER = 'Docker does not allow specification of multiple networks'
const ONE_OF_OTHERS = 'Only one host or container/bridge network modes are allowed'

const cmd = 'run'
const docker = { image: 'i' }
const ucr = {}
const net = (mode: string, name?: string): WrittenNetwork => ({ mode, ...(name !== undefined && { name }) })

describe('networks of a run', () => {
  it.each<[string, WrittenRun, readonly string[]]>([
    ['none', { cmd }, []],
    ['host, of a command', { cmd, networks: [net('host')] }, []],
    ['a bridge, of a command', { cmd, networks: [net('container/bridge')] }, [CONTAINERS]],
    ['a bridge, of a container', { docker, networks: [net('container/bridge')] }, []],
    ['two of one container of UCR', { ucr, networks: [net('container', 'a'), net('container', 'b')] }, []],
    [
      'two of one container of Docker',
      { docker, networks: [net('container', 'a'), net('container', 'b')] },
      [ONE_OF_DOCKER],
    ],
    ['one of a container of Docker', { docker, networks: [net('container', 'a')] }, []],
    [
      'two bridges',
      { docker, networks: [net('container/bridge'), net('container/bridge')] },
      [ONE_OF_OTHERS],
    ],
    ['two kinds', { ucr, networks: [net('host'), net('container', 'a')] }, [MIXED, ONE_OF_OTHERS]],
    [
      'two kinds, of Docker',
      { docker, networks: [net('host'), net('container', 'a')] },
      [MIXED, ONE_OF_OTHERS],
    ],
    [
      'one name twice',
      { ucr, networks: [net('container', 'a'), net('container', 'a')] },
      ['network names must be unique'],
    ],
  ])('may be, or are told what is wrong: %s', (_, run, says) => {
    expect(runViolations(run)).toEqual(says.map(each => ['/networks', each]))
  })

  it.each<[WrittenNetwork, readonly string[]]>([
    [net('container'), ['/name']],
    [net('container', ''), ['/name']],
    [{ ...net('container', 'a'), labels: { x: 'y' } }, []],
    [net('host'), []],
    [{ ...net('host', 'a'), labels: { x: 'y' } }, ['/name', '/labels']],
    [{ ...net('host'), labels: {} }, []],
    [{ ...net('container/bridge'), labels: { x: 'y' } }, []],
    [net('container/bridge', 'a'), ['/name']],
  ])('%j is wrong at %j', (network, paths) => {
    expect(networkViolations(network).map(([path]) => path)).toEqual(paths)
    const all = runViolations({ docker, networks: [network] })
    expect(all.map(([path]) => path)).toEqual(paths.map(path => `/networks(0)${path}`))
  })
})

describe('a run', () => {
  it.each<[string, WrittenRun, readonly string[]]>([
    ['a command', { cmd }, []],
    ['an image of Docker', { docker }, []],
    ['an image of UCR', { ucr }, []],
    ['nothing', {}, ['/: Cmd, Docker or UCR image must be specified']],
    ['Docker without an image', { docker: {} }, ['/: Cmd, Docker or UCR image must be specified']],
    ['both containers', { docker, ucr }, ['/: Either Docker or UCR should be provided, but not both']],
    ['GPUs of UCR', { ucr, gpus: 1 }, []],
    ['GPUs of Docker', { docker, gpus: 1 }, ['/gpus: GPUs are not supported with Docker']],
    [
      'a secret in a file of Docker',
      { docker, volumes: [{ secret: 's' }], secrets: { s: {} } },
      ['/volumes: File based secrets are only supported by UCR'],
    ],
    ['a volume of Docker without one', { docker, volumes: [{}] }, []],
    ['a secret in a file of UCR', { ucr, volumes: [{}, { secret: 's' }], secrets: { s: {} } }, []],
    ['a secret in the environment', { cmd, env: { A: 'a', B: { secret: 's' } }, secrets: { s: {} } }, []],
  ])('may have %s, or is told what is wrong', (_, run, told) => {
    expect(runViolations(run).map(each => each.join(': '))).toEqual(told)
  })

  it('uses every secret that it has, and has every one that it uses', () => {
    const env = { A: { secret: 'a' }, B: { secret: 'b' } }
    expect(runViolations({ cmd, env, secrets: { b: {}, c: {}, d: {} } })).toEqual([
      [
        '/',
        'The following secrets are referenced, but undefined: a. Please add them to the secrets field.' +
          'The following secrets are defined, but not referenced: c, d. Please remove them from the secrets field.',
      ],
    ])
  })
})
