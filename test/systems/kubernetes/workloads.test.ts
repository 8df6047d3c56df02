import { expect, it } from 'vitest'
import { selectorOf } from '../../../systems/kubernetes/selector.ts'
import { type Controller, type Service, Workloads } from '../../../systems/kubernetes/workloads.ts'
import { template } from './pods.ts'

const service = (name: string, selector: Record<string, string> | null, namespace = 'default'): Service => ({
  ...{ namespace, name },
  selector: selector === null ? null : new Map(Object.entries(selector)),
})
const labels = new Map([
  ['app', 'web'],
  ['tier', 'front'],
  ['more', 'x'],
])
const requirement = (key: string, value: string) => ({ key, operator: 'In', values: [value] })

it('pods belong together by all services that select them, in their namespace', () => {
  const services = [
    service('all', { app: 'web' }),
    service('front', { app: 'web', tier: 'front' }),
    service('back', { app: 'web', tier: 'back' }),
    service('none', null),
    service('elsewhere', { more: 'x' }, 'other'),
  ]
  const common = new Workloads(services).selectorOf(template({ labels }))
  expect(common).toEqual([requirement('app', 'web'), requirement('tier', 'front')])
  expect(new Workloads(services).selectorOf(template())).toEqual([])
})

it('pods belong together by their controller, as long as it is there', () => {
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web' }
  const selector = selectorOf(labels)
  const controller: Controller = { kind: 'ReplicaSet', namespace: 'default', name: 'web', selector }
  const workloads = new Workloads([service('all', { app: 'web' })], [controller])
  const owned = template({ labels, owner })
  expect(workloads.selectorOf(owned)).toEqual([requirement('app', 'web'), ...selector])
  const asked = (changes: object) =>
    workloads.selectorOf(template({ labels, owner: { ...owner, ...changes } }))
  for (const other of [{ name: 'db' }, { kind: 'StatefulSet' }, { apiVersion: 'v1' }])
    expect(asked(other)).toEqual([requirement('app', 'web')])
  workloads.removeController(controller)
  expect(workloads.selectorOf(owned)).toEqual([requirement('app', 'web')])
  workloads.addController({ ...controller, selector: 'nothing' })
  expect(workloads.selectorOf(owned)).toEqual([requirement('app', 'web')])
})
