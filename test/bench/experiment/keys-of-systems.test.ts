import { expect, test } from 'vitest'
import { keysOfSystems } from '../../../bench/experiment/keys-of-systems.ts'

const monolithic =
  'order place spread rules share think when-blocked retry-after failures failover preempt'.split(' ')

test('a root has the keys of its kind, in every system that starts from one', () => {
  const keysAt = keysOfSystems({
    system: 'own',
    systems: { own: { like: 'monolithic' }, other: { like: 'dcos-1.8' } },
  })
  for (const path of [['root'], ['systems', 'own', 'root']]) {
    const { names, of } = keysAt(path)
    expect([...names!].sort()).toEqual([...monolithic].sort())
    expect(of).toBe(' of a root of the kind monolithic (docs/reference/experiment.md#root)')
  }
  const { names } = keysAt(['systems', 'other', 'root'])
  expect(names).toContain('decline-filter')
  expect(names).not.toContain('preempt')
})

test('a framework has the keys of its kind and those that its root lets it say', () => {
  const frameworks = { jobs: { kind: 'batch' } }
  const keysAt = keysOfSystems({ system: 'dcos-1.8', frameworks })
  const marathon = keysAt(['frameworks', 'marathon'])
  expect(marathon.of).toBe(' of a framework of the kind marathon (docs/reference/experiment.md#framework)')
  expect(marathon.names).toEqual(expect.arrayContaining(['takes', 'role', 'match-time']))
  const { names } = keysAt(['frameworks', 'jobs'])
  expect(names).toEqual(expect.arrayContaining(['takes', 'role', 'retries']))
  expect(names).not.toContain('match-time')
})

test('elsewhere, and where the system or the kind is not known, all keys are meant', () => {
  const any = { of: ' (docs/reference/experiment.md)' }
  expect(keysOfSystems({ system: 'dcos-1.8' })(['machines'])).toEqual(any)
  expect(keysOfSystems({ system: 'no-such' })(['root'])).toEqual(any)
  expect(keysOfSystems({ system: 'dcos-1.8', frameworks: { x: { kind: 7 } } })(['frameworks', 'x'])).toEqual(
    any,
  )
  expect(keysOfSystems('nothing')(['root'])).toEqual(any)
})
