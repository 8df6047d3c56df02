/**
 * Results without chance: what is said of them.
 */
import type { AxisValue, ExperimentResults } from './experiment-results.ts'
import { isExact } from './is-exact.ts'
import { axisWords } from './labels.ts'
import { enumeration } from './tables/settings.ts'

/** 'exact for this log', or 'exact for these jobs' where they come from no log. */
export function exactWords({ provenance: { logs = [] } }: ExperimentResults): string {
  return logs.length > 0 ? 'exact for this log' : 'exact for these jobs'
}

/** The whole of it: 'exact for this log; seeds add nothing'. */
export function exactPhrase(results: ExperimentResults): string {
  return `${exactWords(results)}; seeds add nothing`
}

/** What would add something, as a sentence; '' where the jobs come from no log of which that could be asked. */
export function whatAdds({ provenance: { logs = [] } }: ExperimentResults): string {
  return logs.length === 0
    ? ''
    : 'How far it holds beyond this log is for resampled weeks or users (trace.resample), jittered submissions (trace.jitter) or several logs (mean-over) to say.'
}

/** Compared values of which every run, and of which some but not all runs, are exact. */
export function exactValues(results: ExperimentResults): { all: AxisValue[]; some: AxisValue[] } {
  const { axis, value } = results.baseline
  const counts = new Map<AxisValue, { exact: number; runs: number }>()
  for (const run of results.runs) {
    const at = run.axes[axis] ?? value
    const count = counts.get(at) ?? { exact: 0, runs: 0 }
    count.runs++
    if (isExact(run.result)) count.exact++
    counts.set(at, count)
  }
  const entries = [...counts]
  return {
    all: entries.filter(([, { exact, runs }]) => exact === runs).map(([at]) => at),
    some: entries.filter(([, { exact, runs }]) => exact > 0 && exact < runs).map(([at]) => at),
  }
}

/** Is there no chance in any run? */
export function allExact(results: ExperimentResults): boolean {
  return results.runs.length > 0 && results.runs.every(run => isExact(run.result))
}

/**
 * Said where fewer runs were made than there are seeds: 'Nothing is drawn at random under batch-fcfs and batch-easy: one
 * run each instead of 10.'; '' where there is nothing to say.
 */
export function sparedRuns(results: ExperimentResults): string {
  const { all, some } = exactValues(results)
  if (results.seeds.length < 2 || all.length + some.length === 0) return ''
  const { axis } = results.baseline
  const words = [
    ...all.map(value => axisWords(axis, value)),
    ...some.map(value => `${axisWords(axis, value)} (at some settings)`),
  ]
  return `Nothing is drawn at random under ${enumeration(words)}: one run each instead of ${results.seeds.length}, since all seeds give the same.`
}

/** The seeds of an experiment as its provenance names them. */
export function seedWords(results: ExperimentResults): string {
  if (allExact(results)) return 'none: nothing is drawn at random'
  const { all } = exactValues(results)
  const words = all.map(value => axisWords(results.baseline.axis, value))
  const without = words.length === 0 ? '' : ` (nothing is drawn under ${enumeration(words)})`
  const added = results.precision === undefined ? '' : `, added ${results.precision.written}`
  return `${results.provenance.seeds.join(', ')}${added}${without}`
}
