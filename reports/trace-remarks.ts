/**
 * What was done to jobs of a trace on reading it, said once for all runs.
 */
import type { ExperimentResults } from './experiment-results.ts'

/** One sentence a remark; where runs differ in how many jobs it is about, as they do with chance, from fewest to most. */
export function traceRemarks({ runs }: Pick<ExperimentResults, 'runs'>): string[] {
  const counts = new Map<string, number[]>()
  for (const { result } of runs) {
    for (const { remark, count } of result.remarks ?? [])
      counts.set(remark, [...(counts.get(remark) ?? []), count])
  }
  return [...counts].map(([remark, of]) => {
    const least = Math.min(...of)
    const most = Math.max(...of)
    const jobs = least === most ? `${most}` : `${least} to ${most}`
    // What an option of the experiment did is no peculiarity of the log.
    const where = remark.includes('trace.') ? '' : '; `switchyard trace info` says where'
    return `Trace: ${jobs} ${most === 1 ? 'job' : 'jobs'} ${remark}${where}.`
  })
}
