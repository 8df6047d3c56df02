import { describe, expect, it } from 'vitest'
import { foreignSort, sortsOf } from '../../../systems/definition-file/file-sort.ts'

const app = { id: '/web', cmd: 'run' }
const job = { id: 'nightly', run: { cmd: 'x' } }

describe('a file is', () => {
  it.each<[string, unknown]>([
    ['an app of Marathon', app],
    ['an app of Marathon', [app, { id: '/db', container: {} }]],
    ['a group of Marathon', { id: '/', apps: [] }],
    ['a pod of Marathon', { id: '/pod', containers: [] }],
    ['a job of Metronome', job],
    ['a job of Metronome', { id: 'nightly', schedules: [] }],
    ['a job of Chronos', { name: 'nightly', schedule: 'R/2016-10-13T00:00:00Z/PT1H' }],
    ['a job of Chronos', { name: 'nightly', parents: ['a'] }],
    ['settings of brokers of Kafka', { broker: 0 }],
    ['a Kubernetes manifest (Deployment)', { apiVersion: 'apps/v1', kind: 'Deployment' }],
    ['a Kubernetes manifest (List)', { apiVersion: 'v1', kind: 'List', items: [] }],
    [
      'a KubeSchedulerConfiguration',
      { apiVersion: 'kubescheduler.config.k8s.io/v1', kind: 'KubeSchedulerConfiguration' },
    ],
    ['a kustomization', { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' }],
    [
      'a file for a program (Cluster of kind.x-k8s.io/v1alpha4)',
      { apiVersion: 'kind.x-k8s.io/v1alpha4', kind: 'Cluster' },
    ],
    ['the Chart.yaml of a Helm chart', { apiVersion: 'v2', name: 'web', version: '1.0.0' }],
    ['a Compose file', { services: { web: { image: 'web' } } }],
    ['an experiment', { system: 'offers', machines: { count: 1 } }],
    ['a job of Nomad', { Job: { ID: 'x' } }],
  ])('%s: %j', (title, value) => {
    expect(sortsOf(value)[0]?.title).toBe(title)
  })

  it.each<[unknown]>([
    [{ id: '/web' }],
    [{ name: 'web' }],
    [{ services: { web: 1 } }],
    [{}],
    [[]],
    [[app, 1]],
    [[app, job]],
    ['text'],
    [null],
  ])('nothing that can be told: %j', value => {
    expect(sortsOf(value)).toEqual([])
  })
})

it('a file is foreign when it cannot be what is wanted', () => {
  expect(foreignSort(app, 'marathon')).toBeUndefined()
  expect(foreignSort(app, 'metronome')).toEqual({
    of: 'marathon',
    title: 'an app of Marathon',
    remedy: 'name it under workload.definitions.files',
  })
  // A job with a field that an app has is read as a job, and the field is told.
  expect(foreignSort({ ...job, instances: 3 }, 'metronome')).toBeUndefined()
  expect(foreignSort({ ...job, instances: 3 }, 'kubernetes')?.title).toBe('an app of Marathon')
})
