/**
 * Labels, and selectors over them (Kubernetes, apimachinery/pkg/labels/selector.go, v0.34.4).
 */

export type Labels = ReadonlyMap<string, string>

/** What selectors and terms look at. */
export interface Labelled {
  readonly namespace: string
  readonly labels: Labels
}

export const noLabels: Labels = new Map()

export type Operator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt'

export interface Requirement {
  readonly key: string
  readonly operator: Operator
  readonly values: readonly string[]
}

/** All of its requirements, or nothing at all: a selector that is not given selects nothing, an empty one everything. */
export type Selector = readonly Requirement[] | 'nothing'

export function requirementHolds({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = labels.get(key)
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      return value === undefined || !values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    case 'Gt':
    case 'Lt': {
      const found = value === undefined ? null : wholeNumber(value)
      const bound = wholeNumber(values[0] ?? '')
      if (found === null || bound === null) return false
      return operator === 'Gt' ? found > bound : found < bound
    }
  }
}

export function selects(selector: Selector, labels: Labels): boolean {
  return selector !== 'nothing' && selector.every(requirement => requirementHolds(requirement, labels))
}

/** Everything, as `Selector.Empty` has it; 'nothing' is not empty. */
export function isEmpty(selector: Selector): boolean {
  return selector !== 'nothing' && selector.length === 0
}

/** A selector for exactly these values, in order of their keys. */
export function selectorOf(labels: Iterable<readonly [string, string]>): readonly Requirement[] {
  return [...labels]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => ({ key, operator: 'In', values: [value] }))
}

const LABEL_VALUE = /^(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/

/**
 * Whether the requirement itself is well formed: a term with one that is not matches nothing
 * (component-helpers, nodeaffinity.go, v0.34.4).
 */
export function isValid({ operator, values }: Requirement): boolean {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length > 0 && values.every(value => LABEL_VALUE.test(value))
    case 'Exists':
    case 'DoesNotExist':
      return values.length === 0
    case 'Gt':
    case 'Lt':
      // It must be a label's value too, and so none below zero.
      return values.length === 1 && LABEL_VALUE.test(values[0]!) && wholeNumber(values[0]!) !== null
  }
}

/** As Go's `strconv.ParseInt(s, 10, 64)` reads it; null for another text. */
export function wholeNumber(text: string): bigint | null {
  if (!/^[+-]?\d+$/.test(text)) return null
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text)
  return BigInt.asIntN(64, value) === value ? value : null
}
