/**
 * The objects of documents: lists taken apart, kinds known, each name once.
 */
import { foreignSort } from '../../definition-file/file-sort.ts'
import { type Fields, type ManifestFault, type Path, placeOf, Reading } from './fields.ts'
import { kindVerdict, type ReadKind } from './kinds.ts'
import type { ManifestDocument } from './manifest-document.ts'
import { type Metadata, readMetadata } from './metadata.ts'

/** An object that is yet to be read, but for its metadata. */
export interface FoundObject {
  readonly kind: ReadKind
  readonly metadata: Metadata
  readonly fields: Fields
  readonly document: ManifestDocument
  /** Where in the document. */
  readonly at: Path
}

export interface FoundObjects {
  readonly objects: readonly FoundObject[]
  /** Of kinds that are known and not read: how many there are of each. */
  readonly passedOver: ReadonlyMap<string, number>
  /** Objects that stand there again, as dumps of several commands have them. */
  readonly repeated: number
}

export function findObjects(documents: Iterable<ManifestDocument>): FoundObjects {
  const finder = new Finder()
  for (const document of documents) finder.take(document, document.value, [])
  return finder
}

const AN_OBJECT = 'expected an object with apiVersion, kind and metadata'

class Finder implements FoundObjects {
  readonly objects: FoundObject[] = []
  readonly passedOver = new Map<string, number>()
  repeated = 0
  readonly #named = new Map<string, FoundObject>()

  take(document: ManifestDocument, value: unknown, at: Path): void {
    // A document without anything in it is none.
    if (value === null || value === undefined) return
    if (typeof value !== 'object' || Array.isArray(value)) {
      if (this.#isForeign(document, value, at)) return
      const found = Array.isArray(value) ? 'a list' : JSON.stringify(value).slice(0, 80)
      document.tell(at, { sentence: `found ${found}, ${AN_OBJECT}` })
      return
    }
    const { apiVersion, kind, items } = value as Record<string, unknown>
    const verdict = kindVerdict(apiVersion, kind)
    if ((verdict.is === 'wrong' || verdict.is === 'passed over') && this.#isForeign(document, value, at))
      return
    switch (verdict.is) {
      case 'wrong': {
        const found = verdict.key === 'kind' ? kind : apiVersion
        const sentence = `found ${JSON.stringify(found) ?? 'nothing'}, expected ${verdict.expected}`
        const { among } = verdict
        document.tell([...at, verdict.key], {
          sentence: `${verdict.key}: ${sentence}`,
          ...(among && { word: String(found), among }),
        })
        return
      }
      case 'list':
        if (Array.isArray(items))
          for (const [i, item] of items.entries()) this.take(document, item, [...at, 'items', i])
        else if (items !== null)
          document.tell([...at, 'items'], {
            sentence: `items: found ${JSON.stringify(items) ?? 'nothing'}, expected a list`,
          })
        return
      case 'passed over': {
        const name = isOfKubernetes(String(apiVersion)) ? String(kind) : `${kind} (${apiVersion})`
        this.passedOver.set(name, (this.passedOver.get(name) ?? 0) + 1)
        return
      }
      case 'read':
        this.#add(document, value, at, verdict.kind, verdict.isNamespaced)
    }
  }

  /** Tells what it is where it is something else. */
  #isForeign(document: ManifestDocument, value: unknown, at: Path): boolean {
    const sort = foreignSort(value, 'kubernetes')
    if (sort !== undefined)
      document.tell(at, { sentence: `found ${sort.title}, ${AN_OBJECT}; ${sort.remedy}` })
    return sort !== undefined
  }

  #add(document: ManifestDocument, value: object, at: Path, kind: ReadKind, isNamespaced: boolean): void {
    const reading = new Reading(isStored(value))
    const fields = reading.fields(value, kind)
    const metadata = readMetadata(kind, fields, isNamespaced)
    const object = { kind, metadata, fields, document, at }
    const label = labelOf(object)
    const before = this.#named.get(label)
    if (before === undefined) {
      this.#named.set(label, object)
      this.objects.push(object)
    } else if (metadata.uid !== '' && metadata.uid === before.metadata.uid) this.repeated++
    else
      document.tell([...at, 'metadata', 'name'], {
        sentence: `found ${label} for the second time (first: ${before.document.placeOf(before.at)}), expected every name once; delete one of them`,
      })
  }
}

/** `Deployment shop/web`, or `Node n1`. */
export function labelOf({
  kind,
  metadata: { namespace, name },
}: Pick<FoundObject, 'kind' | 'metadata'>): string {
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`
}

/** Tells the document of a fault that was found on the way through one of its objects. */
export function tellFault(object: FoundObject, { at, sentence, about, among }: ManifestFault): void {
  const inside = at.slice(1)
  // The place begins with a key, which needs no full stop before it.
  const field = inside.length === 0 ? '' : `${placeOf(inside)}: `
  object.document.tell([...object.at, ...inside], {
    sentence: `${labelOf(object)}: ${field}${sentence}`,
    ...(about && { about }),
    ...(among && { among, word: String(at.at(-1)), otherwise: 'correct its name, or delete it' }),
  })
}

/** The API server gives every object a uid. */
function isStored(value: object): boolean {
  const { metadata } = value as { readonly metadata?: { readonly uid?: unknown } | null }
  return (metadata?.uid ?? '') !== ''
}

function isOfKubernetes(api: string): boolean {
  const group = api.split('/')[0]!
  return !group.includes('.') || group.endsWith('.k8s.io')
}
