import type { PortRange } from './reservation.ts'

/** `9092` or `9092..9100`; null for anything else. */
export function parsePorts(written: string): PortRange | null {
  const found = /^(\d+)(?:\.\.(\d+))?$/.exec(written)
  if (found === null) return null
  const range = [Number(found[1]), Number(found[2] ?? found[1])] as const
  return range[0] <= range[1] && range[1] <= 65_535 ? range : null
}
