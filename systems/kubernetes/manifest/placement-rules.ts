/**
 * What the API server refuses of where pods go: selectors, affinity, spread constraints, tolerations (Kubernetes,
 * pkg/apis/core/validation/validation.go, v1.34.4). Types of fields are told where they are read.
 */
import { isValid, type Operator } from '../selector.ts'
import type { Fields } from './fields.ts'
import { checkLabels, checkName, dnsLabel, labelValue, qualifiedName, subdomain } from './names.ts'
import { ofLabels, ofNodes, PREFERRED, REQUIRED } from './selectors.ts'

/** `spec` of a pod. */
export function checkPlacement(spec: Fields): void {
  for (const toleration of spec.each('tolerations')) checkToleration(toleration)
  checkLabels(spec, 'nodeSelector')
  checkSpread(spec)
  const affinity = spec.inside('affinity')
  checkNodeAffinity(affinity.inside('nodeAffinity'))
  for (const key of ['podAffinity', 'podAntiAffinity']) {
    const fields = affinity.inside(key)
    for (const term of fields.each(REQUIRED)) checkAffinityTerm(term)
    for (const weighted of fields.each(PREFERRED)) {
      checkWeight(weighted)
      checkAffinityTerm(weighted.inside('podAffinityTerm'))
    }
  }
}

export function checkNodeAffinity(affinity: Fields): void {
  if (affinity.has(REQUIRED)) {
    const required = affinity.inside(REQUIRED)
    const terms = required.each('nodeSelectorTerms')
    if (terms.length === 0) required.expected('nodeSelectorTerms', undefined, 'at least one term')
    for (const term of terms) checkTerm(term)
  }
  for (const weighted of affinity.each(PREFERRED)) {
    checkWeight(weighted)
    checkTerm(weighted.inside('preference'))
  }
}

/** A label selector. */
export function checkSelector(selector: Fields): void {
  checkLabels(selector, 'matchLabels')
  for (const expression of selector.each('matchExpressions')) checkRequirement(expression, ofLabels)
}

function checkTerm(term: Fields): void {
  for (const expression of term.each('matchExpressions')) checkRequirement(expression, ofNodes)
  for (const field of term.each('matchFields')) {
    const values = field.anything('values')
    if (field.anything('operator') !== 'In' && field.anything('operator') !== 'NotIn')
      field.expected('operator', field.anything('operator'), 'In or NotIn')
    if (!Array.isArray(values) || values.length !== 1)
      field.expected('values', values, 'the name of one node; one more is a term of its own')
    else if (typeof values[0] === 'string' && !subdomain.is(values[0]))
      field.reading.expected([...field.at, 'values', 0], values[0], subdomain.expected)
  }
}

const wanted: Readonly<Record<Operator, string>> = {
  In: 'one value or more that a label can have',
  NotIn: 'one value or more that a label can have',
  Exists: 'no values',
  DoesNotExist: 'no values',
  Gt: 'one number of at least 0, as a text',
  Lt: 'one number of at least 0, as a text',
}

function checkRequirement(fields: Fields, operators: readonly Operator[]): void {
  requireLabel(fields, 'key', 'the name of a label')
  const operator = operators.find(each => each === fields.anything('operator'))
  if (!fields.has('operator')) fields.expected('operator', undefined, `one of ${operators.join(', ')}`)
  const values = fields.anything('values') ?? []
  // What is no list of texts was told.
  if (operator === undefined || !Array.isArray(values) || values.some(value => typeof value !== 'string'))
    return
  // A number is taken though it is none; then nothing meets it.
  const compares = operator === 'Gt' || operator === 'Lt'
  if (!isValid({ key: '', operator: compares ? 'In' : operator, values }) || (compares && values.length > 1))
    fields.expected('values', fields.anything('values'), `${wanted[operator]}, for the operator ${operator}`)
}

function checkAffinityTerm(term: Fields): void {
  requireLabel(term, 'topologyKey', DOMAINS)
  checkSelector(term.inside('labelSelector'))
  checkSelector(term.inside('namespaceSelector'))
  checkLabelKeys(term)
  checkMismatchKeys(term)
  for (const [i, name] of listOf(term.anything('namespaces')).entries())
    if (typeof name === 'string' && !dnsLabel.is(name))
      term.reading.expected([...term.at, 'namespaces', i], name, dnsLabel.expected)
}

