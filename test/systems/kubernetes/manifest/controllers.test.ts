import { describe, expect, it } from 'vitest'
import { NEVER, SECOND } from '../../../../sim/engine/time.ts'
import { container, deployment, readManifests } from './read-manifests.ts'

const read = (object: object) => {
  const { objects, faults, notHonoured } = readManifests([object])
  return { maker: objects.makers[0], faults, notHonoured: [...notHonoured.keys()] }
}
const short = (faults: readonly string[]) =>
  faults.map(fault => fault.replace(/^0\.spec\.(\S+): .*?: found/, '$1: found'))

const keeping = (kind: string, spec: object = {}): Record<string, unknown> => {
  const base = deployment('web')
  const { selector, template } = base['spec'] as Record<string, unknown>
  return { ...base, kind, spec: { selector, template, ...spec } }
}
const whole = (least = 0) => `expected a whole number of at least ${least}; correct it`
const amount = 'expected a number of pods such as 1, or a percentage such as 25%; correct it'

describe('a Deployment', () => {
  it('takes over all that it says', () => {
    const spec = {
      ...{
        replicas: 0,
        minReadySeconds: 5,
        progressDeadlineSeconds: 60,
        paused: true,
        revisionHistoryLimit: 3,
      },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 2, maxUnavailable: '10%' } },
    }
    const { maker, faults } = read(keeping('Deployment', spec))
    expect(faults).toEqual([])
    expect(maker).toMatchObject({
      ...{ replicas: 0, minReady: 5 * SECOND, progressDeadline: 60 * SECOND, paused: true },
      strategy: { type: 'RollingUpdate', maxSurge: { pods: 2 }, maxUnavailable: { percent: 10 } },
    })
    expect(read(keeping('Deployment', { strategy: { type: 'Recreate' } })).maker).toMatchObject({
      strategy: { type: 'Recreate' },
    })
  })

  it.each<[object, readonly string[]]>([
    [{ maxSurge: 0, maxUnavailable: 1 }, []],
    [{ maxSurge: '1%', maxUnavailable: 0 }, []],
    [
      { maxSurge: '0%', maxUnavailable: '0%' },
      [
        'strategy.rollingUpdate.maxUnavailable: found 0, expected more than 0 where maxSurge is 0; nothing could be replaced',
      ],
    ],
    [{ maxSurge: -1 }, [`strategy.rollingUpdate.maxSurge: found -1, ${amount}`]],
    [{ maxSurge: 1.5 }, [`strategy.rollingUpdate.maxSurge: found 1.5, ${amount}`]],
    [{ maxSurge: '1.5%' }, [`strategy.rollingUpdate.maxSurge: found "1.5%", ${amount}`]],
    [{ maxUnavailable: '5' }, [`strategy.rollingUpdate.maxUnavailable: found "5", ${amount}`]],
  ])('may roll with %j, or is told why not', (rollingUpdate, faults) => {
    expect(short(read(keeping('Deployment', { strategy: { rollingUpdate } })).faults)).toEqual(faults)
  })

  it('restarts its pods always', () => {
    const never = deployment('web', {}, { restartPolicy: 'OnFailure' })
    expect(short(read(never).faults)).toEqual([
      'template.spec.restartPolicy: found "OnFailure", expected Always; correct it',
    ])
  })
})

it('a ReplicaSet has a number of pods, and what is usual of it', () => {
  expect(read(keeping('ReplicaSet', { replicas: 3, minReadySeconds: 2 }))).toMatchObject({
    maker: { kind: 'ReplicaSet', replicas: 3, minReady: 2 * SECOND },
    faults: [],
  })
  expect(read(keeping('ReplicaSet')).maker).toMatchObject({ replicas: 1, minReady: 0 })
})

describe('a StatefulSet', () => {
  it('is what it says, and what is usual of the rest', () => {
    expect(read(keeping('StatefulSet', { serviceName: 'db' }))).toMatchObject({
      maker: {
        ...{ kind: 'StatefulSet', replicas: 1, podManagementPolicy: 'OrderedReady', minReady: 0, start: 0 },
        update: { type: 'RollingUpdate', partition: 0, maxUnavailable: { pods: 1 } },
      },
      faults: [],
      notHonoured: [],
    })
    const spec = {
      ...{ replicas: 3, podManagementPolicy: 'Parallel', minReadySeconds: 4, ordinals: { start: 5 } },
      updateStrategy: { rollingUpdate: { partition: 2, maxUnavailable: '50%' } },
    }
    expect(read(keeping('StatefulSet', spec)).maker).toMatchObject({
      ...{ replicas: 3, podManagementPolicy: 'Parallel', minReady: 4 * SECOND, start: 5 },
      update: { type: 'RollingUpdate', partition: 2, maxUnavailable: { percent: 50 } },
    })
    const onDelete = read(keeping('StatefulSet', { updateStrategy: { type: 'OnDelete' } })).maker
    expect(onDelete).toMatchObject({ update: { type: 'OnDelete' } })
  })

  it('has whole numbers', () => {
    const spec = { ordinals: { start: -1 }, updateStrategy: { rollingUpdate: { partition: -1 } } }
    expect(short(read(keeping('StatefulSet', spec)).faults)).toEqual([
      `updateStrategy.rollingUpdate.partition: found -1, ${whole()}`,
      `ordinals.start: found -1, ${whole()}`,
    ])
  })
})

