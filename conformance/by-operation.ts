/**
 * Cases whose `op` says what they ask.
 */
import type * as z from 'zod'
import type { Answer, Case } from './adapter.ts'
import { type Json, UnknownFields } from './marathon/case-reader.ts'
import { requireShape } from './shape.ts'

/** @param expected which parts are asked for; its values are not to be read */
export type Question = (input: Json, expected: Json) => unknown

export interface Asking {
  readonly ask: Question
  /** Of the input. */
  readonly shape: z.ZodType
}

/** An `op` in words, whatever it is. */
export const operationText = (op: unknown): string => `op ${typeof op === 'string' ? op : JSON.stringify(op)}`

/** Asks the question that the `op` of a case names; one that no question answers is unsupported. */
export function answerByOperation(
  system: string,
  known: Readonly<Record<string, Asking>>,
  { input, expected }: Case,
): Answer {
  const { op } = input
  const question = typeof op === 'string' && Object.hasOwn(known, op) ? known[op] : undefined
  if (question === undefined)
    return {
      unsupported: `${system} is not asked this: ${op === undefined ? 'no op' : operationText(op)}.`,
    }
  try {
    requireShape(question.shape, input)
    return { found: question.ask(input, (expected ?? {}) as Json) }
  } catch (error) {
    if (error instanceof UnknownFields) return { unsupported: `${error.message}.` }
    throw error
  }
}
