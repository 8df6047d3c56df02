import { omegaInfoText, swfInfoText } from './traces/info-text.ts'
import type { LineBlockOptions } from './traces/line-blocks.ts'
import type { OmegaInfo } from './traces/omega-info.ts'
import { omegaInfo } from './traces/omega-info.ts'
import type { SwfInfo } from './traces/swf-info.ts'
import { swfInfo } from './traces/swf-info.ts'
import { omegaAdvice, swfAdvice } from './traces/trace-advice.ts'
import { detectTraceFormat } from './traces/trace-format.ts'

/** What is in a trace and what to do about it; plain data that survives JSON. */
export type TraceInfo = (SwfInfo | OmegaInfo) & { readonly advice: readonly string[] }

/**
 * Describes a trace of any known format, told by its content.
 *
 * Lines that cannot be read are counted in `malformed`, though a replay would refuse them. Throws a TraceError for a
 * file that is no trace at all.
 */
export async function traceInfo(file: string, options: LineBlockOptions = {}): Promise<TraceInfo> {
  if ((await detectTraceFormat(file, options)) === 'omega-csv') {
    const info = await omegaInfo(file, options)
    return { ...info, advice: omegaAdvice(info) }
  }
  const info = await swfInfo(file, options)
  return { ...info, advice: swfAdvice(info) }
}

/** The description as text for a terminal, ending with a line feed. */
export function renderTraceInfo(info: TraceInfo): string {
  return info.format === 'swf' ? swfInfoText(info, info.advice) : omegaInfoText(info, info.advice)
}
