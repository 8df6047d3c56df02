/**
 * The finished runs that a folder of results holds, and the leftovers of processes that were killed.
 */
import { existsSync } from 'node:fs'
import { open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { SwitchyardError } from '../../sim/errors.ts'
import { unreadable } from './folder-plan.ts'
import { isAbandoned, unfinishedSuffix } from './whole-file.ts'

/** A run file begins with id, axes, seed and fingerprint; axes and seed of a run are a line of text. */
const HEAD_BYTES = 16_384

/** Fingerprints of the finished runs by file name (`<id>.json`); a file without one is no finished run. */
export async function fingerprintsIn(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const buffer = Buffer.alloc(HEAD_BYTES)
  const runs = join(folder, 'runs')
  for (const name of await readFolder(runs)) {
    if (!name.endsWith('.json')) continue
    const path = join(runs, name)
    const file = await open(path).catch(error => {
      throw unreadable(path, error)
    })
    try {
      const { bytesRead } = await file.read(buffer, 0, HEAD_BYTES, 0)
      // Inside a text the quotation marks would have a backslash before them.
      const print = /"fingerprint":"([0-9a-f]{64})"(?:,"checked":true)?,"result":/.exec(
        buffer.toString('utf8', 0, bytesRead),
      )
      if (print !== null) found.set(name, print[1]!)
    } finally {
      await file.close()
    }
  }
  return found
}

/** Deletes what processes that were killed outright left half-written, wherever in the folder it lies. */
export async function sweepUnfinished(folder: string): Promise<void> {
  for (const part of [folder, join(folder, 'runs'), join(folder, 'charts')]) {
    for (const name of await readFolder(part)) {
      const path = join(part, name)
      if (name.endsWith(unfinishedSuffix) && (await isAbandoned(path))) await rm(path, { force: true })
    }
  }
}

/** The names in a folder; none where there is no such folder. @throws SwitchyardError for a file. */
export async function readFolder(path: string): Promise<string[]> {
  try {
    return await readdir(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // ENOTDIR: this is a file, or a folder above it is, and then it is not there.
    if (!existsSync(path)) return []
    if (code === 'ENOTDIR')
      throw new SwitchyardError(`${path} is a file. Choose a folder for the results with --out.`)
    throw unreadable(path, error)
  }
}
