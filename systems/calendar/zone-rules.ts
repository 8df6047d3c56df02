/**
 * When the clocks of a zone changed and will change, from the IANA time zone database as the pinned package
 * `moment-timezone` packs it. The rules of Node's ICU are not asked: they differ from one Node to the next.
 */
import database from 'moment-timezone/data/packed/latest.json' with { type: 'json' }
import { MINUTE, SECOND, type Time } from '../../sim/engine/time.ts'

/** From `untils[i - 1]` to `untils[i]`, excluded, clocks show the universal time and `offsets[i]`. */
export interface ZoneRules {
  readonly offsets: readonly Time[]
  /** Ascending moments since 1970 in universal time; one less than offsets. */
  readonly untils: readonly Time[]
}

/** Lines of the database and other names of zones; taken apart when a zone is first asked for. */
interface Index {
  readonly packed: ReadonlyMap<string, string>
  readonly links: ReadonlyMap<string, string>
}
let known: Index | null = null
const unpacked = new Map<string, ZoneRules>()

function index(): Index {
  known ??= {
    packed: new Map(database.zones.map(line => [line.slice(0, line.indexOf('|')), line])),
    links: new Map(
      database.links.map(line => {
        const [zone, alias] = line.split('|') as [string, string]
        return [alias, zone]
      }),
    ),
  }
  return known
}

/** Such as `2026f`. */
export function databaseVersion(): string {
  return database.version
}

/** Names of all zones, links included, sorted. */
export function zoneNames(): string[] {
  const { packed, links } = index()
  return [...packed.keys(), ...links.keys()].sort()
}

/** Undefined where the database has no such zone. Names are as the database writes them. */
export function rulesOf(name: string): ZoneRules | undefined {
  const { packed, links } = index()
  const line = packed.get(links.get(name) ?? name)
  if (line === undefined) return undefined
  let rules = unpacked.get(line)
  if (rules === undefined) {
    rules = unpack(line)
    unpacked.set(line, rules)
  }
  return rules
}

/** `name|abbreviations|offsets|indices|differences of untils|population`; numbers are minutes to the base 60. */
function unpack(line: string): ZoneRules {
  const [, , offsets = '', indices = '', differences = ''] = line.split('|')
  const known = offsets.split(' ').map(text => -minutes(text))
  const untils: Time[] = []
  let until: Time = 0
  for (const text of differences.split(' ')) {
    if (text === '') continue
    until += minutes(text)
    untils.push(until)
  }
  const used = [...indices].map(index => known[digit(index.charCodeAt(0))]!)
  return { offsets: used.length === 0 ? [known[0]!] : used, untils }
}

/** West is positive there. Fractions are of a minute; the database is exact to the second. */
function minutes(text: string): Time {
  const negative = text.startsWith('-')
  const [whole = '', fraction = ''] = (negative ? text.slice(1) : text).split('.')
  let value = 0
  for (const char of whole) value = value * 60 + digit(char.charCodeAt(0))
  let part = 0
  for (const char of [...fraction].reverse()) part = (part + digit(char.charCodeAt(0))) / 60
  const time = Math.round((value * MINUTE + part * MINUTE) / SECOND) * SECOND
  return negative ? -time : time
}

/** 0 to 9, a to z, A to X. */
function digit(code: number): number {
  if (code > 96) return code - 87
  return code > 64 ? code - 29 : code - 48
}
