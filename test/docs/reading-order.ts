import { readFileSync } from 'node:fs'
import { projectFiles } from '../source-files.ts'

/** The pages as somebody reads them: the README, then what docs/README.md names, in its order, then the others. */
function inReadingOrder(pages: readonly string[]): string[] {
  const contents = readFileSync('docs/README.md', 'utf8')
  const named = [...contents.matchAll(/\]\(([^)#]+\.md)/g)].map(([, link]) => `docs/${link}`)
  return [...new Set(['README.md', 'docs/README.md', ...named, ...pages])].filter(page =>
    pages.includes(page),
  )
}

/** Every page, in reading order. */
export const allPages = inReadingOrder(
  projectFiles(['.md']).filter(page => page === 'README.md' || page.startsWith('docs/')),
)
