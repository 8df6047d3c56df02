import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { blocksOf, fileName } from '../docs/blocks.ts'

/** The text of the file that a page tells its reader to save under a name. */
export function pageText(page: string, name: string): string {
  const block = blocksOf(readFileSync(page, 'utf8')).find(each => fileName(each) === name)
  if (block === undefined) throw new Error(`${page} has no block with file=${name}`)
  return block.text
}

/** The same, of a YAML file. */
export function pageFile<Content>(page: string, name: string): Content {
  return parse(pageText(page, name)) as Content
}
