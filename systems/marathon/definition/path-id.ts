/**
 * Ids of apps, pods and groups: paths of segments, absolute or relative (Marathon 90619da, PathId.scala).
 */
import { type DefinitionReport, type Path, shown } from '../../definition-file/report.ts'

/** Lower-case letters, digits, and `-` between them; several such words joined by `.`. */
const SEGMENT = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/

/** The absolute id: `web`, `./web` and `../web` start from the base, a group. */
export function absolute(id: string, base: string): string {
  const from = id.startsWith('/') ? [] : segmentsOf(base)
  for (const segment of segmentsOf(id)) {
    if (segment === '..') from.pop()
    else if (segment !== '.') from.push(segment)
  }
  return `/${from.join('/')}`
}

/** The group that an absolute id lies in. */
export function parentOf(id: string): string {
  return absolute('..', id)
}

/** The id as an absolute one; undefined after saying what is wrong with it. */
export function readId(
  written: unknown,
  base: string,
  at: Path,
  report: DefinitionReport,
): string | undefined {
  if (typeof written !== 'string' || segmentsOf(written).length === 0) {
    report.wrong(at, { found: shown(written), expected: 'an id such as "/shop/web"' })
    return undefined
  }
  const wrong = segmentsOf(written).find(part => part !== '.' && part !== '..' && !SEGMENT.test(part))
  if (wrong === undefined) return absolute(written, base)
  const small = wrong
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
  report.wrong(at, {
    found: `${shown(wrong)} in ${shown(written)}`,
    expected: 'lower-case letters, digits, "-" and "." in it',
    ...(SEGMENT.test(small) && { remedy: `write ${shown(small)}` }),
  })
  return undefined
}

function segmentsOf(id: string): string[] {
  return id.split('/').filter(segment => segment !== '')
}
