/**
 * Affinity and spread constraints of pod manifests.
 */
import type { AffinityTerm } from '../affinity-term.ts'
import { withOwnLabels } from '../objects/pod-template-spec.ts'
import type { PodAffinity, PodTemplate, SpreadConstraint } from '../pod.ts'
import type { Labels } from '../selector.ts'
import type { Fields } from './fields.ts'
import { PREFERRED, REQUIRED, readNodeAffinity, readSelector } from './selectors.ts'

export function readAffinity(
  affinity: Fields,
  namespace: string,
): Pick<PodTemplate, 'nodeAffinity' | 'affinity' | 'antiAffinity'> {
  const pods = (key: string) => (affinity.has(key) ? readPodAffinity(affinity.fields(key), namespace) : null)
  return {
    nodeAffinity: affinity.has('nodeAffinity') ? readNodeAffinity(affinity.fields('nodeAffinity')) : null,
    affinity: pods('podAffinity'),
    antiAffinity: pods('podAntiAffinity'),
  }
}

function readPodAffinity(fields: Fields, namespace: string): PodAffinity {
  const affinity = {
    required: fields.list(REQUIRED, term => readAffinityTerm(term, namespace)) ?? [],
    preferred:
      fields.list(PREFERRED, weighted => {
        const term = readAffinityTerm(weighted.fields('podAffinityTerm'), namespace)
        const read = { weight: weighted.number('weight', 0), term }
        weighted.end()
        return read
      }) ?? [],
  }
  fields.end()
  return affinity
}

/** A term that names no namespaces means its owner's. `matchLabelKeys` are merged by the API server, not here. */
export function readAffinityTerm(fields: Fields, namespace: string): AffinityTerm {
  const names = fields.texts('namespaces')
  const own = names.length === 0 && !fields.has('namespaceSelector')
  const term = {
    topologyKey: fields.text('topologyKey'),
    selector: readSelector(fields, 'labelSelector'),
    namespaces: new Set(own ? [namespace] : names),
    namespaceSelector: readSelector(fields, 'namespaceSelector'),
  }
  fields.end()
  return term
}

/** Constraints, each with its `matchLabelKeys`. */
export interface ReadSpread {
  readonly spread: readonly SpreadConstraint[]
  readonly spreadLabelKeys: readonly (readonly string[])[]
}

export function readSpread(spec: Fields, labels: Labels): ReadSpread {
  const read =
    spec.list('topologySpreadConstraints', fields => {
      const selector = readSelector(fields, 'labelSelector')
      const keys = fields.texts('matchLabelKeys')
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
