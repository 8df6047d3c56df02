/**
 * Affinity and spread constraints of pod manifests.
 */
import type { AffinityTerm } from '../affinity-term.ts'
import { type LabelKeys, withOwnLabels } from '../objects/pod-template-spec.ts'
import type { PodAffinity, PodTemplate, SpreadConstraint } from '../pod.ts'
import type { Labels } from '../selector.ts'
import type { Fields } from './fields.ts'
import { PREFERRED, REQUIRED, readNodeAffinity, readSelector } from './selectors.ts'

/** Of whom the terms are. */
interface TermSetting {
  readonly namespace: string
  readonly labels: Labels
  /** The API server has made its own of `matchLabelKeys` and `mismatchLabelKeys` already: they say nothing more. */
  readonly isStored: boolean
}

/** Affinity, with the keys of the terms that have any. */
export interface ReadAffinity {
  readonly affinities: Pick<PodTemplate, 'nodeAffinity' | 'affinity' | 'antiAffinity'>
  readonly affinityLabelKeys: ReadonlyMap<AffinityTerm, LabelKeys>
}

export function readAffinity(affinity: Fields, setting: TermSetting): ReadAffinity {
  const affinityLabelKeys = new Map<AffinityTerm, LabelKeys>()
  const termOf = (fields: Fields): AffinityTerm => {
    const { term, keys } = readAffinityTerm(fields, setting.namespace)
    if (setting.isStored || keys.match.length + keys.mismatch.length === 0) return term
    const own = { ...term, selector: withOwnLabels(term.selector, keys, setting.labels) }
    affinityLabelKeys.set(own, keys)
    return own
  }
  const pods = (key: string) => (affinity.has(key) ? readPodAffinity(affinity.fields(key), termOf) : null)
  return {
    affinities: {
      nodeAffinity: affinity.has('nodeAffinity') ? readNodeAffinity(affinity.fields('nodeAffinity')) : null,
      affinity: pods('podAffinity'),
      antiAffinity: pods('podAntiAffinity'),
    },
    affinityLabelKeys,
  }
}

function readPodAffinity(fields: Fields, termOf: (term: Fields) => AffinityTerm): PodAffinity {
  const affinity = {
    required: fields.list(REQUIRED, termOf) ?? [],
    preferred:
      fields.list(PREFERRED, weighted => {
        const term = termOf(weighted.fields('podAffinityTerm'))
        const read = { weight: weighted.number('weight', 0), term }
        weighted.end()
        return read
      }) ?? [],
  }
  fields.end()
  return affinity
}

/** A term as it is written, with its keys. One that names no namespaces means its owner's. */
export function readAffinityTerm(
  fields: Fields,
  namespace: string,
): { readonly term: AffinityTerm; readonly keys: LabelKeys } {
  const names = fields.texts('namespaces')
  const own = names.length === 0 && !fields.has('namespaceSelector')
  const term = {
    topologyKey: fields.text('topologyKey'),
    selector: readSelector(fields, 'labelSelector'),
    namespaces: new Set(own ? [namespace] : names),
    namespaceSelector: readSelector(fields, 'namespaceSelector'),
  }
  const keys = { match: fields.texts('matchLabelKeys'), mismatch: fields.texts('mismatchLabelKeys') }
  fields.end()
  return { term, keys }
}

/** Constraints, each with its `matchLabelKeys`. */
export interface ReadSpread {
  readonly spread: readonly SpreadConstraint[]
  readonly spreadLabelKeys: readonly LabelKeys[]
}

export function readSpread(spec: Fields, labels: Labels): ReadSpread {
  const read =
    spec.list('topologySpreadConstraints', fields => {
      const selector = readSelector(fields, 'labelSelector')
      const keys = { match: fields.texts('matchLabelKeys'), mismatch: [] }
      const constraint: SpreadConstraint = {
        topologyKey: fields.text('topologyKey'),
        maxSkew: fields.whole('maxSkew', 1, 1),
        hard:
          fields.oneOf('whenUnsatisfiable', ['DoNotSchedule', 'ScheduleAnyway'], 'DoNotSchedule') ===
          'DoNotSchedule',
        selector: withOwnLabels(selector, keys, labels),
        minDomains: fields.whole('minDomains', 1, 1),
        honorsAffinity: fields.oneOf('nodeAffinityPolicy', ['Honor', 'Ignore'], 'Honor') === 'Honor',
        honorsTaints: fields.oneOf('nodeTaintsPolicy', ['Honor', 'Ignore'], 'Ignore') === 'Honor',
      }
      fields.end()
      return { constraint, keys }
    }) ?? []
  return {
    spread: read.map(({ constraint }) => constraint),
    spreadLabelKeys: read.map(({ keys }) => keys),
  }
}
