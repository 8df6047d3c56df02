/**
 * The files that an experiment depends on: found from the folder of the experiment, hashed for the provenance.
 */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, statSync } from 'node:fs'
import { basename, relative, resolve } from 'node:path'
import { lineBlocks } from '../../workloads/traces/line-blocks.ts'
import { SwfHeader } from '../../workloads/traces/swf-header.ts'

/** What is wrong with a file that was named, or nothing. */
export function missing(path: string): string | undefined {
  if (!existsSync(path)) return 'no such file'
  return statSync(path).isFile() ? undefined : 'something that is not a file'
}

export class Inputs {
  readonly #folder: string
  readonly #hashes = new Map<string, { readonly name: string; readonly hash: Promise<string> }>()

  /** Takes the folder that the experiment's paths are relative to. */
  constructor(folder: string) {
    this.#folder = resolve(folder)
  }

  /**
   * A path of the experiment, as it is opened: relative to the working directory where that is possible, so that
   * nothing depends on where the project lies.
   */
  path(written: string): string {
    const absolute = resolve(this.#folder, written)
    return (relative(process.cwd(), absolute) || absolute).replaceAll('\\', '/')
  }

  /** Notes that the results depend on this file. */
  note(path: string): void {
    if (!this.#hashes.has(path)) this.#hashes.set(path, { name: basename(path), hash: sha256(path) })
  }

  /** sha256 by file name; where two files share it, by path. */
  async hashes(): Promise<Record<string, string>> {
    const entries = [...this.#hashes]
    const shared = (name: string) => entries.filter(([, entry]) => entry.name === name).length > 1
    const named = entries.map(
      async ([path, { name, hash }]) => [shared(name) ? path : name, await hash] as const,
    )
    return Object.fromEntries(await Promise.all(named))
  }
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/**
 * Processors of the machine that a log in the Standard Workload Format is of, by its header; undefined if it does not
 * say.
 *
 * @throws TraceError if the file cannot be read.
 */
export async function processorsOfLog(path: string): Promise<number | undefined> {
  const comments: string[] = []
  for await (const block of lineBlocks(path)) {
    for (const line of block.toString('latin1').split('\n')) {
      if (line.trim() !== '' && !line.trim().startsWith(';')) return new SwfHeader(comments).processors
      comments.push(line)
    }
  }
  return new SwfHeader(comments).processors
}
