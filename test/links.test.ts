/**
 * Links between the pages of the project: every file and every heading that a page points to is there.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path/posix'
import { describe, expect, it } from 'vitest'
import { projectFiles } from './source-files.ts'

interface Link {
  readonly line: number
  readonly target: string
}

/** A page without its fenced blocks, line by line; lines keep their numbers. */
function prose(markdown: string): string[] {
  let fence = ''
  return markdown.split('\n').map(line => {
    const ticks = /^\s*(`{3,})/.exec(line)?.[1]
    if (fence !== '') {
      if (line.trim() === fence) fence = ''
      return ''
    }
    if (ticks === undefined) return line
    fence = ticks
    return ''
  })
}

/** Links and pictures of a page that lead to other places of the project. */
function linksOf(markdown: string): Link[] {
  return prose(markdown).flatMap((text, index) => {
    const visible = text.replace(/`[^`]*`/g, '')
    return [...visible.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(match => match[1]!)
      .filter(target => !/^[a-z]+:/.test(target))
      .map(target => ({ line: index + 1, target }))
  })
}

/** The anchors that GitHub makes of headings: lower case, without punctuation, blanks as hyphens, repeats numbered. */
function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>()
  for (const line of prose(markdown)) {
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1]
    if (heading === undefined) continue
    const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '')
    const stem = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-')
    let anchor = stem
    for (let n = 1; anchors.has(anchor); n++) anchor = `${stem}-${n}`
    anchors.add(anchor)
  }
  return anchors
}

const pages = projectFiles(['.md'])
const read = (page: string) => readFileSync(page, 'utf8')

/** What is wrong with a link, or undefined. */
function fault(page: string, { line, target }: Link): string | undefined {
  const [path = '', anchor] = target.split('#')
  const file = path === '' ? page : normalize(join(dirname(page), path))
  const place = `${page}:${line}: ${target}`
  if (file.startsWith('..') || !existsSync(file)) return `${place} is not there`
  if (anchor === undefined) return undefined
  if (!file.endsWith('.md') || statSync(file).isDirectory()) return `${place} is no page with headings`
  return anchorsOf(read(file)).has(anchor) ? undefined : `${place}: no such heading`
}

describe('links between pages', () => {
  it.each(pages)('%s leads to places that are there', page => {
    expect(linksOf(read(page)).flatMap(link => fault(page, link) ?? [])).toEqual([])
  })

  it('reach every page of docs from README.md', () => {
    const reached = new Set(['README.md'])
    for (const page of reached) {
      for (const { target } of linksOf(read(page))) {
        const file = normalize(join(dirname(page), target.split('#')[0]!))
        if (pages.includes(file)) reached.add(file)
      }
    }
    expect(pages.filter(page => page.startsWith('docs/') && !reached.has(page))).toEqual([])
  })
})

describe('the reading of a page', () => {
  const page =
    '# The `run` command\n\n[a](b.md#c) and `[no](link)`\n\n```md\n[no](either)\n# No heading\n```\n\n## Twice\n## Twice\n'

  it('finds links outside of code', () => {
    expect(linksOf(page)).toEqual([{ line: 3, target: 'b.md#c' }])
  })

  it('makes anchors of headings as GitHub does', () => {
    expect([...anchorsOf(page)]).toEqual(['the-run-command', 'twice', 'twice-1'])
  })
})
