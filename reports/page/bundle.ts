/**
 * The code of the page in one piece: browser.ts with Chart.js and its plugins.
 */
import { dirname, extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

let known: string | undefined

/**
 * The bundle as a script without a `</script>` in it; the licences of what it contains stand at its end.
 * Bundled once a process, in about a tenth of a second.
 */
export function pageScript(): string {
  known ??= bundled()
  return known
}

function bundled(): string {
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
    minify: true,
    charset: 'utf8',
    legalComments: 'eof',
    logLevel: 'silent',
    // What is bundled depends on the packages alone, not on a tsconfig.json that happens to lie above them.
    tsconfigRaw: {},
  })
  return outputFiles[0]!.text
}
