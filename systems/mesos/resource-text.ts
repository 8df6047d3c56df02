/**
 * Resources as Mesos' flags and logs write them: `cpus:2;mem(role):512;cpus{REV}:1;disk[MOUNT]:100;ports:[1-2]`.
 *
 * Of a flag list, `{REV}` is revocable, `{REFINED}` a refined reservation, `{SHARED=id}` a shared volume. Entries are
 * separated by `;`.
 */
import { SwitchyardError } from '../../sim/errors.ts'
import { Quantities, thousandths, units } from './quantities.ts'
import { joined, type Range } from './ranges.ts'
import type { Amount, Resource } from './resource.ts'
import { type Kind, kindOf } from './resource-kind.ts'
import { Resources, scalar } from './resources.ts'

const KIND = /^([^(){}[\]:;]+)((?:\([^()]*\)|\{[^{}]*\}|\[[^[\]]*\])*)$/
const PARTS = /\(([^()]*)\)|\{([^{}]*)\}|\[([^[\]]*)\]/g

/** @throws SwitchyardError that names the entry which cannot be read. */
export function parseResources(text: string): Resources {
  const entries = splitEntries(text).map(entry => {
    const colon = valueColon(entry)
    return parseEntry(entry.slice(0, colon), entry.slice(colon + 1), text)
  })
  return Resources.of(entries)
}

/** From `{"cpus": 2, "ports": "[1-2]"}`: keys as before the colon, values as after it. */
export function resourcesFrom(record: Readonly<Record<string, unknown>>): Resources {
  const entries = Object.entries(record).map(([key, value]) =>
    parseEntry(key, String(value), JSON.stringify(record)),
  )
  return Resources.of(entries)
}

/**
 * Amounts by name, `cpus:1;mem:512`. A 0 is kept, because a limit of 0 is a limit.
 *
 * @throws SwitchyardError that names the entry which cannot be read.
 */
export function parseQuantities(text: string): Quantities {
  const amounts = new Quantities()
  for (const entry of splitEntries(text)) {
    const colon = valueColon(entry)
    const resource = parseEntry(entry.slice(0, colon), entry.slice(colon + 1), text)
    if (resource.amount.type !== 'scalar') refuse(entry, text, 'a number, since only scalars are counted')
    else amounts.addTo(resource.kind.name, resource.amount.value)
  }
  return amounts
}

const splitEntries = (text: string): string[] =>
  text
    .split(';')
    .map(entry => entry.trim())
    .filter(entry => entry !== '')

/** The colon before the value: the first that is in no brackets. */
function valueColon(entry: string): number {
  let depth = 0
  for (let at = 0; at < entry.length; at++) {
    if ('({['.includes(entry[at]!)) depth++
    if (')}]'.includes(entry[at]!)) depth--
    if (entry[at] === ':' && depth === 0) return at
  }
  return entry.length
}

function parseEntry(key: string, value: string, text: string): Resource {
  const named = KIND.exec(key.trim())
  if (named === null) refuse(key, text, 'a name with its role, flags and disk, such as cpus(role){REV}')
  const kind = parseKind(named[1]!, named[2]!, key, text)
  return { kind, amount: parseAmount(value.trim(), key, text) }
}

function parseKind(name: string, brackets: string, key: string, text: string): Kind {
  const parts = { name, role: '*', refined: false, revocable: false, disk: '', shared: '' }
  for (const [, role, flags, disk] of brackets.matchAll(PARTS)) {
    if (role !== undefined) parts.role = role
    if (disk !== undefined) parts.disk = disk
    for (const flag of flags?.split(',') ?? []) {
      if (flag === 'REV') parts.revocable = true
      else if (flag === 'REFINED') parts.refined = true
      else if (flag.startsWith('SHARED=')) parts.shared = flag.slice('SHARED='.length)
      else refuse(key, text, 'the flags REV, REFINED or SHARED=<id>')
    }
  }
  return kindOf(parts)
}

function parseAmount(value: string, key: string, text: string): Amount {
  if (value.startsWith('[') && value.endsWith(']')) {
    const ranges = value
      .slice(1, -1)
      .split(',')
      .filter(part => part.trim() !== '')
      .map((part): Range => {
        const ends = /^\s*(\d+)\s*-\s*(\d+)\s*$/.exec(part)
        if (ends === null || Number(ends[1]) > Number(ends[2]))
          refuse(`${key}:${value}`, text, 'ranges such as [31000-32000]')
        return [Number(ends[1]), Number(ends[2])]
      })
    return { type: 'ranges', ranges: joined(ranges) }
  }
  if (value.startsWith('{') && value.endsWith('}')) {
    const items = value
      .slice(1, -1)
      .split(',')
      .map(item => item.trim())
    return { type: 'set', items: items.filter(item => item !== '').sort() }
  }
  const number = value === '' ? Number.NaN : Number(value)
  if (!Number.isFinite(number) || number < 0)
    refuse(`${key}:${value}`, text, 'a number of at least 0, ranges such as [1-2] or a set such as {a,b}')
  return scalar(thousandths(number))
}

/** The text of resources, sorted, so that equal resources have equal texts. */
export function formatResources(resources: Resources): string {
  return resources.entries
    .map(({ kind, amount }) => `${kind.text}:${formatAmount(amount)}`)
    .sort()
    .join(';')
}

export function formatAmount(amount: Amount): string {
  if (amount.type === 'scalar') return String(units(amount.value))
  if (amount.type === 'ranges') return `[${amount.ranges.map(([from, to]) => `${from}-${to}`).join(',')}]`
  return `{${amount.items.join(',')}}`
}

function refuse(entry: string, text: string, expected: string): never {
  throw new SwitchyardError(`Resources '${text}': found '${entry}', expected ${expected}; correct the entry.`)
}
