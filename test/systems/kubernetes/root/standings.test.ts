import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import { execute } from '../../../../bench/execute.ts'
import { plan } from '../../../bench/experiment/given.ts'
import { deployment } from '../manifest/read-manifests.ts'

const node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n' },
  status: { allocatable: { cpu: '250m', memory: '8Gi', pods: 50 } },
}

/** Attempts take 10 s each; nothing else takes time. */
async function standings(objects: readonly object[], until: number, cluster: object = {}) {
  const text = [node, ...objects].map(each => stringify(each)).join('---\n')
  const experiment = `name: Standings
system: kubernetes-controllers
seeds: 1
cluster: ${JSON.stringify({ files: ['m.yaml'], 'job-duration': '1 h', ...cluster })}
root: { think: { per-job: 10 s, per-task: 0 s } }
until: ${until} s
`
  const { runs } = await plan(experiment, {}, { 'm.yaml': text })
  const { standings } = await execute({ ...runs[0]!.spec, check: true })
  return standings!.map(({ of, wanted, running, waits }) => [
    ...[of, wanted, running],
    ...waits.map(
      ({ reason, pods }) => `${pods} ${/^(?:0.1 nodes are available: )?(.*?)(?:\. .*)?$/.exec(reason)![1]}`,
    ),
  ])
}

it('pods that run are told from those that wait, and these by what was said of them last, the most first', async () => {
  // Of six pods of 100m two are placed after 10 and 20 s, the others find no room after 30 and 40 s; then others are tried.
  const web = [deployment('web', { replicas: 6 })]
  expect(await standings(web, 25)).toEqual([
    ['deployment/shop/web', 6, 2, '4 not tried yet by the scheduler'],
  ])
  expect(await standings(web, 35)).toEqual([
    ['deployment/shop/web', 6, 2, '3 not tried yet by the scheduler', '1 1 Insufficient cpu'],
  ])
  // Of each two: in the order of their reasons.
  expect(await standings(web, 45)).toEqual([
    ['deployment/shop/web', 6, 2, '2 1 Insufficient cpu', '2 not tried yet by the scheduler'],
  ])
})

it('classes stand in the order of their names, with pods that are gated among them', async () => {
  const gated = deployment('gated', { replicas: 3 }, { schedulingGates: [{ name: 'later' }] })
  expect(await standings([deployment('web'), gated, deployment('api', { replicas: 0 })], 25)).toEqual([
    ['deployment/shop/gated', 3, 0, '3 Scheduling is blocked due to non-empty scheduling gates'],
    ['deployment/shop/web', 2, 2],
  ])
})

it('a pod that its node has no room for was refused by the kubelet of that, by what is short', async () => {
  // The node has 250m and 8Gi: after the first pod 50m and 1Gi are left.
  const pod = (name: string, cpu: string, memory: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop' },
    spec: {
      nodeName: 'n',
      containers: [{ name: 'c', image: 'i', resources: { requests: { cpu, memory } } }],
    },
    status: { phase: 'Running' },
  })
  const objects = [pod('a', '200m', '7Gi'), pod('b', '100m', '1Gi'), pod('c', '50m', '2Gi')]
  expect(await standings(objects, 25, { status: 'keep' })).toEqual([
    ['pod/shop/a', 1, 1],
    ['pod/shop/b', 1, 0, '1 OutOfcpu, refused by the kubelet of n and not made again'],
    ['pod/shop/c', 1, 0, '1 OutOfmemory, refused by the kubelet of n and not made again'],
  ])
})
