import { describe, expect, it } from 'vitest'
import { DependencyGraph } from '../../../../systems/marathon/dependencies.ts'
import { read } from './read.ts'

const app = (id: string, dependencies: readonly string[] = []) => ({ id, cmd: 'run', dependencies })

describe('a group', () => {
  const shop = {
    id: '/shop',
    dependencies: ['/base'],
    apps: [app('db')],
    groups: [
      { id: 'front', dependencies: ['../cache'], apps: [app('web', ['../db'])] },
      { id: 'cache', apps: [app('redis')] },
    ],
  }

  it('gives relative ids their place', () => {
    const { apps, groups, faults } = read([shop, app('base')])
    expect(faults).toEqual([])
    expect(apps.map(({ id, dependencies }) => [id, ...dependencies])).toEqual([
      ['/shop/db'],
      // From the group that the app is in.
      ['/shop/front/web', '/shop/db'],
      ['/shop/cache/redis'],
      ['/base'],
    ])
    expect(groups).toEqual([
      { id: '/shop', dependencies: ['/base'] },
      // From the group itself.
      { id: '/shop/front', dependencies: ['/shop/cache'] },
    ])
    expect(new DependencyGraph(apps, groups).classes).toEqual([
      ['/base'],
      ['/shop/cache/redis', '/shop/db'],
      ['/shop/front/web'],
    ])
  })

  it('tells what stands in another list than its own as a whole', () => {
    const pod = { id: 'pod', containers: [{ name: 'c', exec: {} }] }
    const { apps, faults } = read([
      {
        id: '/shop',
        apps: [app('web'), { id: 'front', apps: [app('page')] }, pod],
        pods: [app('db')],
        groups: [app('cache'), { id: 'back', apps: [] }],
      },
    ])
    expect(apps.map(({ id }) => id)).toEqual(['/shop/web'])
    expect(faults).toEqual([
      'apps.1: found a group, expected an app; move it to groups',
      'apps.2: found a pod, expected an app; move it to pods',
      'pods.0: found an app, expected a pod; move it to apps',
      'groups.0: found an app, expected a group; move it to apps',
    ])
  })

  it('holds what lies one step below it', () => {
    const { faults } = read([{ id: '/a', apps: [app('/b/c'), app('d/e')], groups: [{ id: '/f', apps: [] }] }])
    expect(faults.join('\n')).toMatchInlineSnapshot(`
      "apps.0.id: found "/b/c" in the group "/a", expected an id one step below it; write a relative id, such as "web"
      apps.1.id: found "/a/d/e" in the group "/a", expected an id one step below it; write a relative id, such as "web"
      groups.0.id: found "/f" in the group "/a", expected an id one step below it; write a relative id, such as "web""
    `)
  })

  it('may be the root, or a list', () => {
    const { apps, faults } = read([
      { id: '/', apps: [app('a')] },
      [app('b'), app('c')],
      { groups: [{ id: 'g', apps: [app('d')] }] },
    ])
    expect(faults).toEqual([])
    expect(apps.map(({ id }) => id)).toEqual(['/a', '/b', '/c', '/g/d'])
  })
})

describe('dependencies', () => {
  it('of an app by itself start from the root, in 1.3 from the app', () => {
    const files = [
      app('/shop/web', ['../db', 'x']),
      app('/db'),
      app('/x'),
      app('/shop/db'),
      app('/shop/web/x'),
    ]
    expect(read(files).apps[0]!.dependencies).toEqual(['/db', '/x'])
    expect(read(files, '1.3').apps[0]!.dependencies).toEqual(['/shop/db', '/shop/web/x'])
  })

  it('lead to an app or group, and never back', () => {
    const { faults } = read([
      app('/a', ['/b']),
      [app('/b', ['/c']), app('/c/d', ['/a'])],
      app('/e', ['/bb', '/c']),
    ])
    expect(faults.join('\n')).toMatchInlineSnapshot(`
      "2.dependencies: found "/bb", expected an app or a group of these files; name its file too, or take the dependency out
      0.dependencies: found apps that depend on each other in a circle: /a → /b → /c/d → /a, expected an app that depends on nothing at the end; take one of these dependencies out"
    `)
  })
})

describe('ids', () => {
  it('are given once, and are no group', () => {
    const { faults } = read([app('/a'), [app('a'), { id: '/a', apps: [app('b')] }], {}, []])
    expect(faults.join('\n')).toMatchInlineSnapshot(`
      "1.0.id: found "/a" for the second time, expected every id once
      2.id: found nothing, expected an id such as "/shop/web"
      2: found an app without a command or image, expected cmd, args or container.docker.image; add what it runs
      3: found an empty list, expected at least one app, pod or group
      0.id: found "/a", which is a group too, expected an id of its own"
    `)
  })
})
