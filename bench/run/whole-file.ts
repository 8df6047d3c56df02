/**
 * Files that are there whole or not at all.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, readlinkSync } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { SwitchyardError } from '../../sim/errors.ts'
import { sha256 } from './fingerprint.ts'

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
export async function writeWhole(
  path: string,
  data: string | Uint8Array | Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  // Shards write the same plan.json into a shared folder, and in containers all of them may be process 1.
  const writer = `${processSpace()}-${process.pid}-${randomUUID().slice(0, 8)}`
  const unfinished = join(dirname(path), `.${basename(path)}.${writer}${unfinishedSuffix}`)
  try {
    await makeFolder(dirname(path))
    const file = await open(unfinished, 'w')
    try {
      const pieces = typeof data === 'string' || data instanceof Uint8Array ? [data] : data
      for await (const piece of pieces) await file.writeFile(piece)
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

let space: string | undefined

/**
 * Eight hexadecimal digits that stand for the machine, since it was started, and the container: where process numbers
 * mean the same processes.
 */
export function processSpace(): string {
  space ??= sha256(
    [hostname(), textOf(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))]
      .concat(textOf(() => readlinkSync('/proc/self/ns/pid')))
      .join(' '),
  ).slice(0, 8)
  return space
}

/** Linux alone tells these; elsewhere processes are not kept apart in containers, and the machine's name will do. */
function textOf(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}

/** In milliseconds: an unfinished file that was not written to for so long belongs to nobody any more. */
const abandonedAfter = 10_000

/**
 * Was this unfinished file left behind by a process that was killed? Of a process of this machine that can be asked; a
 * file of another one may be swept when it was not written to for a while.
 */
export async function isAbandoned(unfinished: string): Promise<boolean> {
  const [, where, pid] = /([0-9a-f]{8})-(\d+)-\w+\.unfinished$/.exec(unfinished) ?? []
  if (where === processSpace()) return !isRunning(Number(pid))
  const { mtimeMs } = await stat(unfinished).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
  return Date.now() - mtimeMs > abandonedAfter
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Somebody else's process runs as well.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Makes a folder and those above it. Not with `recursive`, which goes round in circles where the file system says that the
 * folder above does not exist although it does (/proc), and calls a read-only one missing.
 */
async function makeFolder(path: string): Promise<void> {
  if (existsSync(path)) return
  const above = dirname(path)
  if (above !== path) await makeFolder(above)
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    // Another process may have been faster.
    if (error.code !== 'EEXIST') throw error
  })
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
