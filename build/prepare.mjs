/**
 * What npm runs after `npm ci`, and again before the first `npx switchyard` and in `npm link`: builds, unless nothing has changed
 * since the last build. It is JavaScript because it runs before anything is compiled.
 */
import { execSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { cachedDataVersionTag } from 'node:v8'

const root = join(import.meta.dirname, '..')

/** The last files that a build writes: what V8 keeps is of one Node alone, so another Node builds again. */
const built = [
  join(root, 'dist', 'command', 'one-piece.js'),
  join(root, 'dist', 'code-cache', String(cachedDataVersionTag())),
]

/** What no build reads. */
const beside = new Set(['dist', 'docs', 'examples', 'node_modules', 'results', 'test'])

const since = Math.min(...built.map(file => (existsSync(file) ? statSync(file).mtimeMs : 0)))
if (changedIn(root) > since) execSync('npm run build', { cwd: root, stdio: 'inherit' })

/** When last a file or folder was written, moved or taken away; no copy that keeps its old date hides that. */
function changedIn(folder) {
  let last = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || (folder === root && beside.has(entry.name))) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) last = Math.max(last, changedIn(path))
    last = Math.max(last, statSync(path).ctimeMs)
  }
  return last
}
