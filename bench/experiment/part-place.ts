/**
 * Where an experiment speaks of a part of its workload.
 */
import type { MixSpec, Part } from '../../workloads/spec.ts'
import type { Path } from './validation.ts'

/** The key of the workload under which the part stands. */
export function sectionOf(part: Part): string {
  if ('ofObject' in part) return 'manifests'
  return part.kind === 'services' && part.isApp === true ? 'definitions' : part.kind
}

/** The part itself; without its number where it is the only one of its kind, or stands for what a file of others says. */
export function placeOf(part: Part, { parts }: MixSpec, path: Path): Path {
  const section = sectionOf(part)
  const same = parts.filter(other => sectionOf(other) === section)
  const isAlone = same.length === 1 || section === 'definitions' || section === 'manifests'
  return [...path, section, ...(isAlone ? [] : [same.indexOf(part)])]
}
