/**
 * Fields of a step of an allocator's script, as the nouns of Mesos.
 */
import type { MinAllocatable } from '../systems/mesos/protocol.ts'
import { isBelow, isUnreserved, kindOf } from '../systems/mesos/resource-kind.ts'
import { parseQuantities, parseResources } from '../systems/mesos/resource-text.ts'
import { Resources } from '../systems/mesos/resources.ts'

export type Step = Readonly<Record<string, unknown>> & { readonly op: string }
export type Used = Readonly<Record<string, { readonly role: string; readonly resources: string }>>

export const name = (step: Step, key: string) => String(step[key])
export const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])
export const resourcesOf = (step: Step) => parseResources(String(step['resources'] ?? ''))

export const usedOf = (step: Step) =>
  Object.entries((step['used'] ?? {}) as Used).map(([framework, { role, resources }]) => ({
    framework,
    role,
    resources: parseResources(resources),
  }))

/** `cpus:0.01|mem:32`, or a list of such alternatives. */
export function alternatives(value: unknown): MinAllocatable {
  const texts = Array.isArray(value) ? value : String(value).split('|')
  return texts.map(text =>
    parseQuantities(
      typeof text === 'string'
        ? text
        : Object.entries(text as object)
            .map(pair => pair.join(':'))
            .join(';'),
    ),
  )
}

/** The same resources, reserved for the role: refined where a role above it had reserved them. */
export function reserved(resources: Resources, role: string): Resources {
  return Resources.of(
    resources.entries.map(({ kind, amount }) => ({
      kind: kindOf({ ...kind, role, refined: !isUnreserved(kind) && isBelow(role, kind.role) }),
      amount,
    })),
  )
}
