/**
 * The code of the page in one piece: browser.ts with Chart.js and its plugins.
 */
import { createRequire } from 'node:module'
import { dirname, extname } from 'node:path'
import { fileURLToPath } from 'node:url'

let known: string | undefined

/**
 * The bundle as a script without a `</script>` in it; the licences of what it contains stand at its end.
 * Bundled once a process, in a fraction of a second.
 */
export function pageScript(): string {
  known ??= bundled()
  return known
}

function bundled(): string {
  // Loaded with the first page, not with this file: most commands write none.
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
