/**
 * Where an experiment speaks of a part of its workload.
 */
import type { MixSpec, Part } from '../../workloads/spec.ts'
import type { Path } from './validation.ts'

/** The key of the workload under which the part stands. */
export function sectionOf(part: Part): string {
  return part.kind === 'services' && part.isApp === true ? 'definitions' : part.kind
}

/** The part itself; without its number where it is the only one of its kind, or an app of definition files. */
export function placeOf(part: Part, { parts }: MixSpec, path: Path): Path {
  const section = sectionOf(part)
  const same = parts.filter(other => sectionOf(other) === section)
  const isAlone = same.length === 1 || section === 'definitions'
  return [...path, section, ...(isAlone ? [] : [same.indexOf(part)])]
}
