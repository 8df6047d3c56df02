/**
 * Fields of a step of an allocator's script, as the nouns of Mesos.
 */
import { SwitchyardError } from '../sim/errors.ts'
import type { MinAllocatable } from '../systems/mesos/protocol.ts'
import { isBelow, isUnreserved, kindOf } from '../systems/mesos/resource-kind.ts'
import { formatResources, parseQuantities, parseResources } from '../systems/mesos/resource-text.ts'
import { Resources } from '../systems/mesos/resources.ts'

export type Step = Readonly<Record<string, unknown>> & { readonly op: string }
export type Used = Readonly<Record<string, { readonly role?: string; readonly resources: string }>>

/**
 * What a step of a script answers.
 *
 * @throws SwitchyardError that says which step cannot be taken, and why.
 */
export function taken<T>(i: number, op: string, take: () => T): T {
  try {
    return take()
  } catch (error) {
    // What the model itself says of a step that does not go with those before it; all else is a fault of its own.
    if (!(error instanceof SwitchyardError) && (error as Error).constructor !== Error) throw error
    const said = (error as Error).message.replace(/\.$/, '')
    throw new SwitchyardError(`input.steps.${i}: ${op}: ${said}; correct the case.`)
  }
}

export const name = (step: Step, key: string) => String(step[key])
export const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])
export const resourcesOf = (step: Step) => parseResources(String(step['resources'] ?? ''))

export const usedOf = (step: Step) =>
  Object.entries((step['used'] ?? {}) as Used).map(([framework, { role, resources }]) => {
    if (role == null)
      throw new SwitchyardError(
        `used.${framework}.role: found nothing, expected the role in which the framework has the resources`,
      )
    return { framework, role, resources: parseResources(resources) }
  })

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

/** Offers stand in no order, and resources are equal however they are written. */
export function normalised(value: unknown): unknown {
  if (typeof value === 'string') return formatResources(parseResources(value))
  if (Array.isArray(value)) {
    const sorted = value.map(normalised)
    return sorted.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ['framework', 'role', 'agent'].includes(key) ? inner : normalised(inner)]),
  )
}
