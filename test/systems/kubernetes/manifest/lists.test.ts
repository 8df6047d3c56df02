import { expect, it } from 'vitest'
import { deployment, owned, readManifests } from './read-manifests.ts'

it('what an owner says of its deletion asks for nothing', () => {
  const owner = { kind: 'ReplicaSet', name: 'web', uid: 'u', blockOwnerDeletion: true }
  expect([...readManifests([owned('Pod', 'p', owner)]).notHonoured.keys()]).toEqual([])
})

it('an object may stand in a list, also in one of its own kind', () => {
  const list = (kind: string, items: unknown) => ({
    apiVersion: kind === 'List' ? 'v1' : 'apps/v1',
    kind,
    items,
  })
  const named = (...values: readonly unknown[]) =>
    readManifests(values).objects.makers.map(({ name }) => name)
  const nested = list('List', [deployment('a'), list('DeploymentList', [deployment('b')])])
  expect(named(nested, list('List', []), list('List', null))).toEqual(['a', 'b'])
  expect(readManifests([list('List', 'none')]).faults).toEqual([
    '0.items: items: found "none", expected a list',
  ])
  expect(readManifests([list('DeploymentsList', [])]).faults).toHaveLength(1)
})
