/**
 * Fingerprints: sha256 over everything that a result depends on, so that results are reused only where they are the same.
 */
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { Plan, PlannedRun } from '../plan.ts'

/** sha256 in hexadecimal. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/**
 * Fingerprint of one run: the code that executes it, and what its specification means. A trace stands for its bytes, a
 * policy file for what it does (`PolicyBundle.hash`), neither for the path at which this machine keeps it. How the
 * experiment is written, asked and called does not enter, nor do other seeds, axes and systems: a sweep that is
 * reworded, or grows, keeps what it has.
 */
export function runFingerprint({ spec }: PlannedRun, inputs: Plan['inputs'], code: string): string {
  // Checking the invariants changes nothing in a result.
  const { policyFiles, workload, check: _check, ...rest } = spec
  const hashes = new Map(Object.entries(policyFiles).map(([name, { hash }]) => [name, hash]))
  const { name: _name, ...system } = spec.system
  return sha256(
    canonical(
      {
        ...rest,
        code,
        system,
        workload: 'file' in workload ? { ...workload, file: contentOf(workload.file, inputs) } : workload,
        policyFiles: [...hashes.values()].sort(),
      },
      hashes,
    ),
  )
}

/** Inputs are listed by file name where that is unambiguous; a specification opens them by path. */
function contentOf(file: string, inputs: Plan['inputs']): string {
  return inputs[file] ?? inputs[basename(file)] ?? file
}

/** JSON with sorted keys, so that the order in which a reader happened to build an object does not matter. */
function canonical(value: unknown, policies: ReadonlyMap<string, string>): string {
  return JSON.stringify(value, (_, part: unknown) => {
    // JSON has no infinity and would write null: NEVER must not look like an absent value.
    if (typeof part === 'number' && !Number.isFinite(part)) return { never: String(part) }
    if (typeof part === 'string') return policies.get(part) ?? part
    // JSON would write {} for both.
    if (part instanceof Map || part instanceof Set) return [...part]
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
