/**
 * Manifest files and folders of an experiment as the objects of one cluster.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import {
  type ClusterReadingOptions,
  type ReadCluster,
  readClusterObjects,
} from '../../systems/kubernetes/manifest/cluster-objects.ts'
import type { ManifestDocument } from '../../systems/kubernetes/manifest/manifest-document.ts'
import type { PodMaker } from '../../systems/kubernetes/objects/cluster-objects.ts'
import { sentence } from './faults.ts'
import type { Inputs } from './inputs.ts'
import { readManifestText, said, type TextDocument } from './manifest-text.ts'
import { didYouMean } from './nearest.ts'
import type { Path, Report } from './validation.ts'

/** Where the experiment names a file or a folder. */
export interface NamedManifests {
  readonly name: string
  readonly at: Path
}

/** Faults of the files that are told in full; of more, the number. Pods of one owner mostly have the same. */
const SHOWN = 20

const EXTENSIONS = ['.yaml', '.yml', '.json', '.gz']

/** What was read, and where the experiment names the file of each object that makes pods. */
export interface ManifestObjects extends ReadCluster {
  namedOf(maker: PodMaker): NamedManifests
}

/** Reads all of them together, for owners may be in one file and pods in another; undefined after reporting faults. */
export function readManifestFiles(
  named: readonly NamedManifests[],
  options: ClusterReadingOptions,
  inputs: Inputs,
  report: Report,
): ManifestObjects | undefined {
  const faults = new Faults(report)
  const namedOf = new Map<ManifestDocument, NamedManifests>()
  for (const each of named) {
    const wrong = (message: string) => faults.add(each.at, message)
    for (const file of filesOf(inputs.path(each.name), wrong)) {
      inputs.note(file)
      for (const document of documentsOf(file, wrong)) namedOf.set(document, each)
    }
  }
  const read = readClusterObjects(namedOf.keys(), options)
  if (faults.tell()) return undefined
  return { ...read, namedOf: maker => namedOf.get(read.origins.get(maker)!.document)! }
}

class Faults {
  readonly #report: Report
  readonly #all: { readonly at: Path; readonly message: string }[] = []

  constructor(report: Report) {
    this.#report = report
  }

  add(at: Path, message: string): void {
    this.#all.push({ at, message })
  }

  /** Reports them, those of a file in its order; false where there are none. */
  tell(): boolean {
    const all = this.#all.sort((a, b) => byPlace(placeIn(a.message), placeIn(b.message)))
    for (const { at, message } of all.slice(0, SHOWN)) this.#report(at, message)
    const more = all.length - SHOWN
    if (more > 0) this.#report(all[SHOWN]!.at, `… and ${more} more faults like these`)
    return all.length > 0
  }
}

interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Of a message that begins with `file:line:column`; '' and 0 where it does not. */
function placeIn(message: string): Place {
  const [, file = '', line = '0', column = '0'] = /^(.*?):(\d+):(\d+): /.exec(message) ?? []
  return { file, line: Number(line), column: Number(column) }
}

function byPlace(a: Place, b: Place): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line || a.column - b.column
}

/** The file, or the manifest files of the folder and of those in it, in order of their names. */
function filesOf(path: string, wrong: (message: string) => void): string[] {
  const stat = statSync(path, { throwIfNoEntry: false })
  const expected = 'a file or folder of Kubernetes manifests (YAML or JSON)'
  if (stat === undefined) {
    wrong(sentence({ found: `no such file (${path})`, expected, remedy: 'correct the path' }))
    return []
  }
  if (!stat.isDirectory()) return [path]
  const files = manifestsBelow(path)
  if (files.length === 0)
    wrong(sentence({ found: `a folder without ${EXTENSIONS.join(', ')} files (${path})`, expected }))
  return files
}

function manifestsBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries
    .filter(entry => !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = join(folder, entry.name).replaceAll('\\', '/')
      if (entry.isDirectory()) return manifestsBelow(path)
      return EXTENSIONS.includes(extname(entry.name).toLowerCase()) ? [path] : []
    })
}

function documentsOf(file: string, wrong: (message: string) => void): ManifestDocument[] {
  const text = textOf(file, wrong)
  if (text === undefined) return []
  if (text.trim() === '') {
    wrong(`${file}:1:1: ${sentence({ found: 'an empty file', expected: 'Kubernetes manifests' })}`)
    return []
  }
  const { documents, faults } = readManifestText(file, text)
  for (const fault of faults) wrong(fault)
  return documents.map(document => toldOf(document, wrong))
}

function toldOf(document: TextDocument, wrong: (message: string) => void): ManifestDocument {
  const { value, number } = document
  return {
    value,
    placeOf: at => document.placeOf(at),
    tell: (at, { sentence, word, among, about, otherwise }) => {
      const meant = (word === undefined ? undefined : didYouMean(word, among ?? [])) ?? otherwise
      const message = meant === undefined ? sentence : `${sentence}; ${meant}`
      wrong(said(document.placeOf(at, about), number, message))
    },
  }
}

function textOf(file: string, wrong: (message: string) => void): string | undefined {
  const bytes = readFileSync(file)
  try {
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
    const text = (isPacked ? gunzipSync(bytes) : bytes).toString('utf8')
    if (!text.slice(0, 8192).includes('\0')) return text
    wrong(`${file}: ${sentence({ found: 'a file that is not text', expected: 'Kubernetes manifests' })}`)
  } catch {
    const found = 'damaged or incomplete gzip data'
    wrong(`${file}: ${sentence({ found, expected: 'a complete gzip file', remedy: 'write it again' })}`)
  }
  return undefined
}
