/**
 * Asks the models the questions of case files and says how each case ended.
 */
import { didYouMean } from '../bench/experiment/nearest.ts'
import { SwitchyardError } from '../sim/errors.ts'
import type { Case, CaseFile } from './adapter.ts'
import { adapterOf, adapters } from './adapters.ts'
import type { CaseSet } from './cases.ts'
import { difference, TOLERANCE } from './compare.ts'

export type Status = 'passed' | 'failed' | 'unsupported'

/** How one case ended. */
export interface Judgement {
  readonly file: string
  readonly id: string
  readonly system: string
  readonly status: Status
  readonly expected: unknown
  /** Null where nothing could be asked. */
  readonly found: unknown
  /** What differs, or what is not modelled; null for a case that passed. */
  readonly reason: string | null
}

export async function judge({ file, cases }: CaseSet): Promise<Judgement[]> {
  const judgements: Judgement[] = []
  for (const { system, case: asked } of cases)
    judgements.push(await judgeCase(system, asked, { ...file, system }))
  return judgements
}

async function judgeCase(system: string, asked: Case, file: CaseFile): Promise<Judgement> {
  const about = { file: file.path, id: asked.id, system, expected: asked.expected }
  const adapter = adapterOf(system)
  if (adapter === undefined) {
    const names = adapters.map(adapter => adapter.system)
    const meant = didYouMean(system, names)
    const reason = `The system '${system}' is not modelled${meant === undefined ? '.' : `; ${meant}`}`
    return { ...about, status: 'unsupported', found: null, reason }
  }
  try {
    const answer = await adapter.answer(asked, file)
    if ('unsupported' in answer)
      return { ...about, status: 'unsupported', found: null, reason: answer.unsupported }
    const same = (value: unknown) => adapter.normalise?.(value, asked) ?? value
    const reason = difference(same(asked.expected), same(answer.found), toleranceOf(asked))
    return { ...about, status: reason === null ? 'passed' : 'failed', found: answer.found, reason }
  } catch (error) {
    // A model that throws on one case must not keep the others from being asked.
    const { message } = error as Error
    const reason =
      error instanceof SwitchyardError
        ? message
        : `The model could not be asked this (${message}); correct the case, or report it if it is right.`
    return { ...about, status: 'failed', found: null, reason }
  }
}

/** A case says how near is near enough in its question or in its answer. */
function toleranceOf({ input, expected }: Case): number {
  for (const place of [input, expected]) {
    const tolerance = (place as { tolerance?: unknown } | null)?.tolerance
    if (typeof tolerance === 'number') return tolerance
  }
  return TOLERANCE
}
