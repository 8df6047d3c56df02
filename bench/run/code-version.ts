/**
 * Which code a run is executed by: the version alone does not tell two builds of a clone apart.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { compiledFile, version } from './package.ts'

/** Where the build keeps the hash of a worker's code, so that no command has to read all of it. */
export const CODE_HASH = 'worker.sha256'

const imported = /\b(?:from|import|require)\s*\(?\s*['"](\.[^'"]+)['"]/g

let known: string | undefined

/** The version, and sha256 of the built files that a worker thread loads; the same for the same build anywhere. */
export function codeVersion(): string {
  known ??= `${version} ${readFileSync(compiledFile(join('command', CODE_HASH)), 'utf8')}`
  return known
}

/**
 * sha256 in hexadecimal of a JavaScript file and of all files that it imports by relative path, those of their imports
 * too. `root` is the folder that paths are told from.
 */
export function hashWithImports(entry: string, root: string): string {
  const files = new Map<string, string>()
  const left = [entry]
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (files.has(file) || !existsSync(file)) continue
    // Line ends are those of whoever checked the sources out.
    const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
    files.set(file, text)
    for (const [, path] of text.matchAll(imported)) left.push(join(dirname(file), path!))
  }
  const hash = createHash('sha256')
  const named = [...files].map(([file, text]) => [relative(root, file).replaceAll('\\', '/'), text] as const)
  for (const [name, text] of named.sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${name} ${text.length}\n`).update(text)
  }
  return hash.digest('hex')
}
