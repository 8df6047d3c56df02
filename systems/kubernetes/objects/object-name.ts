/**
 * What every object with a namespace is called and labelled with.
 */
import type { Labels } from '../selector.ts'

export interface ObjectName {
  readonly namespace: string
  readonly name: string
}

export interface ObjectMeta extends ObjectName {
  readonly labels: Labels
}
