/**
 * The last step of `npm run build`: puts the command, its worker and the script of the page into few files, and the command
 * once more into one piece that V8 can keep compiled.
 *
 * A command that consists of 400 small files spends most of its time on finding and reading them. The compiled files
 * stay where they are: tests, benchmarks and the types of policies use them.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { CODE_HASH, hashWithImports } from '../bench/run/code-version.ts'
import { packageRoot } from '../bench/run/package.ts'
import { bundledPageScript, PAGE_SCRIPT } from '../reports/page/bundle.ts'

const dist = join(packageRoot, 'dist')
const folder = join(dist, 'command')
const codeCache = join(dist, 'code-cache')

/** The command as one script. */
const ONE_PIECE = 'one-piece.js'

/** Too large to be read for a run without time zones. */
const ZONES = 'moment-timezone/data/packed/latest.json'

/** Packages of many small modules that few runs need, by the file that is made of them and loaded when it is needed. */
const lateFiles: Readonly<Record<string, readonly string[]>> = {
  './late-student-t.cjs': ['@stdlib/stats-base-dists-t-cdf', '@stdlib/stats-base-dists-t-quantile'],
  './late-sketches.cjs': ['@datadog/sketches-js'],
}

/**
 * What stands for a package until it is first called: one run has no intervals to compute, a short one no sketch of its
 * waits, most have neither patterns nor time zones, and no command but `bench` starts another.
 */
const calledLate: Readonly<Record<string, string>> = {
  '@stdlib/stats-base-dists-t-cdf': 'export default (...values) => loaded()(...values)',
  '@stdlib/stats-base-dists-t-quantile': 'export default (...values) => loaded()(...values)',
  '@datadog/sketches-js':
    'export class DDSketch { constructor(options) { return new (loaded().DDSketch)(options) } }',
  re2js: `export const RE2JS = { compile: (...values) => loaded().RE2JS.compile(...values) }
    export const RE2JSSyntaxException =
      { [Symbol.hasInstance]: value => value instanceof loaded().RE2JSSyntaxException }`,
  'node:child_process': 'export const spawn = (...values) => loaded().spawn(...values)',
  [ZONES]: `export default { get version() { return loaded().version },
    get zones() { return loaded().zones }, get links() { return loaded().links } }`,
}

/** The call that loads the package: from the file that is made of it, or from where it is installed. */
function loading(name: string): string {
  const file = Object.keys(lateFiles).find(each => lateFiles[each]!.includes(name))
  return file === undefined ? `require('${name}')` : `require('${file}')['${name}']`
}

const onFirstCall: Plugin = {
  name: 'on-first-call',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^/, namespace: 'on-first-call' }, ({ path }) => ({ path, external: true }))
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind !== 'dynamic-import' && path in calledLate ? { path, namespace: 'on-first-call' } : undefined,
    )
    onLoad({ filter: /^/, namespace: 'on-first-call' }, ({ path }) => ({
      contents: `let known; const loaded = () => known ??= ${loading(path)}; ${calledLate[path]}`,
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

/** The same for all that is built. Names stay as they are: stack traces are read by people. */
const common = {
  absWorkingDir: dist,
  bundle: true,
  // Paths of modules stand in the bundle; those of a linked folder would tell where it lies.
  preserveSymlinks: true,
  platform: 'node',
  target: 'node20',
  charset: 'utf8',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'eof',
  logLevel: 'warning',
  tsconfigRaw: {},
} as const

/** Packages with binaries or threads of their own, and what they load by name. */
const external = [
  'esbuild',
  'piscina',
  'typescript',
  'canvas',
  '@napi-rs/canvas',
  'chartjs-node-canvas',
  'dejavu-fonts-ttf',
]

// First of all: what V8 kept of an earlier build belongs to no other.
rmSync(codeCache, { recursive: true, force: true })
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
writeFileSync(join(folder, PAGE_SCRIPT), bundledPageScript())
await build({
  ...common,
  entryPoints: { worker: 'bench/run/worker.js', switchyard: 'cli/main.js' },
  outdir: folder,
  // What a command loads only when it needs it stays a file of its own.
  splitting: true,
  format: 'esm',
  chunkNames: 'part-[hash]',
  plugins: [importedLater, onFirstCall],
  external,
  // What is CommonJS in the bundle calls require for the platform's own modules.
  banner: {
    js: "import { createRequire as requireFor } from 'node:module';const require = requireFor(import.meta.url);",
  },
})
for (const [file, names] of Object.entries(lateFiles)) {
  const packages = names.map(name => `'${name}': require('${name}')`)
  await build({
    ...common,
    stdin: { contents: `module.exports = { ${packages.join(', ')} }`, resolveDir: dist },
    outfile: join(folder, file),
    format: 'cjs',
    // An optional part of the quantile sketches that nothing here calls.
    external: ['protobufjs'],
  })
}
const piece = await build({
  ...common,
  entryPoints: ['cli/main.js'],
  write: false,
  format: 'cjs',
  // Every character is a byte, as V8 reads a script fastest.
  charset: 'ascii',
  define: { 'import.meta.url': 'moduleUrl' },
  plugins: [importedLater, onFirstCall],
  external,
  // A function of what a module has from Node, which answers when the command has ended. Modules are strict.
  banner: {
    js: "(function (require, importPackage, moduleUrl) { 'use strict'; const module = { exports: {} };",
  },
  footer: { js: 'return module.exports.ended })' },
})
// A script has no import() of its own. Each of its thousand modules is the one method of an object, named by the module's path: V8
// would make a thousand shapes of object at each start, and makes one. Patterns keep their signs, such as ±, which charset leaves alone
// there.
const script = piece.outputFiles[0]!.text.replaceAll('await import("', 'await importPackage("')
  .replace(/\b__(esm|commonJS)\(\{"[^"]+"\(/g, '__$1({module(')
  .replace(/[^\0-\x7f]/g, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
writeFileSync(join(folder, ONE_PIECE), script)
writeFileSync(join(folder, CODE_HASH), hashWithImports(join(folder, 'worker.js'), packageRoot))
// Runs the command, which wants to know its hash.
execFileSync(process.execPath, [join(dist, 'build', 'code-cache.js'), join(folder, ONE_PIECE), codeCache], {
  stdio: ['ignore', 'ignore', 'inherit'],
})
