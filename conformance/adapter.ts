/**
 * What a system answers to a conformance case: the one thing that a system adds to `switchyard conformance`.
 *
 * An adapter builds the nouns of its system from the case's JSON, asks the very code that a simulation uses, and gives
 * back what it found in the shape of the case's `expected`. It knows nothing of files and compares nothing.
 */

/** One question with the real system's answer, as a case file writes it. */
export interface Case {
  /** Unique within its file. */
  readonly id: string
  /** The question. Its fields are the system's own; cases that carry their question beside `expected` are read as a whole. */
  readonly input: Readonly<Record<string, unknown>>
  /** The answer of the real system. Adapters may read which parts are asked for, never the values. */
  readonly expected: unknown
}

/** The file that a case stands in: where an era or an operation is named for all cases at once. */
export interface CaseFile {
  /** As given to the command, for messages. */
  readonly path: string
  /** The base name without `.json`, `.jsonl` and `.gz`: `marathon-constraints-1.3`. */
  readonly name: string
  /** As the file or the case says. */
  readonly system: string
  /** The other fields of the file beside `system` and `cases`: `title`, `notes`, tables that cases share. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** What the model answered, in the shape of `expected`, or why it cannot be asked. */
export type Answer = { readonly found: unknown } | { readonly unsupported: string }

export interface Adapter {
  /** As in a case file's `system`. */
  readonly system: string
  /**
   * Answers one case. Cases do not know each other: the same case asked twice has the same answer.
   *
   * `unsupported` is a sentence that names what is not modelled. A case that contradicts itself throws a
   * SwitchyardError; the command reports it as a failure with that sentence as its reason.
   */
  answer(case_: Case, file: CaseFile): Answer | Promise<Answer>
  /**
   * Brings an answer, found or expected, to one form before they are compared: the order of a list that has none, the
   * spelling of a text that stands for a value. Absent: answers are compared as they are.
   */
  normalise?(answer: unknown, case_: Case): unknown
}
