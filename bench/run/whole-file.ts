/**
 * Files that are there whole or not at all.
 */
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { SwitchyardError } from '../../sim/errors.ts'

/** The disk did not take a file. What was finished before is kept. */
export class WriteError extends SwitchyardError {
  override readonly name = 'WriteError'
}

/** Ends the names of files that are being written; a process that is killed outright leaves one behind. */
export const unfinishedSuffix = '.unfinished'

/**
 * Writes a file under a temporary name beside it, forces it to the disk, then renames it: readers meet the old file,
 * the new one or none. Makes the folder if need be. Throws a WriteError that is a sentence.
 *
 * A text may come in pieces, since one string holds no more than half a gigabyte.
 */
export async function writeWhole(path: string, data: string | Uint8Array | Iterable<string>): Promise<void> {
  // The process id keeps apart the shards that write the same plan.json into a shared folder.
  const unfinished = join(dirname(path), `.${basename(path)}.${process.pid}${unfinishedSuffix}`)
  try {
    await mkdir(dirname(path), { recursive: true })
    const file = await open(unfinished, 'w')
    try {
      const pieces = typeof data === 'string' || data instanceof Uint8Array ? [data] : data
      for (const piece of pieces) await file.writeFile(piece)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {
      // The first error is the one to tell; a folder that takes no file may not give one back either.
    })
    throw new WriteError(`${path} could not be written: ${writeFault(error as NodeJS.ErrnoException)}`)
  }
}

/** What an operating system's error code means to somebody who wants results in a folder. */
function writeFault(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full. Nothing is half-written and finished runs are kept; make room and run the same command again to go on.'
    case 'EACCES':
    case 'EPERM':
      return 'permission denied. Choose a folder that you may write to with --out.'
    case 'EROFS':
      return 'the file system is read-only. Choose another folder with --out.'
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a part of this path is a file, not a folder. Choose another folder with --out.'
    default:
      return `${error.message}.`
  }
}
