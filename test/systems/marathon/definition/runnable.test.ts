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
const base = { id: '/base', cmd: 'run' }
const fields = ['constraints', 'container.volumes.persistent', 'portDefinitions', 'unreachableStrategy']

it('apps depend on what their groups depend on', () => {
  const { apps } = runnable(read([group, base]), fields, true)
  expect(apps.map(({ id, dependencies }) => [id, ...dependencies])).toEqual([
    ['/a/x', '/a/y', '/base'],
    ['/a/y', '/base'],
    ['/base'],
  ])
})

it('what a run does not model is left out, by name', () => {
  const { apps, leftOut } = runnable(read([group, base]), fields, true)
  expect(leftOut).toEqual(['container.volumes.persistent'])
  const [x, y] = apps
  expect(x).toMatchObject({
    unreachable: 'disabled',
    ports: { kind: 'definitions', ports: [80], required: false },
  })
  expect(y!.volumes).toEqual([])
})

it('where agents offer no ports, none are asked for', () => {
  const { apps, leftOut } = runnable(read([group, base]), fields, false)
  expect(leftOut).toEqual(['container.volumes.persistent', 'portDefinitions'])
  expect(apps.map(({ ports }) => ports)).toEqual(
    Array(3).fill({ kind: 'definitions', ports: [], required: false }),
  )
})