describe('a DaemonSet', () => {
  const rolling = (rollingUpdate: object) => read(keeping('DaemonSet', { updateStrategy: { rollingUpdate } }))

  it('replaces one pod after the other unless it says more', () => {
    expect(read(keeping('DaemonSet', { minReadySeconds: 3 }))).toMatchObject({
      maker: {
        ...{ kind: 'DaemonSet', minReady: 3 * SECOND },
        update: { type: 'RollingUpdate', maxSurge: { pods: 0 }, maxUnavailable: { pods: 1 } },
      },
      faults: [],
    })
    expect(rolling({ maxSurge: '20%', maxUnavailable: 0 })).toMatchObject({
      maker: { update: { maxSurge: { percent: 20 }, maxUnavailable: { pods: 0 } } },
      faults: [],
    })
    expect(read(keeping('DaemonSet', { updateStrategy: { type: 'OnDelete' } })).maker).toMatchObject({
      update: { type: 'OnDelete' },
    })
  })

  it('either has more pods for a while, or fewer', () => {
    const either = 'expected either maxSurge or maxUnavailable above 0, and the other 0; correct it'
    const place = 'updateStrategy.rollingUpdate.maxUnavailable'
    expect(short(rolling({ maxSurge: 1 }).faults)).toEqual([`${place}: found 1, ${either}`])
    expect(short(rolling({ maxSurge: 1, maxUnavailable: '5%' }).faults)).toEqual([
      `${place}: found "5%", ${either}`,
    ])
    expect(short(rolling({ maxUnavailable: 0 }).faults)).toEqual([`${place}: found 0, ${either}`])
  })
})

it('pods are made from a template, which has to be there', () => {
  const { template: _, ...spec } = keeping('ReplicaSet')['spec'] as Record<string, unknown>
  expect(short(read({ ...keeping('ReplicaSet'), spec }).faults)).toContain(
    'template: found nothing, expected what its pods are made from; correct it',
  )
})

