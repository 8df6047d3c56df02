/**
 * Where the package lies and which version it is, from the sources and from the compiled files alike.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SwitchyardError } from '../../sim/errors.ts'

/** Folders that `tsc -p tsconfig.build.json` compiles into dist/. */
const compiledFolders = [
  'sim',
  'policies',
  'systems',
  'conformance',
  'workloads',
  'reports',
  'bench',
  'cli',
  'build',
]

/** The folder that holds package.json: the nearest one above this file, since dist/ holds none. */
export const packageRoot = findRoot(dirname(fileURLToPath(import.meta.url)))

/** The version that every result carries. */
export const version: string = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')).version

/** True when this very file is TypeScript: under tsx and vitest, where dist/ may lag behind the sources. */
const runsFromSources = import.meta.url.endsWith('.ts')

function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder))
}

/**
 * Path of a compiled file, such as `command/worker.js`.
 *
 * Worker threads load compiled files even where the rest runs from TypeScript sources (tsx does not reach into
 * workers). Throws a sentence when dist/ is missing, or older than the sources that run: the workers would otherwise
 * simulate yesterday's code.
 */
export function compiledFile(name: string): string {
  const path = join(packageRoot, 'dist', name)
  const fault = runsFromSources ? staleBuild() : existsSync(path) ? undefined : 'dist/ is missing'
  if (fault !== undefined) {
    throw new SwitchyardError(
      `Simulations run in worker threads on the compiled package, and ${fault}. Run \`npm run build\` first.`,
    )
  }
  return path
}

/** Why dist/ cannot stand for the sources, as half a sentence; undefined when it can. */
export function staleBuild(): string | undefined {
  const entry = join(packageRoot, 'dist', 'command', 'switchyard.js')
  if (!existsSync(entry)) return 'dist/ is missing'
  const built = statSync(entry).mtimeMs
  for (const folder of compiledFolders) {
    const newer = newerSource(join(packageRoot, folder), built)
    if (newer !== undefined) return `dist/ is older than ${relative(packageRoot, newer)}`
  }
  return undefined
}

function newerSource(folder: string, built: number): string | undefined {
  if (!existsSync(folder)) return undefined
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts')) continue
    const path = join(entry.parentPath, entry.name)
    if (statSync(path).mtimeMs > built) return path
  }
  return undefined
}
