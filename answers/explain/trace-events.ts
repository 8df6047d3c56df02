/**
 * Events of the Trace Event Format, which Perfetto and Chrome's trace viewer open ("Trace Event Format", Google 2016): the
 * JSON Object Format, with complete events (X), instants (i), counters (C) and metadata (M); times in µs.
 *
 * Slices of one thread may only nest, so whatever may overlap stands in threads of its own. A thread has a number that no thread of
 * another process has.
 */
import type { Time } from '../../sim/engine/time.ts'

type Value = string | number | boolean | null
export type Arguments = Readonly<Record<string, Value>>

/** A part of the run. */
export interface Window {
  readonly from: Time
  readonly to: Time
}

/** A row of the viewer: a thread of a process, by their names. */
export interface Track {
  readonly process: string
  readonly thread: string
  /** Processes, and threads of one, are shown in this order. */
  readonly processOrder: number
  readonly threadOrder: number
}

/** Characters of a piece of the file, more or less. */
const PIECE = 1 << 20

export class TraceEvents {
  readonly #window: Window
  readonly #processes = new Map<string, number>()
  readonly #threads = new Map<string, number>()
  #pieces: string[] = []
  #text = ''
  #isFirst = true

  constructor(window: Window, about: Arguments) {
    this.#window = window
    this.#text = `{"displayTimeUnit":"ms","otherData":${JSON.stringify(about)},"traceEvents":[\n`
  }

  /** What was added since it was last taken; pieces one after the other are the file. */
  take(): string[] {
    const pieces = [...this.#pieces, this.#text]
    this.#pieces = []
    this.#text = ''
    return pieces
  }

  end(): void {
    this.#text += '\n]}\n'
  }

  /** Something that lasts, as far as it lies in the window. */
  slice(track: Track, category: string, name: string, from: Time, to: Time, args: Arguments = {}): void {
    const start = Math.max(from, this.#window.from)
    const dur = Math.min(to, this.#window.to) - start
    if (dur < 0 || (dur === 0 && to > from)) return
    this.#add({ name, cat: category, ph: 'X', ts: start, dur, ...this.#place(track), args })
  }

  /** Something that happens in no time. */
  instant(track: Track, category: string, name: string, at: Time, args: Arguments = {}): void {
    if (!this.#covers(at)) return
    this.#add({ name, cat: category, ph: 'i', ts: at, s: 't', ...this.#place(track), args })
  }

  /** Values from this moment on, each a band of one chart. */
  counter(track: Track, name: string, at: Time, values: Readonly<Record<string, number>>): void {
    if (!this.#covers(at)) return
    this.#add({ name, ph: 'C', ts: at, ...this.#place(track), args: values })
  }

  #covers(at: Time): boolean {
    return at >= this.#window.from && at <= this.#window.to
  }

  #place({ process, thread, processOrder, threadOrder }: Track): { pid: number; tid: number } {
    let pid = this.#processes.get(process)
    if (pid === undefined) {
      pid = this.#processes.size + 1
      this.#processes.set(process, pid)
      this.#about('process', pid, 0, process, processOrder)
    }
    const key = `${pid} ${thread}`
    let tid = this.#threads.get(key)
    if (tid === undefined) {
      // A thread with the number of its process would be taken for the main one.
      tid = 1_000_000 + this.#threads.size
      this.#threads.set(key, tid)
      this.#about('thread', pid, tid, thread, threadOrder)
    }
    return { pid, tid }
  }

  #about(what: 'process' | 'thread', pid: number, tid: number, name: string, order: number): void {
    this.#add({ name: `${what}_name`, ph: 'M', pid, tid, args: { name } })
    this.#add({ name: `${what}_sort_index`, ph: 'M', pid, tid, args: { sort_index: order } })
  }

  #add(event: object): void {
    this.#text += `${this.#isFirst ? '' : ',\n'}${JSON.stringify(event)}`
    this.#isFirst = false
    if (this.#text.length < PIECE) return
    this.#pieces.push(this.#text)
    this.#text = ''
  }
}
