import type { SystemFault } from '../definition.ts'
import type { FrameworkSpec, RootSpec } from '../generic/spec.ts'

/** Rules of the root beside a framework that answers offers itself, by what its apps or jobs ask for: they would be ignored. */
export function* rulesBeside(
  { name }: FrameworkSpec,
  { rules }: RootSpec,
  { system, asks, remedy }: { readonly system: string; readonly asks: string; readonly remedy: string },
): Iterable<SystemFault> {
  if (rules.length > 0)
    yield {
      at: ['rules'],
      about: 'key',
      found: `rules, beside the ${system} "${name}"`,
      expected: `none: ${system} obeys the constraints of its ${asks}`,
      remedy,
    }
}