describe('a Job', () => {
  const job = (spec: object = {}, podSpec: object = {}) => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'j' },
    spec: { ...spec, template: { spec: { restartPolicy: 'Never', containers: [container()], ...podSpec } } },
  })

  it('runs one pod, tries it six times more, and takes all the time that it needs', () => {
    expect(read(job())).toMatchObject({
      maker: {
        ...{ parallelism: 1, completions: 1, completionMode: 'NonIndexed', backoffLimit: 6 },
        ...{ backoffLimitPerIndex: null, maxFailedIndexes: null, activeDeadline: NEVER, suspend: false },
        ...{ podReplacementPolicy: 'TerminatingOrFailed', podFailurePolicy: [], successPolicy: [] },
      },
      faults: [],
      notHonoured: [],
    })
  })

  it('takes over all that it says', () => {
    const said = {
      ...{
        parallelism: 0,
        completions: 5,
        completionMode: 'Indexed',
        backoffLimit: 2,
        backoffLimitPerIndex: 0,
      },
      ...{ maxFailedIndexes: 0, suspend: true, podReplacementPolicy: 'Failed' },
    }
    const spec = { ...said, activeDeadlineSeconds: 90 }
    expect(read(job(spec))).toMatchObject({
      maker: { ...said, activeDeadline: 90 * SECOND },
      faults: [],
    })
  })

  it.each<[string, object, object, readonly string[]]>([
    [
      'indexes, and says of how many',
      { completionMode: 'Indexed', parallelism: 2 },
      {},
      ['completions: found nothing, expected how many, where completionMode is Indexed; correct it'],
    ],
    [
      'indexes for what is counted by them',
      { backoffLimitPerIndex: 1, successPolicy: { rules: [] } },
      {},
      [
        'completionMode: found "NonIndexed", expected Indexed, where there is backoffLimitPerIndex; correct it',
        'completionMode: found "NonIndexed", expected Indexed, where there is successPolicy; correct it',
      ],
    ],
    [
      'a limit of each index beside that of all',
      { completions: 2, completionMode: 'Indexed', maxFailedIndexes: 1 },
      {},
      ['backoffLimitPerIndex: found nothing, expected a limit, where there is maxFailedIndexes; correct it'],
    ],
    [
      'pods that never restart beside a policy for their failures',
      { podFailurePolicy: { rules: [{ action: 'FailJob' }] } },
      { restartPolicy: 'OnFailure' },
      [
        'template.spec.restartPolicy: found "OnFailure", expected Never, where there is a podFailurePolicy; correct it',
      ],
    ],
    ['pods that restart without one', {}, { restartPolicy: 'OnFailure' }, []],
    [
      'indexes that can be read',
      { completions: 9, completionMode: 'Indexed', successPolicy: { rules: [{ succeededIndexes: '1,2-' }] } },
      {},
      ['successPolicy.rules.0.succeededIndexes: found "1,2-", expected indexes such as 0,2-4; correct it'],
    ],
    [
      'a count of at least one',
      { completions: 9, completionMode: 'Indexed', successPolicy: { rules: [{ succeededCount: 0 }] } },
      {},
      [`successPolicy.rules.0.succeededCount: found 0, ${whole(1)}`],
    ],
    ['whole numbers', { completions: -1 }, {}, [`completions: found -1, ${whole()}`]],
  ])('has %s', (_, spec, podSpec, faults) => {
    expect(short(read(job(spec, podSpec)).faults)).toEqual(faults)
  })

  it('reads all of a policy for failures', () => {
    const rules = [
      { action: 'FailJob', onExitCodes: { containerName: 'c', operator: 'NotIn', values: [0, 7] } },
      { action: 'Count', onPodConditions: [{ type: 'Ready', status: 'False' }] },
    ]
    expect(read(job({ podFailurePolicy: { rules } }))).toMatchObject({
      maker: {
        podReplacementPolicy: 'Failed',
        podFailurePolicy: [
          { action: 'FailJob', onExitCodes: { container: 'c', operator: 'NotIn', values: [0, 7] } },
          { action: 'Count', onExitCodes: null, onConditions: [{ type: 'Ready', status: 'False' }] },
        ],
      },
      faults: [],
    })
  })

  it('that is over is nobody’s work any more', () => {
    const over = (type: string, status: string) => ({ ...job(), status: { conditions: [{ type, status }] } })
    const left = [
      ...[
        over('Complete', 'True'),
        over('Failed', 'True'),
        over('Complete', 'False'),
        over('Suspended', 'True'),
      ],
    ].map(each => readManifests([each]).objects.makers.length)
    expect(left).toEqual([0, 0, 1, 1])
  })

  it('of another controller is not honoured', () => {
    expect(read(job({ managedBy: 'kueue.x-k8s.io/multikueue' })).notHonoured).toEqual(['Job.managedBy'])
    expect(
      read(job({ managedBy: 'kubernetes.io/job-controller', ttlSecondsAfterFinished: 5 })).faults,
    ).toEqual([])
  })
})

describe('a CronJob', () => {
  const cron = (spec: object) => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'c' },
    spec: {
      schedule: '0 * * * *',
      jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [container()] } } } },
      ...spec,
    },
  })

  it('is what it says, and what is usual of the rest', () => {
    expect(read(cron({ successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 }))).toMatchObject({
      maker: {
        ...{ kind: 'CronJob', schedule: '0 * * * *', timeZone: null, concurrencyPolicy: 'Allow' },
        ...{ startingDeadline: NEVER, suspend: false, job: { parallelism: 1, completions: 1 } },
      },
      faults: [],
    })
    const said = {
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: 'Replace',
      suspend: true,
    }
    const { maker } = read(cron({ ...said, startingDeadlineSeconds: 0 }))
    expect(maker).toMatchObject({ ...said, startingDeadline: 0 })
  })

  it('has a schedule and a zone that can be read', () => {
    expect(short(read(cron({ schedule: undefined })).faults)).toEqual([
      'schedule: found nothing, expected when it is due, such as "0 * * * *"; correct it',
    ])
    expect(short(read(cron({ schedule: '61 * * * *' })).faults)[0]).toContain('schedule: found "61')
    expect(short(read(cron({ timeZone: 'Moon/Crater' })).faults)[0]).toContain(
      'timeZone: found the time zone "Moon/Crater"',
    )
  })
})
