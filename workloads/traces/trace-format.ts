import { decimal } from './decimal.ts'
import type { LineBlockOptions } from './line-blocks.ts'
import { lineBlocks } from './line-blocks.ts'
import { OMEGA_HEADER } from './omega-pass.ts'
import { excerpt, TraceError } from './trace-faults.ts'

export type TraceFormat = 'swf' | 'omega-csv'

/** The formats that can be read, as people know them. */
export const traceFormatNames: Readonly<Record<TraceFormat, string>> = {
  swf: "Standard Workload Format (18 numbers a line, comments after ';')",
  'omega-csv': `job list of the Omega simulator (CSV with the header '${OMEGA_HEADER}')`,
}

/** Tells the format by the first line that is neither blank nor a comment; a name or its ending prove nothing. */
export async function detectTraceFormat(file: string, options: LineBlockOptions = {}): Promise<TraceFormat> {
  let comments = 0
  let found = 'nothing but blank lines'
  search: for await (const block of lineBlocks(file, options)) {
    for (const line of block.toString('utf8').split('\n')) {
      const text = line.trim()
      if (text === OMEGA_HEADER) return 'omega-csv'
      if (text.startsWith(';')) comments++
      else if (text !== '') {
        if (!Number.isNaN(decimal(text.split(/[ \t]+/)[0]!))) return 'swf'
        found = `${excerpt(text)} as the first line`
        break search
      }
    }
  }
  if (comments > 0 && found.startsWith('nothing')) return 'swf'
  const known = Object.values(traceFormatNames).join('; ')
  throw new TraceError(file, [
    `${file}: found ${found}, expected one of the known formats, plain or gzip: ${known}`,
  ])
}
