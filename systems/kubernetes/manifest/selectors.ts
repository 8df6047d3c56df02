/**
 * Label selectors and node selectors as manifests write them.
 */
import { NAME_FIELD, type NodeAffinity, type NodeSelectorTerm } from '../node-selector.ts'
import { type Operator, type Requirement, type Selector, selectorOf } from '../selector.ts'
import type { Fields } from './fields.ts'

export const ofLabels: readonly Operator[] = ['In', 'NotIn', 'Exists', 'DoesNotExist']
export const ofNodes: readonly Operator[] = [...ofLabels, 'Gt', 'Lt']

/** `{matchLabels, matchExpressions}`; 'nothing' where the field is absent. */
export function readSelector(owner: Fields, key: string): Selector {
  if (!owner.has(key)) return 'nothing'
  const fields = owner.fields(key)
  const labels = selectorOf(fields.map('matchLabels') ?? [])
  const expressions = fields.list('matchExpressions', expression => readRequirement(expression, ofLabels))
  fields.end()
  return [...labels, ...(expressions ?? [])]
}

function readRequirement(fields: Fields, operators: readonly Operator[]): Requirement {
  const requirement = {
    key: fields.text('key'),
    operator: fields.oneOf('operator', operators, 'In'),
    values: fields.texts('values'),
  }
  fields.end()
  return requirement
}

/** `spec.affinity.nodeAffinity`. */
export function readNodeAffinity(fields: Fields): NodeAffinity {
  const required = fields.has(REQUIRED) ? fields.fields(REQUIRED) : null
  const terms = required?.list('nodeSelectorTerms', readTerm) ?? null
  required?.end()
  const preferred =
    fields.list(PREFERRED, fields => {
      const preference = fields.fields('preference')
      const term = { weight: fields.number('weight', 0), term: readTerm(preference) }
      fields.end()
      return term
    }) ?? []
  fields.end()
  return { required: required === null ? null : (terms ?? []), preferred }
}

export const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'
export const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution'

export function readTerm(fields: Fields): NodeSelectorTerm {
  const labels = fields.list('matchExpressions', expression => readRequirement(expression, ofNodes)) ?? []
  const names = fields.list('matchFields', field => readRequirement(field, ofNodes)) ?? []
  for (const { key } of names)
    if (key !== NAME_FIELD) fields.expected('matchFields', key, `the field ${NAME_FIELD}`)
  fields.end()
  return { labels, names }
}
