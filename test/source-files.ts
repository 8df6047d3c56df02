/**
 * The files of the project, as the tests about the project itself see them.
 */
import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

const root = process.cwd()
/** Not ours, or made by a command. */
const passedOver = new Set([
  'node_modules',
  'dist',
  'coverage',
  'results',
  '.git',
  '.stryker-tmp',
  'reports/mutation',
])

/** Paths relative to the project's folder, with `/`, in alphabetical order. */
export function projectFiles(endings: readonly string[], folder = root): string[] {
  const found: string[] = []
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    const name = relative(root, path).split(sep).join('/')
    if (passedOver.has(entry.name) || passedOver.has(name)) continue
    if (entry.isDirectory()) found.push(...projectFiles(endings, path))
    else if (entry.isFile() && endings.some(ending => entry.name.endsWith(ending))) found.push(name)
  }
  return found.sort()
}
