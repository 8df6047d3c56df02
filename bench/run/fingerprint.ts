/**
 * Fingerprints: sha256 over everything that a result depends on, so that results are reused only where they are the same.
 */
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { Plan, PlannedRun } from '../plan.ts'
import { version } from './package.ts'

/** sha256 in hexadecimal. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/**
 * Fingerprint of one run: the version, and the run's specification in which traces and policy files stand for their
 * content, not for the paths at which this machine keeps them. Other seeds, axes and systems do not enter, so a sweep
 * that grows keeps what it has.
 */
export function runFingerprint(run: PlannedRun, inputs: Plan['inputs']): string {
  const contents = new Map(Object.entries(inputs))
  for (const [path, { hash }] of Object.entries(run.spec.policyFiles)) contents.set(path, hash)
  return sha256(canonical({ version, id: run.id, axes: run.axes, spec: run.spec }, contents))
}

/** Fingerprint of a plan: its runs and all that its reports say about them. */
export function planFingerprint(plan: Plan, runs: readonly string[]): string {
  const { name, question, axes, seeds, baseline, headline, meanOver, inputs } = plan
  return sha256(
    canonical(
      { version, name, question, axes, seeds, baseline, headline, meanOver, inputs, runs },
      new Map(),
    ),
  )
}

/** JSON with sorted keys, so that the order in which a reader happened to build an object does not matter. */
function canonical(value: unknown, contents: ReadonlyMap<string, string>): string {
  return JSON.stringify(value, (key, part: unknown) => {
    // JSON has no infinity and would write null: NEVER must not look like an absent value.
    if (typeof part === 'number' && !Number.isFinite(part)) return { never: String(part) }
    // Inputs are listed by file name where that is unambiguous; a specification opens them by path.
    if (typeof part === 'string')
      return contents.get(part) ?? (key === 'file' ? contents.get(basename(part)) : undefined) ?? part
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part
    const entries = Object.entries(part).map(([name, each]) => [contents.get(name) ?? name, each] as const)
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
