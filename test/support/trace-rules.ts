import { expect } from 'vitest'

export interface TraceEvent {
  readonly name: string
  readonly ph: 'X' | 'i' | 'C' | 'M'
  readonly cat?: string
  readonly ts?: number
  readonly dur?: number
  readonly s?: string
  readonly pid: number
  readonly tid: number
  readonly args: Readonly<Record<string, unknown>>
}

/**
 * The events of a file, which keeps the rules of the Trace Event Format: the fields that each kind needs, times that are whole µs,
 * counters that are numbers, a name for every process and thread before it is used, and slices of a thread that only nest.
 */
export function eventsOf(text: string): TraceEvent[] {
  const { traceEvents } = JSON.parse(text) as { traceEvents: TraceEvent[] }
  const named = new Set<string>()
  const stacks = new Map<number, { ts: number; end: number }[]>()
  for (const event of traceEvents) {
    const { name, ph, ts, dur, pid, tid, args } = event
    expect([typeof name, typeof pid, typeof tid, typeof args]).toEqual([
      'string',
      'number',
      'number',
      'object',
    ])
    if (ph === 'M') {
      expect(['process_name', 'process_sort_index', 'thread_name', 'thread_sort_index']).toContain(name)
      named.add(name.startsWith('process') ? `${pid}` : `${pid} ${tid}`)
      continue
    }
    expect(named.has(`${pid}`) && named.has(`${pid} ${tid}`)).toBe(true)
    expect(Number.isSafeInteger(ts) && ts! >= 0).toBe(true)
    if (ph === 'i') expect(event.s).toBe('t')
    if (ph === 'C') for (const value of Object.values(args)) expect(typeof value).toBe('number')
    if (ph !== 'X') continue
    expect(Number.isSafeInteger(dur) && dur! >= 0).toBe(true)
    stacks.set(tid, [...(stacks.get(tid) ?? []), { ts: ts!, end: ts! + dur! }])
  }
  for (const slices of stacks.values()) expect(overlaps(slices)).toEqual([])
  return traceEvents
}

/** Slices that begin in one and end after it. */
function overlaps(slices: { ts: number; end: number }[]): object[] {
  const sorted = slices.toSorted((a, b) => a.ts - b.ts || b.end - a.end)
  const open: { ts: number; end: number }[] = []
  return sorted.filter(slice => {
    while (open.length > 0 && open.at(-1)!.end <= slice.ts) open.pop()
    const isOver = open.length > 0 && slice.end > open.at(-1)!.end
    open.push(slice)
    return isOver
  })
}
