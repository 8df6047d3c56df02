/**
 * Fingerprints: sha256 over everything that a result depends on, so that results are reused only where they are the same.
 */
import { createHash } from 'node:crypto'
import type { Plan, PlannedRun } from '../plan.ts'
import { version } from './package.ts'

/** sha256 in hexadecimal. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/**
 * Fingerprint of one run: the version, and the run's specification in which a trace stands for its content, not for
 * the path at which this machine keeps it. Seeds, axes and systems of other runs do not enter, so a sweep that grows
 * keeps what it has.
 */
export function runFingerprint(run: PlannedRun, inputs: Plan['inputs']): string {
  return sha256(canonical({ version, id: run.id, axes: run.axes, spec: run.spec }, inputs))
}

/** Fingerprint of a plan: its runs and all that its reports say about them. */
export function planFingerprint(plan: Plan, runs: readonly string[]): string {
  const { name, question, axes, seeds, baseline, headline, inputs } = plan
  return sha256(canonical({ version, name, question, axes, seeds, baseline, headline, inputs, runs }, {}))
}

/** JSON with sorted keys, so that the order in which a reader happened to build an object does not matter. */
function canonical(value: unknown, inputs: Plan['inputs']): string {
  return JSON.stringify(value, (key, part: unknown) => {
    // JSON has no infinity and would write null: NEVER must not look like an absent value.
    if (typeof part === 'number' && !Number.isFinite(part)) return { never: String(part) }
    if (key === 'file' && typeof part === 'string') return inputs[part] ?? part
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
