/**
 * A user's own policy: one .ts or .js file, bundled once with all that it imports, and instantiated in every run.
 *
 * A policy must give the same answers for the same seed, so the clock, chance and the outside world are refused by name
 * when it is bundled. That keeps honest mistakes out; it is no sandbox.
 */
import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Message } from 'esbuild'
import { PolicyError } from '../../sim/errors.ts'
import { SourcePlaces } from './policy-source.ts'

/** A bundle that can be sent to a worker. */
export interface PolicyBundle {
  /** sha256 of what the code means, in hexadecimal: the same wherever the file lies, however it is laid out and commented. */
  readonly hash: string
  /** CommonJS, with its source map inside. */
  readonly code: string
}

const pure = 'a policy that gives the same answers for the same seed'
const outside = 'a policy that is a pure function of what it is shown'

/** Free names that no policy may use, with what to say instead of them. */
const forbidden: Readonly<Record<string, string>> = {
  'Math.random': `expected ${pure}; take chance from cluster.streams.stream("<a name of your own>")`,
  crypto: `expected ${pure}; take chance from cluster.streams.stream("<a name of your own>")`,
  Date: `expected ${pure}; the simulated time is cluster.now, in microseconds`,
  performance: `expected ${pure}; the simulated time is cluster.now, in microseconds`,
  setTimeout: `expected ${outside}; it is called when there is something to decide`,
  setInterval: `expected ${outside}; it is called when there is something to decide`,
  setImmediate: `expected ${outside}; it is called when there is something to decide`,
  queueMicrotask: `expected ${outside}; it is called when there is something to decide`,
  fetch: `expected ${outside}; put what it needs to know into the file`,
  process: `expected ${outside}; put what it needs to know into the file`,
  require: `expected ${outside}; import what can be bundled`,
  globalThis: `expected ${outside}; use no global state`,
  eval: `expected ${outside}; write the code into the file`,
  Function: `expected ${outside}; write the code into the file`,
}

/** What esbuild puts in the place of a forbidden name, so that it can be found in the bundle. */
const marker = (name: string) => `switchyard_forbids_${name.replace('.', '_')}`

/**
 * Bundles a policy file.
 *
 * @throws PolicyError with one sentence for each mistake: no such file, code that does not compile, imports that cannot
 * be bundled, names that a policy may not use.
 */
export async function loadPolicyFile(path: string): Promise<PolicyBundle> {
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new PolicyError(`${path}: found no such file, expected a policy (.ts or .js); correct the path`)
  }
  const { build } = await import('esbuild')
  const folder = dirname(resolve(path))
  const result = await build({
    entryPoints: [resolve(path)],
    absWorkingDir: folder,
    // Never written; it makes the paths inside the source map relative to the policy.
    outfile: join(folder, 'policy-bundle.js'),
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'neutral',
    target: 'node20',
    charset: 'utf8',
    logLevel: 'silent',
    sourcemap: 'inline',
    sourcesContent: false,
    // The options of whichever project the file happens to lie in must not change the bundle.
    tsconfigRaw: '{}',
    define: Object.fromEntries(Object.keys(forbidden).map(name => [name, marker(name)])),
  }).catch((failure: { errors?: readonly Message[] }) => {
    if (failure.errors === undefined) throw failure
    throw new PolicyError(failure.errors.map(message => compileSentence(message, path)).join('\n'))
  })
  const code = result.outputFiles[0]!.text
  const sentences = forbiddenNames(code, path)
  if (sentences.length > 0) throw new PolicyError(sentences.join('\n'))
  return {
    hash: createHash('sha256')
      .update(await meaningOf(code))
      .digest('hex'),
    code,
  }
}

/** The code without comments, layout and source map. Names stay: shortened ones would follow from letters in comments. */
async function meaningOf(code: string): Promise<string> {
  const { transform } = await import('esbuild')
  const plain = { minifyWhitespace: true, minifySyntax: true, legalComments: 'none' } as const
  return (await transform(code, plain)).code
}

function compileSentence({ text, location }: Message, path: string): string {
  const place =
    location === null ? path : `${join(dirname(path), location.file)}:${location.line}:${location.column + 1}`
  const unresolved = /^Could not resolve "(.+)"$/.exec(text)
  if (unresolved === null)
    return `${place}: found code that does not compile, expected TypeScript or JavaScript; ${text}`
  const builtin = unresolved[1]!.startsWith('node:')
  const remedy = builtin ? 'a policy reads no files and no clock' : 'correct the path, or install the package'
  return `${place}: found an import of "${unresolved[1]}", expected something that can be bundled; ${remedy}`
}

/** One sentence for each use of a forbidden name, with its place in the source, in the order of the bundle. */
function forbiddenNames(code: string, path: string): string[] {
  const byMarker = new Map(Object.entries(forbidden).map(([name, why]) => [marker(name), { name, why }]))
  const anyMarker = new RegExp(`\\b(${[...byMarker.keys()].join('|')})\\b`, 'g')
  const places = new SourcePlaces(code)
  return code.split('\n').flatMap((line, index) =>
    [...line.matchAll(anyMarker)].map(match => {
      const { name, why } = byMarker.get(match[0])!
      const place = places.find(index + 1, match.index + 1, path) ?? path
      return `${place}: found ${name}, ${why}`
    }),
  )
}
