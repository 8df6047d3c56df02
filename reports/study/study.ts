/**
 * Several experiments that belong together, and what each of them found.
 */
import type { ChartDocument } from '../charts/chart-document.ts'
import type { ExperimentResults } from '../experiment-results.ts'
import { judgements } from '../hypotheses/judge.ts'
import { tally } from '../hypotheses/tables.ts'
import { counted } from '../tables/settings.ts'

/** One experiment of a study. */
export interface Member {
  readonly results: ExperimentResults
  /** Of its charts the one of its headline; absent: there is none. */
  readonly chart?: ChartDocument
  /** The folder of its own results, from that of the study, with forward slashes. */
  readonly folder: string
}

export interface Study {
  readonly title: string
  readonly members: readonly Member[]
}

/** '7 experiments. 9 of 12 hypotheses held, 2 did not, 1 not distinguishable; 8 of 8 checks came out.' */
export function studySentence({ members }: Study): string {
  const judged = members.flatMap(({ results }) => judgements(results))
  const count = `${counted(members.length, 'experiment')}.`
  return judged.length === 0 ? count : `${count} ${tally(judged)}`
}

/** What did not come out as expected, experiment by experiment, in the words in which it was expected. */
export function whatFailed({ members }: Study): string[] {
  return members.flatMap(({ results }) =>
    judgements(results)
      .filter(({ outcome }) => outcome === 'did not hold')
      .map(({ hypothesis }) => `${results.name}: ${hypothesis.says}`),
  )
}
