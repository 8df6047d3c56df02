import { VERDICT_NAMES } from './claims.ts'

/** Number of a reason; 0 stands for no objection. */
export type ReasonId = number

export const ALLOWED: ReasonId = 0

/** What a refusal for a reason means for the job. */
export const Next = {
  /** Something may change: the job waits for it. */
  Wait: 0,
  /** It would be allowed if some of what runs there were not there. */
  PreemptionMayHelp: 1,
  /** Nothing that can happen in this run makes the machine suitable. */
  NeverHere: 2,
} as const
export type Next = (typeof Next)[keyof typeof Next]

/**
 * Why tasks are not placed and claims refused: sentences with numbers. The first are those of the verdicts, under the
 * verdict's own number.
 */
export class Reasons {
  private readonly sentences: string[] = [...VERDICT_NAMES]
  private readonly consequences: Next[] = VERDICT_NAMES.map(() => Next.Wait)
  private readonly numbers = new Map<string, ReasonId>()

  /** The number of the sentence; the same sentence has the same number. */
  number(sentence: string, next: Next = Next.Wait): ReasonId {
    const known = this.numbers.get(sentence)
    if (known !== undefined) return known
    const id = this.sentences.length
    this.sentences.push(sentence)
    this.consequences.push(next)
    this.numbers.set(sentence, id)
    return id
  }

  sentence(id: ReasonId): string {
    return this.sentences[id]!
  }

  next(id: ReasonId): Next {
    return this.consequences[id]!
  }
}
