/**
 * Manifests whose pods name a scheduler.
 */
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { execute } from '../../../bench/execute.ts'
import { container, deployment } from '../../systems/kubernetes/manifest/read-manifests.ts'
import { plan } from './given.ts'

const node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n1' },
  status: { allocatable: { cpu: 4, memory: '8Gi', pods: 110 } },
}

const experiment = `name: Dump
system: mine
systems: { mine: { like: kubernetes-controllers, root: { configuration: s.yaml } } }
seeds: 1
cluster: [m.yaml]
until: 10 min
`

test('has pods of other schedulers decided by the profile of that name, or by none', async () => {
  const scheduler = `apiVersion: kubescheduler.config.k8s.io/v1
kind: KubeSchedulerConfiguration
profiles: [{ schedulerName: default-scheduler }, { schedulerName: packing }]
`
  const web = deployment('web', { replicas: 2 }, { containers: [container('1')], schedulerName: 'packing' })
  const ml = deployment('ml', { replicas: 1 }, { containers: [container('1')], schedulerName: 'volcano' })
  const { runs } = await plan(
    experiment,
    {},
    { 'm.yaml': [node, web, ml].map(each => stringify(each)).join('---\n'), 's.yaml': scheduler },
  )
  const { standings, metrics } = await execute({ ...runs[0]!.spec, check: true })
  expect(standings!.map(({ of, running, waits }) => [of, running, waits])).toEqual([
    [
      'deployment/shop/ml',
      0,
      [{ reason: 'no profile of the scheduler decides for pods of volcano', pods: 1 }],
    ],
    ['deployment/shop/web', 2, []],
  ])
  const scheduled = metrics!.filter(({ labels }) => labels['result'] === 'scheduled')
  expect(scheduled.map(({ labels, value }) => [labels['profile'], value])).toEqual([['packing', 2]])
})
