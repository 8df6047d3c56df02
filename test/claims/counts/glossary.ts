import { readFileSync } from 'node:fs'

/** How many words the glossary begins with, before its first section. */
export function glossaryWords(): number[] {
  const [first = ''] = readFileSync('docs/reference/glossary.md', 'utf8').split('\n## ')
  return [first.match(/^\*\*[^*]+\*\* –/gm)?.length ?? 0]
}
