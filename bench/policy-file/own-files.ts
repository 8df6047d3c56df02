/**
 * A policy means the same wherever it lies: its own files are ECMAScript modules, whatever a package.json in a folder
 * above them says.
 */
import { readFile } from 'node:fs/promises'
import { extname, sep } from 'node:path'
import type { Loader, Plugin } from 'esbuild'

/** How files of a policy are read; others (.json, .cjs) are left to esbuild, for which their names say enough. */
const loaders: Readonly<Record<string, Loader>> = {
  '.ts': 'ts',
  '.mts': 'ts',
  '.tsx': 'tsx',
  '.js': 'js',
  '.mjs': 'js',
  '.jsx': 'jsx',
}

const OURS = 'found by own-files'
const isInstalled = (path: string) => path.includes(`${sep}node_modules${sep}`)

/** Installed packages keep what their own package.json says, which comes with them. */
export const ownFiles: Plugin = {
  name: 'own-files',
  setup({ onResolve, onLoad, resolve }) {
    // What esbuild finds, it finds with `type` and `sideEffects` of the nearest package.json; a path alone has neither.
    onResolve(
      { filter: /^(\.{1,2}(\/|$)|\/|[a-zA-Z]:)/ },
      async ({ path, importer, kind, resolveDir, pluginData }) => {
        if (pluginData === OURS || isInstalled(importer)) return undefined
        const found = await resolve(path, { importer, kind, resolveDir, pluginData: OURS })
        // esbuild says itself what is wrong, with the place.
        if (found.errors.length > 0 || found.namespace !== 'file' || isInstalled(found.path)) return undefined
        return { path: found.path, namespace: 'file', sideEffects: true }
      },
    )
    onLoad({ filter: /\.(ts|mts|tsx|js|mjs|jsx)$/, namespace: 'file' }, async ({ path }) => {
      if (isInstalled(path)) return undefined
      const text = await readFile(path, 'utf8')
      // A file that imports or exports is a module by that; an export of nothing makes one of any other.
      const contents = /\b(import|export)\b/.test(text) ? text : `${text}\nexport {}`
      return { contents, loader: loaders[extname(path)]! }
    })
  },
}
