/**
 * Reads cases: from case files, from recordings of input and output, and from folders of both.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { SwitchyardError } from '../sim/errors.ts'
import type { Case, CaseFile } from './adapter.ts'

/** A file with its cases, each under the system that it asks. */
export interface CaseSet {
  readonly file: CaseFile
  readonly cases: readonly { readonly system: string; readonly case: Case }[]
}

type Json = Record<string, unknown>

const DATA = /\.(json|jsonl)(\.gz)?$/
const INPUT = /\.(input|in)\.(json|jsonl)(\.gz)?$/
const OUTPUT = /\.(output|out)\.(json|jsonl)(\.gz)?$/
/** Fields of a case that are no part of its question. */
const LABELS = new Set([
  'id',
  'name',
  'title',
  'test',
  'basis',
  'source',
  'source path',
  'system',
  'expected',
  'note',
])

/**
 * All cases of the paths: files, and folders with everything below them, in order of their names.
 *
 * In a folder, JSON that holds no cases is passed over; a file that is named must hold some.
 *
 * @throws SwitchyardError with one sentence for each path or file that cannot be read.
 */
export function readCases(paths: readonly string[]): CaseSet[] {
  const faults: string[] = []
  const sets: CaseSet[] = []
  const seen = new Set<string>()
  for (const { path, named } of paths.flatMap(path => filesOf(path, faults))) {
    const key = INPUT.test(path) || OUTPUT.test(path) ? stemOf(path) : path
    if (seen.has(key)) continue
    seen.add(key)
    try {
      const set = INPUT.test(path) || OUTPUT.test(path) ? readRecording(path) : readCaseFile(path)
      if (set !== null) sets.push(set)
      else if (named)
        faults.push(
          `${path}: found no case in 'cases' and no 'expected', expected a case file; name another file`,
        )
    } catch (error) {
      if (!(error instanceof SwitchyardError)) throw error
      faults.push(error.message)
    }
  }
  if (faults.length === 0 && sets.length === 0)
    faults.push(
      `${paths.join(', ')}: found no case, expected case files (.json) or recordings; name another folder`,
    )
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
  return sets
}

function filesOf(path: string, faults: string[]): { path: string; named: boolean }[] {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) {
    faults.push(`${path}: found no such file or folder, expected cases; correct the path`)
    return []
  }
  if (!stat.isDirectory()) return [{ path, named: true }]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && DATA.test(entry.name))
    .map(entry => ({ path: join(entry.parentPath, entry.name), named: false }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** One case, or a file of them; null for JSON that is neither. */
function readCaseFile(path: string): CaseSet | null {
  const documents = readDocuments(path)
  const whole = documents.length === 1 ? documents[0] : undefined
  const head = isObject(whole) ? whole : {}
  const list = Array.isArray(head['cases'])
    ? head['cases']
    : documents.every(document => isObject(document) && Object.hasOwn(document, 'expected'))
      ? documents
      : null
  if (list === null || list.length === 0) return null
  const { cases: _, ...fields } = head
  return caseSet(path, list === head['cases'] ? fields : {}, list)
}

/**
 * `X.input.json` with `X.output.json`: what went in, line by line, and what came out. Records that name no system are of the
 * one that their folder is named after.
 */
function readRecording(path: string): CaseSet {
  const stem = stemOf(path)
  const inputs = partner(stem, ['input', 'in'], path)
  const outputs = partner(stem, ['output', 'out'], path)
  const [questions, answers] = [readDocuments(inputs), readDocuments(outputs)]
  if (questions.length !== answers.length) {
    throw new SwitchyardError(
      `${inputs}: found ${questions.length} records where ${outputs} has ${answers.length}, expected as many; record both again`,
    )
  }
  const cases = questions.map((input, i) => {
    const { system, id, ...rest } = isObject(input) ? input : { input }
    return {
      id: id ?? (questions.length === 1 ? basename(stem) : `${basename(stem)}:${i + 1}`),
      system: system ?? basename(dirname(resolve(inputs))),
      input: isObject(rest['input']) ? rest['input'] : rest,
      expected: answers[i],
    }
  })
  return caseSet(inputs, {}, cases)
}

function caseSet(path: string, fields: Json, list: readonly unknown[]): CaseSet {
  const system = typeof fields['system'] === 'string' ? fields['system'] : ''
  const file: CaseFile = { path, name: basename(path).replace(DATA, ''), system, fields }
  const faults: string[] = []
  const places = new Map<string, number>()
  const cases = list.map((entry, i) => {
    const where = `${path}: case ${i + 1}`
    const raw = isObject(entry) ? entry : {}
    const id = typeof raw['id'] === 'string' || typeof raw['id'] === 'number' ? String(raw['id']) : `${i + 1}`
    const own = typeof raw['system'] === 'string' ? raw['system'] : system
    if (!isObject(entry))
      faults.push(`${where} is no object, expected {id, input, expected}; correct the case`)
    else if (!Object.hasOwn(raw, 'expected'))
      faults.push(`${where} (${id}) has no 'expected', expected the answer to compare with; add it`)
    else if (own === '')
      faults.push(`${where} (${id}) names no 'system', and neither does the file; add which system is asked`)
    const before = places.get(id)
    if (before === undefined) places.set(id, i + 1)
    else
      faults.push(`${where} has the id '${id}' of case ${before}, expected one of its own; give it another`)
    return { system: own, case: { id, input: questionOf(raw), expected: raw['expected'] } }
  })
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
  return { file, cases }
}

function questionOf(raw: Json): Json {
  if (isObject(raw['input'])) return raw['input']
  return Object.fromEntries(Object.entries(raw).filter(([key]) => !LABELS.has(key)))
}

const stemOf = (path: string) => path.replace(INPUT, '').replace(OUTPUT, '')

function partner(stem: string, words: readonly string[], of: string): string {
  const names = words.flatMap(word =>
    ['json', 'jsonl', 'json.gz', 'jsonl.gz'].map(end => `${stem}.${word}.${end}`),
  )
  const found = names.find(name => statSync(name, { throwIfNoEntry: false })?.isFile())
  if (found !== undefined) return found
  throw new SwitchyardError(
    `${of}: found no ${basename(stem)}.${words[0]}.json beside it, expected both halves of a recording; add the other half`,
  )
}

/** The documents of a file: one of .json, one a line of .jsonl. */
function readDocuments(path: string): unknown[] {
  const bytes = readFileSync(path)
  let text: string
  try {
    text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  } catch {
    throw new SwitchyardError(
      `${path}: found bytes that are not compressed by gzip, expected them to be; compress it again`,
    )
  }
  if (!/\.jsonl(\.gz)?$/.test(path)) return [parse(text, path)]
  return text
    .split('\n')
    .map((line, i) => ({ line, place: `${path}:${i + 1}` }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, place }) => parse(line, place))
}

function parse(text: string, place: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new SwitchyardError(
      `${place}: found no JSON (${(error as Error).message}), expected JSON; correct the file`,
    )
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
