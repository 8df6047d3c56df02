/**
 * The last step of `npm run build`: puts the command, its worker and the script of the page into one piece each.
 *
 * A command that consists of 400 small files spends most of its time on finding and reading them. The compiled files
 * stay where they are: tests, benchmarks and the types of policies use them.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { packageRoot } from '../bench/run/package.ts'
import { bundledPageScript, PAGE_SCRIPT } from '../reports/page/bundle.ts'

const dist = join(packageRoot, 'dist')
const folder = join(dist, 'command')

/** Too large to be read for a run without time zones. */
const ZONES = 'moment-timezone/data/packed/latest.json'

/**
 * Packages of many small modules, or large ones, with what stands for each until it is first called: one run has no intervals
 * to compute, a short one no sketch of its waits, and most have neither patterns nor time zones.
 */
const calledLate: Readonly<Record<string, string>> = {
  '@stdlib/stats-base-dists-t-cdf': 'export default (...values) => loaded()(...values)',
  '@stdlib/stats-base-dists-t-quantile': 'export default (...values) => loaded()(...values)',
  '@datadog/sketches-js':
    'export class DDSketch { constructor(options) { return new (loaded().DDSketch)(options) } }',
  re2js: `export const RE2JS = { compile: (...values) => loaded().RE2JS.compile(...values) }
    export const RE2JSSyntaxException =
      { [Symbol.hasInstance]: value => value instanceof loaded().RE2JSSyntaxException }`,
  [ZONES]: `export default { get version() { return loaded().version },
    get zones() { return loaded().zones }, get links() { return loaded().links } }`,
}
const onFirstCall: Plugin = {
  name: 'on-first-call',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'import-statement' && path in calledLate ? { path, namespace: 'on-first-call' } : undefined,
    )
    onLoad({ filter: /^/, namespace: 'on-first-call' }, ({ path }) => ({
      contents: `let known; const loaded = () => known ??= require('${path}'); ${calledLate[path]}`,
      resolveDir: dist,
    }))
  },
}

/**
 * Packages that are imported when they are needed stay packages: Node finds the names that a CommonJS package exports, which
 * a bundle of it would not have.
 */
const importedLater: Plugin = {
  name: 'imported-later',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    )
  },
}

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
writeFileSync(join(folder, PAGE_SCRIPT), bundledPageScript())
await build({
  absWorkingDir: dist,
  entryPoints: { worker: 'bench/run/worker.js', switchyard: 'cli/main.js' },
  outdir: folder,
  bundle: true,
  // What a command loads only when it needs it stays a file of its own.
  splitting: true,
  // Paths of modules stand in the bundle; those of a linked folder would tell where it lies.
  preserveSymlinks: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  charset: 'utf8',
  // Names stay as they are: stack traces are read by people.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'eof',
  logLevel: 'warning',
  chunkNames: 'part-[hash]',
  tsconfigRaw: {},
  plugins: [importedLater, onFirstCall],
  // Packages with binaries or threads of their own, and what they load by name.
  external: [
    'esbuild',
    'piscina',
    'typescript',
    'canvas',
    '@napi-rs/canvas',
    'chartjs-node-canvas',
    'dejavu-fonts-ttf',
    // An optional part of the quantile sketches that nothing here calls.
    'protobufjs',
    // Large, and needed by few runs.
    're2js',
    ZONES,
  ],
  // What is CommonJS in the bundle calls require for the platform's own modules.
  banner: {
    js: "import { createRequire as requireFor } from 'node:module';const require = requireFor(import.meta.url);",
  },
})
