/**
 * Time zones as Chronos names them: those of the IANA database, and the abbreviations of java.util.TimeZone.
 *
 * Java takes what it does not know for universal time; here that is refused, since a schedule would run at other hours than
 * its author meant.
 */
import { type Zone, zoneOf } from '../calendar/zone.ts'

/** java.time.ZoneId.SHORT_IDS, those that name a place. EST, MST and HST are in the database itself. */
const abbreviations: Readonly<Record<string, string>> = {
  ACT: 'Australia/Darwin',
  AET: 'Australia/Sydney',
  AGT: 'America/Argentina/Buenos_Aires',
  ART: 'Africa/Cairo',
  AST: 'America/Anchorage',
  BET: 'America/Sao_Paulo',
  BST: 'Asia/Dhaka',
  CAT: 'Africa/Harare',
  CNT: 'America/St_Johns',
  CST: 'America/Chicago',
  CTT: 'Asia/Shanghai',
  EAT: 'Africa/Addis_Ababa',
  ECT: 'Europe/Paris',
  IET: 'America/Indiana/Indianapolis',
  IST: 'Asia/Kolkata',
  JST: 'Asia/Tokyo',
  MIT: 'Pacific/Apia',
  NET: 'Asia/Yerevan',
  NST: 'Pacific/Auckland',
  PLT: 'Asia/Karachi',
  PNT: 'America/Phoenix',
  PRT: 'America/Puerto_Rico',
  PST: 'America/Los_Angeles',
  SST: 'Pacific/Guadalcanal',
  VST: 'Asia/Ho_Chi_Minh',
}

/** Errors as of `zoneOf`. `GMT+02:00` is Java's way to write a distance. */
export function javaZone(name: string, where: string): Zone {
  const distance = /^GMT([+-]\d\d:?\d\d)$/.exec(name)
  const place = Object.hasOwn(abbreviations, name) ? abbreviations[name] : undefined
  return zoneOf(place ?? distance?.[1] ?? name, where)
}
