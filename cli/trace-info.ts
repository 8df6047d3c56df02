import { renderTraceInfo, traceInfo } from '../workloads/trace-info.ts'
import { exitCodes } from './exit.ts'

/**
 * Describes a trace on standard output, as text or as JSON.
 *
 * Returns the exit code: `ok` if the trace can be replayed, `wrongInput` if it holds no job or lines that cannot be
 * read, which the description names.
 *
 * @throws TraceError for a file that is no trace at all.
 */
export async function traceInfoCommand(file: string, options: { readonly json?: boolean }): Promise<number> {
  const info = await traceInfo(file)
  process.stdout.write(options.json === true ? `${JSON.stringify(info, null, 2)}\n` : renderTraceInfo(info))
  return info.malformed.count > 0 || info.jobs === 0 ? exitCodes.wrongInput : exitCodes.ok
}
