/**
 * Where in the source a place in a policy's bundle comes from.
 */
import { SourceMap, type SourceMapPayload } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { stackOf } from './foreign-value.ts'

/** The file name that a bundle has in stack traces. */
export const BUNDLE = 'switchyard-policy-bundle'

const mapComment = /\/\/# sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)/

export class SourcePlaces {
  readonly #map: SourceMap | undefined

  /** Takes a bundle with its source map inside. */
  constructor(code: string) {
    const encoded = mapComment.exec(code)?.[1]
    if (encoded === undefined) return
    this.#map = new SourceMap(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as SourceMapPayload)
  }

  /** `file:line:column` of a line and column of the bundle, both from 1; the policy file is called as in `path`. */
  find(line: number, column: number, path: string): string | undefined {
    const entry = this.#map?.findEntry(line - 1, column - 1)
    if (entry === undefined || !('originalSource' in entry)) return undefined
    const file = entry.originalSource === basename(path) ? path : join(dirname(path), entry.originalSource)
    return `${file}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
  }

  /** The place in the source where an error was thrown; the path alone if the stack does not tell. */
  thrown(error: unknown, path: string): string {
    const frame = new RegExp(`${BUNDLE}:(\\d+):(\\d+)`).exec(stackOf(error))
    return (frame === null ? undefined : this.find(Number(frame[1]), Number(frame[2]), path)) ?? path
  }
}
