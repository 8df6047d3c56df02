import { renderTraceInfo, traceInfo } from '../workloads/trace-info.ts'
import { TraceError } from '../workloads/traces/trace-faults.ts'

/**
 * Describes a trace on standard output, as text or as JSON.
 *
 * Returns the exit code: 0 if the trace can be replayed, 1 if it is no trace (said on standard error) or holds lines
 * that cannot be read (said in the description).
 */
export async function traceInfoCommand(file: string, options: { readonly json?: boolean }): Promise<number> {
  try {
    const info = await traceInfo(file)
    process.stdout.write(options.json === true ? `${JSON.stringify(info, null, 2)}\n` : renderTraceInfo(info))
    return info.malformed.count > 0 || info.jobs === 0 ? 1 : 0
  } catch (error) {
    if (!(error instanceof TraceError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}
