/**
 * The code of the page in one piece: browser.ts with Chart.js and its plugins.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname } from 'node:path'
import { fileURLToPath } from 'node:url'

let known: string | undefined

/** What `npm run build` writes the bundle to, beside the command. */
export const PAGE_SCRIPT = 'page-script.js'

/**
 * The bundle as a script without a `</script>` in it; the licences of what it contains stand at its end.
 * The built command reads it from the file beside it. The sources have no such file: they are bundled once a process.
 */
export function pageScript(): string {
  if (known === undefined) {
    const built = new URL(PAGE_SCRIPT, import.meta.url)
    known = existsSync(built) ? readFileSync(built, 'utf8') : bundledPageScript()
  }
  return known
}

/** Bundles the script in a fraction of a second; the same bytes from the sources and from what is compiled from them. */
export function bundledPageScript(): string {
  // Loaded when it is needed, not with this file: the built command never needs it.
  const { buildSync, transformSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild')
  const here = fileURLToPath(import.meta.url)
  const folder = dirname(here)
  const { outputFiles } = buildSync({
    // Beside this file it is TypeScript or JavaScript, as this file is.
    entryPoints: [`browser${extname(here)}`],
    absWorkingDir: folder,
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2020',
    minifyWhitespace: true,
    minifySyntax: true,
    charset: 'utf8',
    legalComments: 'eof',
    logLevel: 'silent',
    // What is bundled depends on the packages alone, not on a tsconfig.json that happens to lie above them.
    tsconfigRaw: {},
  })
  // In a step of its own: names shortened while bundling would differ between TypeScript and what is compiled from it.
  return transformSync(outputFiles[0]!.text, {
    minify: true,
    target: 'es2020',
    charset: 'utf8',
    legalComments: 'eof',
    logLevel: 'silent',
    tsconfigRaw: {},
  }).code
}
