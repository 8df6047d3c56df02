/**
 * The files that an experiment depends on: found from the folder of the experiment, hashed for the provenance.
 */
import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, relative, resolve } from 'node:path'
import { SwitchyardError } from '../../sim/errors.ts'
import { lineBlocks } from '../../workloads/traces/line-blocks.ts'
import { SwfHeader } from '../../workloads/traces/swf-header.ts'
import { TraceError } from '../../workloads/traces/trace-faults.ts'
import { type PipelineFile, readPipelineFile } from '../pipeline-file/pipeline-file.ts'
import { sentence } from './faults.ts'
import { foreignLogFault } from './foreign-log.ts'
import type { Path, Report } from './validation.ts'

/** What is wrong with a file that was named, or nothing. */
export function missing(path: string): string | undefined {
  if (!existsSync(path)) return 'no such file'
  const found = statSync(path)
  return found.isFile() ? undefined : found.isDirectory() ? 'a folder' : 'something that is not a file'
}

export class Inputs {
  readonly #folder: string
  readonly #noted = new Set<string>()

  readonly #processors = new Map<string, Promise<number | undefined>>()
  readonly #pipelines = new Map<string, Promise<PipelineFile>>()

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
    this.#noted.add(path)
  }

  /** The path of an input that the experiment names at `path`, if there is such a file: noted, or reported. */
  named(written: string, path: Path, what: string, report: Report): string | undefined {
    const file = this.path(written)
    const found = missing(file)
    if (found === undefined) {
      this.note(file)
      return file
    }
    report(path, sentence({ found: `${found} (${file})`, expected: what, remedy: 'correct the path' }))
    return undefined
  }

  /** A pipeline that is written down; null if its file has faults, which are reported where the experiment names it. */
  async pipeline(file: string, path: Path, report: Report): Promise<PipelineFile | null> {
    const known = this.#pipelines.get(file) ?? readPipelineFile(file)
    this.#pipelines.set(file, known)
    try {
      return await known
    } catch (error) {
      if (!(error instanceof SwitchyardError)) throw error
      for (const fault of error.message.split('\n')) report(path, fault)
      return null
    }
  }

  /** Processors of the machine that a log is of; undefined if it does not say, null if it cannot be read, which is reported. */
  async processors(file: string, report: Report): Promise<number | undefined | null> {
    try {
      const foreign = await foreignLogFault(file)
      if (foreign !== undefined) {
        report(['trace', 'file'], foreign)
        return null
      }
      const known = this.#processors.get(file) ?? processorsOfLog(file)
      this.#processors.set(file, known)
      return await known
    } catch (error) {
      if (!(error instanceof TraceError)) throw error
      for (const fault of error.message.split('\n')) report(['trace', 'file'], fault)
      return null
    }
  }

  /** sha256 of the noted files by name; where two share one, by path. */
  async hashes(): Promise<Record<string, string>> {
    const paths = [...this.#noted]
    const names = paths.map(path => basename(path))
    const entries = paths.map(async (path, i) => {
      const shared = names.indexOf(names[i]!) !== names.lastIndexOf(names[i]!)
      return [shared ? path : names[i]!, await hashOfFile(path)] as const
    })
    return Object.fromEntries(await Promise.all(entries))
  }
}

/** sha256 of a file in hexadecimal, whatever its size. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  // One piece of memory for all of it: a stream takes new memory for each chunk, and nobody gives it back before the end.
  const chunk = Buffer.allocUnsafeSlow(256 * 1024)
  const file = await open(path)
  try {
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(chunk.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
}

/**
 * Processors of the machine that a log in the Standard Workload Format is of, by its header; undefined if it does not
 * say.
 *
 * @throws TraceError if the file cannot be read.
 */
async function processorsOfLog(path: string): Promise<number | undefined> {
  const comments: string[] = []
  for await (const block of lineBlocks(path)) {
    for (const line of block.toString('latin1').split('\n')) {
      if (line.trim() !== '' && !line.trim().startsWith(';')) return new SwfHeader(comments).processors
      comments.push(line)
    }
  }
  return new SwfHeader(comments).processors
}
