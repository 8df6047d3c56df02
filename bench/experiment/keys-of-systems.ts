/**
 * The keys that a root or a framework of an experiment has: those of its kind, among all that some kind has.
 */
import { systems as builtIn, frameworkKinds, rootKinds } from '../../systems/catalogue.ts'
import { type Options, writtenName } from '../../systems/options.ts'
import { frameworkKeys, schedulerKeys } from './system-schema.ts'
import type { Keys, KeysAt } from './validation.ts'
import { writtenAt } from './written-at.ts'

const PAGE = 'docs/reference/experiment.md'
const ANY: Keys = { of: ` (${PAGE})` }

/** @param value one combination of an experiment, in which anything may be wrong */
export function keysOfSystems(value: unknown): KeysAt {
  return path => {
    const [top, name] = path
    const system = top === 'systems' ? name : writtenAt(value, ['system'])
    const inSystem = top === 'systems' ? path.slice(2) : path
    const base = baseOf(value, system)
    if (base === undefined) return ANY
    const root = rootKinds[base.root.kind]!
    if (inSystem.length === 1 && inSystem[0] === 'root')
      return keys(schedulerKeys, [root.options], ` of a root of the kind ${base.root.kind} (${PAGE}#root)`)
    if (inSystem.length !== 2 || inSystem[0] !== 'frameworks') return ANY
    const written = writtenAt(value, [...path, 'kind'])
    const kind = written ?? base.frameworks.find(each => each.name === inSystem[1])?.kind
    if (typeof kind !== 'string' || !Object.hasOwn(frameworkKinds, kind)) return ANY
    const options = [root.frameworkOptions ?? {}, frameworkKinds[kind]!.options]
    return keys(frameworkKeys, options, ` of a framework of the kind ${kind} (${PAGE}#framework)`)
  }
}

function keys(shared: object, own: readonly Options[], of: string): Keys {
  const names = own.flatMap(options => Object.keys(options).map(writtenName))
  return { names: [...new Set([...Object.keys(shared), ...names])], of }
}

/** The built-in system that the system of this name starts from. */
function baseOf(value: unknown, system: unknown) {
  const like = writtenAt(value, ['systems', String(system), 'like']) ?? system
  return typeof like === 'string' && Object.hasOwn(builtIn, like) ? builtIn[like] : undefined
}
