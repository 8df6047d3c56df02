import { expect, it } from 'vitest'
import { kindVerdict } from '../../../../systems/kubernetes/manifest/kinds.ts'

const kinds = 'a kind such as Deployment, ReplicaSet, StatefulSet, DaemonSet'

it.each<[api: unknown, kind: unknown, verdict: object]>([
  ['apps/v1', 'Deployment', { is: 'read', kind: 'Deployment', api: 'apps/v1', isNamespaced: true }],
  ['v1', 'Node', { is: 'read', kind: 'Node', api: 'v1', isNamespaced: false }],
  ['v1', 'List', { is: 'list' }],
  ['apps/v1', 'DeploymentList', { is: 'list' }],
  ['example.com/v1', 'ThingList', { is: 'passed over' }],
  ['v1', 'ConfigMap', { is: 'passed over' }],
  ['networking.k8s.io/v1', 'Ingress', { is: 'passed over' }],
  // Another's kind may have any name; the APIs of Kubernetes itself have no domain, or its own.
  ['example.com/v1', 'Deployment', { is: 'passed over' }],
  ...['extensions/v1beta1', 'v1', 'other.k8s.io/v1'].map(
    api =>
      [
        api,
        'Deployment',
        { is: 'wrong', key: 'apiVersion', expected: 'apps/v1, the API of a Deployment' },
      ] as [string, string, object],
  ),
  [undefined, 'Job', { is: 'wrong', key: 'apiVersion', expected: 'the API of the kind, such as batch/v1' }],
  ['', 'Thing', { is: 'wrong', key: 'apiVersion', expected: 'the API of the kind, such as v1' }],
  ['v1', '', { is: 'wrong', key: 'kind', expected: kinds }],
  ['v1', 5, { is: 'wrong', key: 'kind', expected: kinds }],
  [
    'batch/v1',
    'Jobs',
    { is: 'wrong', key: 'kind', expected: 'a kind of batch/v1', among: ['Job', 'CronJob'] },
  ],
])('of the API %j, the kind %j', (api, kind, verdict) => {
  expect(kindVerdict(api, kind)).toEqual(verdict)
})
