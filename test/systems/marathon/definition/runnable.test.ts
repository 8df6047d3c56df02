import { expect, it } from 'vitest'
import { runnable } from '../../../../systems/marathon/definition/runnable.ts'
import { read } from './read.ts'

const group = {
  id: '/a',
  dependencies: ['/base'],
  apps: [
    {
      id: 'x',
      cmd: 'run',
      dependencies: ['/a/y'],
      portDefinitions: [{ port: 80 }],
      unreachableStrategy: 'disabled',
    },
    { id: 'y', cmd: 'run', container: { volumes: [{ persistent: { size: 5 } }] } },
  ],
}
const WITH_PORTS = { agentsOfferPorts: true, canReserveDisk: false }
const WITH_NOTHING = { agentsOfferPorts: false, canReserveDisk: false }
const base = { id: '/base', cmd: 'run' }
const fields = ['constraints', 'container.volumes.persistent', 'portDefinitions', 'unreachableStrategy']

it('apps depend on what their groups depend on', () => {
  const { apps } = runnable(read([group, base]), fields, WITH_PORTS)
  expect(apps.map(({ id, dependencies }) => [id, ...dependencies])).toEqual([
    ['/a/x', '/a/y', '/base'],
    ['/a/y', '/base'],
    ['/base'],
  ])
})

it('what a run does not model is left out, by name', () => {
  const { apps, leftOut } = runnable(read([group, base]), fields, WITH_PORTS)
  expect(leftOut).toEqual(['container.volumes.persistent'])
  const [x, y] = apps
  expect(x).toMatchObject({
    unreachable: 'disabled',
    ports: { kind: 'definitions', ports: [80], required: false },
  })
  expect(y!.volumes).toEqual([])
})

it('where agents offer no ports, none are asked for', () => {
  const { apps, leftOut } = runnable(read([group, base]), fields, WITH_NOTHING)
  expect(leftOut).toEqual(['container.volumes.persistent', 'portDefinitions'])
  expect(apps.map(({ ports }) => ports)).toEqual(
    Array(3).fill({ kind: 'definitions', ports: [], required: false }),
  )
})

it('where disk can be reserved, root volumes are honoured, and others are left out by name', () => {
  const surroundings = { agentsOfferPorts: true, canReserveDisk: true }
  const { apps, leftOut } = runnable(read([group, base]), fields, surroundings)
  expect(leftOut).toEqual([])
  expect(apps[1]!.volumes).toEqual([{ type: 'root', size: 5000, constraints: [] }])
  const mount = { id: '/m', cmd: 'run', container: { volumes: [{ persistent: { size: 5, type: 'mount' } }] } }
  const more = runnable(read([group, base, mount]), fields, surroundings)
  expect(more.leftOut).toEqual(['container.volumes.persistent'])
  expect(more.apps.map(({ volumes }) => volumes.length)).toEqual([0, 1, 0, 0])
})
