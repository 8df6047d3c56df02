import { describe, expect, it } from 'vitest'
import { DependencyGraph } from '../../../systems/marathon/dependencies.ts'

const on = (id: string, ...dependencies: string[]) => ({ id, dependencies })

describe('dependencies', () => {
  it('of a group are those of every app below it, on every app below the other', () => {
    const graph = new DependencyGraph(
      [on('/db/a'), on('/db/deep/b'), on('/dba'), on('/web/c')],
      [on('/web', '/db')],
    )
    expect(graph.edges).toEqual([
      ['/web/c', '/db/a'],
      ['/web/c', '/db/deep/b'],
    ])
    expect(graph.withoutDependencies).toEqual(['/db/a', '/db/deep/b', '/dba'])
  })

  it('are told in order, whatever the order in which they are written', () => {
    const graph = new DependencyGraph([on('/b', '/z', '/a'), on('/a', '/z'), on('/z')], [])
    expect(graph.edges).toEqual([
      ['/a', '/z'],
      ['/b', '/a'],
      ['/b', '/z'],
    ])
  })

  it('on a group are not on what only begins with its name, and the root is above all', () => {
    const graph = new DependencyGraph([on('/a', '/'), on('/b/c')], [])
    expect(graph.cycle).toEqual(['/a', '/a'])
    expect(new DependencyGraph([on('/a', '/b'), on('/bc')], []).unknown).toEqual([['/a', '/b']])
  })

  it('make classes by their longest path', () => {
    // d → b → a and d → a: the longer path counts.
    const graph = new DependencyGraph([on('/d', '/b', '/a'), on('/b', '/a'), on('/a'), on('/c')], [])
    expect(graph.classes).toEqual([['/a', '/c'], ['/b'], ['/d']])
  })

  it('in a circle are refused, and the circle is named', () => {
    const graph = new DependencyGraph([on('/a', '/b'), on('/b', '/c'), on('/c', '/b')], [])
    expect(graph.cycle).toEqual(['/b', '/c', '/b'])
    expect(() => graph.classes).toThrow(
      'Apps depend on each other in a circle: /b → /c → /b; take one of these dependencies away.',
    )
    expect(new DependencyGraph([on('/g/a')], [on('/g', '/g')]).cycle).toEqual(['/g/a', '/g/a'])
  })

  it('on nothing that exists are told', () => {
    expect(new DependencyGraph([on('/a', '/b')], []).unknown).toEqual([['/a', '/b']])
  })
})
