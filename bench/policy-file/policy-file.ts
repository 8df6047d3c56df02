/**
 * A user's own policy: one .ts or .js file, bundled once with all that it imports, and instantiated in every run.
 *
 * A policy must give the same answers for the same seed, so it may use what the language gives purely (policy-names.ts)
 * and nothing else: all other names are refused when it is bundled. That keeps honest mistakes out; it is no sandbox.
 */
import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Message } from 'esbuild'
import { PolicyError } from '../../sim/errors.ts'
import { ownFiles } from './own-files.ts'
import { REQUIRE } from './policy-names.ts'
import { SourcePlaces } from './policy-source.ts'

/** A bundle that can be sent to a worker. */
export interface PolicyBundle {
  /** sha256 of what the code means, in hexadecimal: the same wherever the file lies, however it is laid out and commented. */
  readonly hash: string
  /** CommonJS, with its source map inside. */
  readonly code: string
}

/** Said of code of which nothing else can be said. */
export const DOES_NOT_COMPILE = 'found code that does not compile'

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
    nodePaths: [],
    plugins: [ownFiles],
    define: { require: REQUIRE },
  }).catch((failure: { errors?: readonly Message[] }) => {
    if (failure.errors === undefined) throw failure
    throw new PolicyError(failure.errors.map(message => compileSentence(message, path)).join('\n'))
  })
  const code = result.outputFiles[0]!.text
  const { foreignNames } = await import('./free-names.ts')
  const sentences = foreignNames(code, new SourcePlaces(code), path)
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
  if (unresolved === null) return `${place}: ${DOES_NOT_COMPILE}, expected TypeScript or JavaScript; ${text}`
  const builtin = unresolved[1]!.startsWith('node:')
  const remedy = builtin ? 'a policy reads no files and no clock' : 'correct the path, or install the package'
  return `${place}: found an import of "${unresolved[1]}", expected something that can be bundled; ${remedy}`
}
