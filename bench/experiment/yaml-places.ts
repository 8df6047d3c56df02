/**
 * Where the parts of a YAML document stand, and what is wrong with its aliases.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node } from 'yaml'
import { sentence } from './faults.ts'
import type { Path } from './validation.ts'

/** The offset of the part at the path, or of the last one on the way that exists; of the last key itself, `about` it. */
export function offsetIn(document: Document.Parsed, path: Path, about: 'key' | 'value' = 'value'): number {
  const resolved = (node: unknown) => (isAlias(node) ? node.resolve(document) : node)
  let node: unknown = document.contents
  let offset = startOf(node) ?? 0
  for (const [depth, key] of path.entries()) {
    const holder = resolved(node)
    if (isMap(holder)) {
      const pair = holder.items.find(each => isScalar(each.key) && String(each.key.value) === String(key))
      if (pair === undefined) break
      const onKey = isEmpty(pair.value) || (about === 'key' && depth === path.length - 1)
      offset = startOf(onKey ? pair.key : pair.value) ?? offset
      node = pair.value
    } else if (isSeq(holder) && holder.items[Number(key)] !== undefined) {
      node = holder.items[Number(key)]
      offset = startOf(node) ?? offset
    } else break
  }
  return offset
}

export function startOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0]
}

export function isEmpty(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === null)
}

/** What the library says of aliases when it turns a document into a value: one without its anchor, or too many of them. */
export function aliasSentence(error: unknown): string {
  const remedy = (error as Error).message.split('\n')[0]
  return sentence({
    found: 'aliases that cannot be resolved',
    expected: 'anchors before their aliases',
    remedy,
  })
}

/** Aliases of aliases stand for so many parts at most, so that none fills the memory. */
export const MOST_ALIASES = 100
