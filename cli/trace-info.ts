import { isPipelineFile, pipelineInfo, pipelineInfoText } from '../bench/pipeline-file/pipeline-info.ts'
import { renderTraceInfo, traceInfo } from '../workloads/trace-info.ts'
import { exitCodes } from './exit.ts'

/**
 * Describes a trace, or a pipeline, on standard output, as text or as JSON.
 *
 * Returns the exit code: `ok` if the trace can be replayed, `wrongInput` if it holds no job or lines that cannot be
 * read, which the description names.
 *
 * @throws TraceError for a file that is no trace at all; SwitchyardError with every fault of a pipeline.
 */
export async function traceInfoCommand(file: string, options: { readonly json?: boolean }): Promise<number> {
  if (await isPipelineFile(file)) {
    const info = await pipelineInfo(file)
    process.stdout.write(
      options.json === true ? `${JSON.stringify(info, null, 2)}\n` : pipelineInfoText(info),
    )
    return exitCodes.ok
  }
  const info = await traceInfo(file)
  process.stdout.write(options.json === true ? `${JSON.stringify(info, null, 2)}\n` : renderTraceInfo(info))
  return info.malformed.count > 0 || info.jobs === 0 ? exitCodes.wrongInput : exitCodes.ok
}
