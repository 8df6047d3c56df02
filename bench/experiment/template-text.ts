/**
 * Files that a template engine has yet to fill in: neither YAML nor JSON, and each line of them wrong in a way of its own.
 */
import { sentence } from './faults.ts'

export interface TemplateFault {
  /** From 1, both. */
  readonly line: number
  readonly column: number
  readonly sentence: string
}

/** `{{ .Values.replicas }}`, `{{- if .Values.x }}`. */
const ACTION = /\{\{-?[^{}\n]*\}\}/

/** The first place outside quotation marks where something is to be filled in; undefined where there is none. */
export function templateFault(text: string, expected: string): TemplateFault | undefined {
  if (!text.includes('{{')) return undefined
  for (const [i, line] of text.split('\n').entries()) {
    const match = ACTION.exec(line)
    if (match === null || isQuoted(line.slice(0, match.index))) continue
    const found = `a template (${match[0]})`
    const remedy = 'name what `helm template`, or whatever fills it in, makes of it'
    return { line: i + 1, column: match.index + 1, sentence: sentence({ found, expected, remedy }) }
  }
  return undefined
}

/** A quotation mark is open there, or a comment. */
const isQuoted = (before: string) =>
  /^\s*#/.test(before) || [/"/g, /'/g].some(mark => (before.match(mark)?.length ?? 0) % 2 === 1)
