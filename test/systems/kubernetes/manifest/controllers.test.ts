import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../../sim/engine/time.ts'
import { deployment, readManifests } from './read-manifests.ts'

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