const DOMAINS = 'the label whose values are domains, such as kubernetes.io/hostname'

function requireLabel(fields: Fields, key: string, what: string): void {
  if (!isText(fields.anything(key))) fields.expected(key, fields.anything(key), what)
  else checkName(fields, key, qualifiedName)
}

function checkWeight(weighted: Fields): void {
  const weight = weighted.anything('weight')
  if (!Number.isInteger(weight) || (weight as number) < 1 || (weight as number) > 100)
    weighted.expected('weight', weight, 'a whole number from 1 to 100')
}

function checkSpread(spec: Fields): void {
  const seen = new Set<string>()
  for (const fields of spec.each('topologySpreadConstraints')) {
    // Of this one no form is asked: a name that no label can have is on no node.
    if (!isText(fields.anything('topologyKey')))
      fields.expected('topologyKey', fields.anything('topologyKey'), DOMAINS)
    checkSelector(fields.inside('labelSelector'))
    if (!fields.has('maxSkew'))
      fields.expected('maxSkew', undefined, 'how many pods a domain may be ahead, at least 1')
    checkLabelKeys(fields)
    const policy = fields.anything('whenUnsatisfiable')
    if (!fields.has('whenUnsatisfiable'))
      fields.expected('whenUnsatisfiable', undefined, 'DoNotSchedule or ScheduleAnyway')
    if (policy === 'ScheduleAnyway' && fields.has('minDomains'))
      fields.expected(
        'minDomains',
        fields.anything('minDomains'),
        'none where whenUnsatisfiable is ScheduleAnyway',
      )
    const same = JSON.stringify([fields.anything('topologyKey'), policy])
    if (seen.has(same))
      fields.expected(
        'topologyKey',
        fields.anything('topologyKey'),
        'every label once for each whenUnsatisfiable',
      )
    seen.add(same)
  }
}

/** They add to a selector, and say nothing of keys that it has. */
function checkLabelKeys(constraint: Fields): void {
  const keys = namesOf(constraint, 'matchLabelKeys')
  const selector = constraint.inside('labelSelector')
  const selected = new Set([
    ...Object.keys(selector.inside('matchLabels').all),
    ...selector.each('matchExpressions').map(expression => expression.anything('key')),
  ])
  for (const [i, key] of keys.entries())
    if (selected.has(key))
      constraint.reading.expected(
        [...constraint.at, 'matchLabelKeys', i],
        key,
        'keys that the labelSelector does not have',
      )
}

/** They add to a selector too, which may say more of the same keys. */
function checkMismatchKeys(term: Fields): void {
  const matched = listOf(term.anything('matchLabelKeys'))
  for (const [i, key] of namesOf(term, 'mismatchLabelKeys').entries())
    if (matched.includes(key))
      term.reading.expected([...term.at, 'mismatchLabelKeys', i], key, 'none of the matchLabelKeys')
}

/** Names of labels, which need a selector that they can be added to. */
function namesOf(owner: Fields, key: string): readonly unknown[] {
  const names = listOf(owner.anything(key))
  if (names.length > 0 && !owner.has('labelSelector'))
    owner.expected('labelSelector', undefined, `a selector, where there are ${key}`, 'add it')
  for (const [i, name] of names.entries())
    if (typeof name === 'string' && !qualifiedName.is(name))
      owner.reading.expected([...owner.at, key, i], name, qualifiedName.expected)
  return names
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function checkToleration(toleration: Fields): void {
  const operator = toleration.anything('operator') ?? 'Equal'
  checkName(toleration, 'key', qualifiedName)
  if (operator === 'Equal') checkName(toleration, 'value', labelValue)
  if (!isText(toleration.anything('key')) && operator !== 'Exists')
    toleration.expected('operator', toleration.anything('operator'), 'Exists, where there is no key')
  if (operator === 'Exists' && isText(toleration.anything('value')))
    toleration.expected('value', toleration.anything('value'), 'none where the operator is Exists')
  if (toleration.has('tolerationSeconds') && toleration.anything('effect') !== 'NoExecute')
    toleration.expected(
      'effect',
      toleration.anything('effect'),
      'NoExecute, where there are tolerationSeconds',
    )
}

const isText = (value: unknown) => typeof value === 'string' && value !== ''
