import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { container, deployment, owned, readManifests } from './read-manifests.ts'

const names = (read: ReturnType<typeof readManifests>) =>
  read.objects.makers.map(({ kind, name }) => `${kind} ${name}`)

describe('what an owner has made', () => {
  const hash = { app: 'web', 'pod-template-hash': 'abc' }
  const replicaSet = {
    ...owned('ReplicaSet', 'web-abc', { kind: 'Deployment', name: 'web', uid: 'uid-web' }, hash),
  }
  const pod = (name: string) =>
    owned('Pod', name, { kind: 'ReplicaSet', name: 'web-abc', uid: 'uid-web-abc' }, hash)

  it('is counted with it, wherever in the files it stands', () => {
    const read = readManifests([
      { apiVersion: 'v1', kind: 'List', items: [pod('web-abc-1'), replicaSet] },
      deployment('web'),
      pod('web-abc-2'),
    ])
    expect(read.faults).toEqual([])
    expect(names(read)).toEqual(['Deployment web'])
    expect(read.remarks).toEqual([
      { remark: 'Pods counted with their owners', count: 2 },
      { remark: 'pods that stay where their nodeName says', count: 2 },
      { remark: 'ReplicaSets counted with their owners', count: 1 },
    ])
    expect([...read.places.values()]).toEqual([['n1', 'n1']])
  })

  it('is counted with it where the ReplicaSet or Job between the two is missing', () => {
    const cron = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'report', namespace: 'shop' },
      spec: {
        schedule: '0 * * * *',
        jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [container()] } } } },
      },
    }
    const ofJob = owned('Pod', 'report-29-x', { kind: 'Job', name: 'report-2912', uid: 'j' })
    expect(names(readManifests([deployment('web'), pod('web-abc-1'), cron, ofJob]))).toEqual([
      'Deployment web',
      'CronJob report',
    ])
    // Another Deployment's pods only look alike.
    const other = deployment('web', { selector: { matchLabels: { app: 'web', tier: 'x' } } })
    expect(names(readManifests([other, pod('web-abc-1')]))).toContain('Pod web-abc-1')
  })

  it('stands for itself where nobody of its owners is here, or it is another one of that name', () => {
    const alone = readManifests([pod('web-abc-1')])
    expect(names(alone)).toEqual(['Pod web-abc-1'])
    expect(alone.remarks.map(({ remark }) => remark)).toEqual([
      'pods whose owner is not here, each for itself',
      'pods that stay where their nodeName says',
    ])
    const renewed = { ...replicaSet, metadata: { name: 'web-abc', namespace: 'shop', uid: 'new' } }
    const spec = deployment('web')['spec'] as object
    expect(
      names(
        readManifests([
          { ...renewed, spec: { ...spec, selector: { matchLabels: { app: 'web' } } } },
          pod('p'),
        ]),
      ),
    ).toEqual(['ReplicaSet web-abc', 'Pod p'])
  })

  it('is counted once, however it is ordered and however often files repeat it', () => {
    const all = [deployment('web'), replicaSet, pod('web-abc-1'), pod('web-abc-2'), deployment('db')]
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length, maxLength: 2 * all.length }),
        fc.boolean(),
        (shuffled, inList) => {
          const read = readManifests(
            inList ? [{ apiVersion: 'v1', kind: 'List', items: shuffled }] : shuffled,
          )
          expect(read.faults).toEqual([])
          expect(names(read).sort()).toEqual(['Deployment db', 'Deployment web'])
          expect(read.remarks.find(({ remark }) => remark.includes('again'))?.count).toBe(all.length)
        },
      ),
    )
  })
})

describe('the state in a dump', () => {
  const bare = (name: string, phase: string, metadata: object = {}) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, ...metadata },
    spec: { containers: [container()], nodeName: 'n1' },
    status: { phase },
  })
  const static_ = bare('kube-proxy-n1', 'Running', {
    ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: 'n1', controller: true, uid: 'n' }],
  })
  const pods = [
    bare('runs', 'Running'),
    bare('done', 'Succeeded'),
    bare('goes', 'Running', { deletionTimestamp: '2026-01-01T00:00:00Z' }),
    static_,
  ]
  const where = (read: ReturnType<typeof readManifests>) =>
    read.objects.makers.map(maker => [maker.name, maker.kind === 'Pod' ? maker.nodeName : '?'])

  it('counts unless it is dropped, and either is said', () => {
    const kept = readManifests(pods)
    expect(where(kept)).toEqual([
      ['runs', 'n1'],
      ['kube-proxy-n1', 'n1'],
    ])
    expect(kept.remarks).toEqual([
      { remark: 'pods that stay where their nodeName says', count: 1 },
      { remark: 'pods that are over, and hold nothing', count: 1 },
      { remark: 'objects that are being deleted, left out', count: 1 },
      { remark: 'pods of kubelets, which stay on their nodes', count: 1 },
    ])
    const dropped = readManifests(pods, 'drop')
    expect(where(dropped)).toEqual([
      ['runs', null],
      ['done', null],
      ['goes', null],
      ['kube-proxy-n1', 'n1'],
    ])
    expect(dropped.remarks[0]).toEqual({ remark: 'pods whose nodeName is dropped', count: 3 })
  })

  it('of a Job that is over lets it rest', () => {
    const job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'once' },
      spec: { completions: 3, template: { spec: { restartPolicy: 'OnFailure', containers: [container()] } } },
      status: { conditions: [{ type: 'Complete', status: 'True' }] },
    }
    expect(names(readManifests([job]))).toEqual([])
    expect(readManifests([job], 'drop').objects.makers).toMatchObject([
      { completions: 3, parallelism: 1, backoffLimit: 6, completionMode: 'NonIndexed' },
    ])
  })

  it('gives pods that are alike one template', () => {
    const { objects } = readManifests([bare('a', 'Running'), bare('b', 'Running')])
    const [a, b] = objects.makers.map(maker => maker.kind === 'Pod' && maker.pod)
    expect(a).toBe(b)
  })
})
