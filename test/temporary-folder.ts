/**
 * Folders that a test may fill, gone when it ends.
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { onTestFinished } from 'vitest'

/** A new, empty folder. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** sha256 of every file under a folder, by path; those that say how a machine was at the time are left out. */
export function hashesOf(folder: string): Record<string, string> {
  const hashes: Record<string, string> = {}
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || entry.name.startsWith('environment')) continue
    const path = join(entry.parentPath, entry.name)
    hashes[relative(folder, path).split(sep).join('/')] = createHash('sha256')
      .update(readFileSync(path))
      .digest('hex')
  }
  return Object.fromEntries(Object.entries(hashes).sort(([a], [b]) => (a < b ? -1 : 1)))
}
