/**
 * A framework whose kind an experiment changes.
 */
import type { FrameworkKind } from '../../systems/definition.ts'
import type { FrameworkSpec } from '../../systems/generic/spec.ts'
import type { Options } from '../../systems/options.ts'
import { given } from './given.ts'

/** The framework as one of a kind: what its kind before had set and this one has too stays, the rest is as usual. */
export function ofKind(before: FrameworkSpec, kind: FrameworkKind, options: Options): FrameworkSpec {
  if (before.kind === kind.kind) return before
  const { name, takes, weight, killGrace, hosting, process, ...rest } = before
  const kept = Object.entries(rest).filter(([field]) => Object.hasOwn(options, field))
  const common = given({ name, takes, weight, killGrace, hosting, process })
  return { ...kind.usual, ...Object.fromEntries(kept), ...common } as FrameworkSpec
}
