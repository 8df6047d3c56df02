/**
 * A file that is named where definitions are expected, and is something else.
 */
import { readFileSync } from 'node:fs'
import { type FileSort, foreignSort, type Product, sortsOf } from '../../systems/definition-file/file-sort.ts'
import { sentence } from './faults.ts'
import type { JsonText } from './json-text.ts'
import { templateFault } from './template-text.ts'
import { yamlDocuments } from './yaml-documents.ts'
import { MOST_ALIASES } from './yaml-places.ts'

/** Whose files are read, and what such a file is, for whoever named another. */
export interface WantedFiles {
  readonly of: Product
  readonly expected: string
}

/** Larger texts than these are not tried as YAML, which takes many times their memory. */
export const LARGEST = 1_000_000

/** What the file is instead, with its place; undefined where it may be what is wanted, or nothing tells. */
export function foreignFaults(file: string, text: JsonText, wanted: WantedFiles): string[] | undefined {
  if (text.value === undefined) return foreignText(file, wanted)
  const { value } = text
  const whole = foreignSort(value, wanted.of)
  if (whole !== undefined) return [`${text.placeOf([])}: ${foreignSentence(whole, wanted)}`]
  if (!Array.isArray(value)) return undefined
  // What is wrong with the others is told when these are gone.
  const faults = value.flatMap((each, i) => {
    const sort = foreignSort(each, wanted.of)
    return sort === undefined ? [] : [`${text.placeOf([i])}: ${i}: ${foreignSentence(sort, wanted)}`]
  })
  return faults.length === 0 ? undefined : faults
}

function foreignText(file: string, wanted: WantedFiles): string[] | undefined {
  const text = readFileSync(file, 'utf8')
  if (text.length > LARGEST) return undefined
  const template = templateFault(text, wanted.expected)
  if (template !== undefined) return [`${file}:${template.line}:${template.column}: ${template.sentence}`]
  if (/^\s*[[{]/.test(text)) return undefined
  const value = asYaml(text)
  const sort = foreignSort(value, wanted.of)
  if (sort !== undefined) return [`${file}:1:1: ${foreignSentence(sort, wanted)}`]
  const [own] = sortsOf(value)
  if (own === undefined) return undefined
  return [
    `${file}:1:1: ${sentence({ found: `${own.title} in YAML`, expected: 'JSON', remedy: 'write it as JSON' })}`,
  ]
}

/** The value of a text as YAML; undefined where it is none. */
export function asYaml(text: string): unknown {
  const [document] = yamlDocuments(text, { prettyErrors: false, merge: true })
  if (document === undefined || document.errors.length > 0) return undefined
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES })
  } catch {
    // Too many aliases: nothing that tells what it is.
    return undefined
  }
}

const foreignSentence = ({ title, remedy }: FileSort, { expected }: WantedFiles) =>
  sentence({ found: title, expected, remedy })
