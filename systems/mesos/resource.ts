/**
 * One entry of resources: so much of a kind.
 */
import type { Thousandths } from './quantities.ts'
import type { Range } from './ranges.ts'
import type { Kind } from './resource-kind.ts'

export type Amount =
  | { readonly type: 'scalar'; readonly value: Thousandths; readonly copies: number }
  | { readonly type: 'ranges'; readonly ranges: readonly Range[] }
  | { readonly type: 'set'; readonly items: readonly string[] }

export interface Resource {
  readonly kind: Kind
  readonly amount: Amount
}
