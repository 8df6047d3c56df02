/**
 * A document of a manifest file as it is handed to the reader, and who hears what is wrong with it.
 */
import type { Path } from './fields.ts'

export interface Complaint {
  readonly sentence: string
  /** A word that was found, and those of which one may have been meant: then that is what to do. */
  readonly word?: string
  readonly among?: readonly string[]
  readonly about?: 'key' | 'value'
  /** What to do where none of them may have been meant. */
  readonly otherwise?: string
}

export interface ManifestDocument {
  /** An object, or a list of them. */
  readonly value: unknown
  /** Something is wrong at a place of the document. */
  tell(at: Path, complaint: Complaint): void
  /** `file:line:column`, for sentences about another place. */
  placeOf(at: Path): string
}
