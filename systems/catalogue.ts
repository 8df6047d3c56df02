/**
 * All that an experiment can name: systems, kinds of roots and kinds of frameworks, from the definition of each folder.
 */
import { batch, pyss } from './batch/definition.ts'
import { chronos } from './chronos/definition.ts'
import type { DeclaredSystem, FrameworkKind, RootKind, SystemDefinition } from './definition.ts'
import { generic } from './generic/definition.ts'
import { kafka } from './kafka/definition.ts'
import { kubernetes } from './kubernetes/definition.ts'
import { marathon } from './marathon/definition.ts'
import { mesos } from './mesos/definition.ts'
import { metronome } from './metronome/definition.ts'
import { omega } from './omega/definition.ts'

/** The list to which a new system is added. */
export const definitions: readonly SystemDefinition[] = [
  generic,
  mesos,
  marathon,
  metronome,
  chronos,
  kafka,
  kubernetes,
  batch,
  pyss,
  omega,
]

export const systems: Readonly<Record<string, DeclaredSystem>> = Object.assign(
  {},
  ...definitions.map(each => each.systems),
)

export const rootKinds: Readonly<Record<string, RootKind>> = byKind(
  definitions.flatMap(({ roots = [] }) => roots),
)

export const frameworkKinds: Readonly<Record<string, FrameworkKind>> = byKind(
  definitions.flatMap(({ frameworks = [] }) => frameworks),
)

function byKind<K extends { readonly kind: string }>(kinds: readonly K[]): Readonly<Record<string, K>> {
  return Object.fromEntries(kinds.map(each => [each.kind, each]))
}
