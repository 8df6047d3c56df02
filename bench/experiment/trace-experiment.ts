/**
 * The experiment that runs where only a trace is given.
 */
import { basename } from 'node:path'
import { ExperimentDocument } from './document.ts'
import { ExperimentError, sentence } from './faults.ts'

/**
 * First come first served against EASY backfilling, on a machine just as large as the one of the log: the comparison
 * that batch systems have been measured by since Mu'alem and Feitelson (2001).
 */
export function traceExperiment(trace: string | undefined): ExperimentDocument {
  const source = 'switchyard run'
  if (trace === undefined) {
    const expected = 'an experiment file, or --trace FILE'
    throw new ExperimentError([
      { place: { source }, key: '', sentence: sentence({ found: 'neither', expected }) },
    ])
  }
  const text = `
name: ${JSON.stringify(`Batch systems on ${basename(trace)}`)}
question: How long do the jobs of this log wait, first come first served and with EASY backfilling?
system: [batch-fcfs, batch-easy]
# Nothing is drawn at random.
seeds: 1
machines: { count: from trace, cpu: 1, memory: 0 MiB }
trace: {}
`
  return new ExperimentDocument(source, text)
}
