import { describe, expect, it } from 'vitest'
import { affectedApps, type DeployedApp, deploymentPlan } from '../../../systems/marathon/deployment.ts'

const app = (
  id: string,
  instances: number,
  configuration = 'old',
  more: Partial<DeployedApp> = {},
): DeployedApp => ({ id, instances, configuration, dependencies: [], ...more })
const group = (...apps: DeployedApp[]) => ({ apps, groups: [] })

describe('a deployment plan', () => {
  it('stops, starts empty, then goes up the dependencies', () => {
    const from = group(app('/db', 1), app('/gone', 1), app('/same', 1), app('/more', 1))
    const to = group(
      app('/web', 3, 'new', { dependencies: ['/db'] }),
      app('/db', 1, 'new'),
      app('/same', 1),
      app('/more', 4),
    )
    expect(deploymentPlan(from, to, 'head')).toEqual([
      [{ action: 'Stop', id: '/gone' }],
      [{ action: 'Start', id: '/web' }],
      [
        { action: 'Restart', id: '/db' },
        { action: 'Scale', id: '/more', to: 4 },
      ],
      [{ action: 'Scale', id: '/web', to: 3 }],
    ])
    expect(affectedApps(from.apps, to.apps)).toEqual(['/db', '/gone', '/more', '/web'])
  })

  it('scales a changed app that is to have no instance, in head, where 1.3 restarts it', () => {
    const plan = (era: '1.3' | 'head') => deploymentPlan(group(app('/a', 2)), group(app('/a', 0, 'new')), era)
    expect(plan('head')).toEqual([[{ action: 'Scale', id: '/a', to: 0 }]])
    expect(plan('1.3')).toEqual([[{ action: 'Restart', id: '/a' }]])
  })

  it('has nothing to restart of a marked app without instances, in head', () => {
    const none = (version: number) => group(app('/a', 0, 'old', { version }))
    const plan = (era: '1.3' | 'head', version: number) => deploymentPlan(none(1), none(version), era)
    expect(plan('head', 2)).toEqual([[{ action: 'Scale', id: '/a', to: 0 }]])
    expect(plan('1.3', 2)).toEqual([[{ action: 'Restart', id: '/a' }]])
    expect(plan('head', 1)).toEqual([])
  })

  it('restarts an app that is marked by another version, and does nothing when nothing changed', () => {
    const plan = (version: number) =>
      deploymentPlan(
        group(app('/a', 2, 'old', { version: 1 })),
        group(app('/a', 2, 'old', { version })),
        'head',
      )
    expect([plan(1), plan(2)]).toEqual([[], [[{ action: 'Restart', id: '/a' }]]])
  })
})
