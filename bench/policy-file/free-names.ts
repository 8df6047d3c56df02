/**
 * The names that a bundle uses and does not declare.
 */
import { parse } from 'acorn'
import { analyze } from 'eslint-scope'
import { nearest } from '../experiment/nearest.ts'
import { pureNames, REQUIRE, refusal } from './policy-names.ts'
import type { SourcePlaces } from './policy-source.ts'

/** Names that a CommonJS bundle is given. */
const given = new Set(['module', 'exports'])

/** The part of a syntax tree that is looked at; acorn notes the place of every node. */
interface Node {
  readonly type: string
  readonly name?: string
  readonly start: number
  readonly loc: { readonly start: { readonly line: number; readonly column: number } }
  readonly [part: string]: unknown
}

/**
 * One sentence for each use of a name that is not for policies, with its place in the source, in the order of the bundle.
 */
export function foreignNames(code: string, places: SourcePlaces, path: string): string[] {
  const tree = parse(code, { ecmaVersion: 2023, sourceType: 'script', locations: true, ranges: true })
  // The bundle runs inside a function; the scope around that is left with what nothing declares.
  const options = { ecmaVersion: 2023, sourceType: 'script', nodejsScope: true } as const
  const { scopes } = analyze(tree as never, options)
  const declared = scopes.flatMap(({ variables }) => variables.map(({ name }) => name))
  const free = scopes[0]!.through.map(({ identifier }) => identifier as unknown as Node)
  const chance = membersOf(tree as unknown as Node, 'Math', 'random')
  const uses = free.flatMap((node): readonly { readonly node: Node; readonly name: string }[] => {
    const name = node.name!
    if (name === 'Math' && chance.has(node.start)) return [{ node, name: 'Math.random' }]
    if (name === REQUIRE) return [{ node, name: 'require' }]
    return pureNames.has(name) || given.has(name) ? [] : [{ node, name }]
  })
  return uses
    .sort((a, b) => a.node.start - b.node.start)
    .map(({ node, name }) => {
      const { line, column } = node.loc.start
      const meant = nearest(name, [...declared.filter(each => each !== name), ...pureNames])
      return `${places.find(line, column + 1, path) ?? path}: found ${name}, ${refusal(name, meant)}`
    })
}

/** Where `object.member` stands, by the place of `object`. */
function membersOf(tree: Node, object: string, member: string): Set<number> {
  const found = new Set<number>()
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(visit)
    if (typeof part !== 'object' || part === null || !('type' in part)) return
    const node = part as Node
    if (node.type === 'MemberExpression') {
      const [owner, property] = [node['object'] as Node, node['property'] as Node]
      const named = property.name === member && node['computed'] === false
      if (owner.name === object && (named || property['value'] === member)) found.add(owner.start)
    }
    for (const each of Object.values(node)) visit(each)
  }
  visit(tree)
  return found
}
