/**
 * The pending events of a run, in a radix heap.
 *
 * Longer than 300 lines: the heap, the chunks of memory that its buckets share, and runs of events.
 */
import { ZERO } from '../double.ts'
import { EventRuns, NO_EVENT } from './event-runs.ts'
import type { Time } from './time.ts'

/** A digit of a time has ten bits: three digits fill half a time, and two 32-bit words find one of 1024 buckets. */
const DIGIT_BITS = 10
const DIGIT_MASK = 1023
/** Six digits hold 60 bits; times need 54. */
const LEVELS = 6
const BUCKETS = LEVELS << DIGIT_BITS
/** A time is split in a low and a high half of three digits each, because JavaScript's bit operations stop at 32 bits. */
const HALF_LEVELS = 3
const HALF_SPAN = 2 ** 30
const HALF_MASK = HALF_SPAN - 1
/** Events lie in chunks of eight, so that a large bucket is read in sequence: linking single events took 3 times as long. */
const CHUNK_BITS = 3
const CHUNK_LAST = 7
const LATEST: Time = 2 ** 53
const NO_CHUNK = -1
/** In place of its kind, where an event stands for a run; `a` is then the first of the run. */
const RUN = -1

/**
 * The engine's pending events, given back in order of (time, order of pushing).
 *
 * An event is a time (whole µs, 0 to 2^53), a kind (0 to 2^31 − 1) and two payloads `a` and `b` (int32 each).
 *
 * A radix heap (Ahuja, Mehlhorn, Orlin and Tarjan 1990, "Faster algorithms for the shortest path problem") with digits of
 * ten bits. `origin` is the time popped last, or an earlier one pushed since. An event waits in the bucket (level, digit):
 * the highest digit in which its time differs from the origin, and that digit. So the lowest bucket in use holds the
 * earliest event; popping it makes its time the new origin, and the others of its bucket move to lower levels. Then
 * - an event is written at most six times whatever the times are, as long as time goes on: there is nothing to tune;
 * - events of equal time always lie in one bucket and are moved in their order: first in, first out, without numbers;
 * - events of equal time that are pushed one right after the other are one event to the heap, see `EventRuns`.
 *
 * Steady state allocates nothing. A slot takes 18.5 bytes. Slots are at most twice the most that were in use at once, which
 * is one for each event and up to fourteen more for each bucket in use (at most 6144); the tables of the buckets take 100 kB.
 */
export class EventQueue {
  /** The event that `pop` removed last. */
  time: Time = ZERO
  kind = 0
  a = 0
  b = 0
  /** Time of the earliest event, Infinity when there is none, and its bucket: asked for much oftener than they change. */
  private next: Time = Number.POSITIVE_INFINITY
  private lowest = 0
  private count = 0
  private origin: Time = ZERO
  private originLow = 0
  private originHigh = 0

  /** Which buckets hold events: bit d of word w of a level is bucket 32 w + d; a group's bits say which words are not 0. */
  private levels = 0
  private readonly groups = new Int32Array(LEVELS)
  private readonly words = new Int32Array(BUCKETS >> 5)
  /** First and last slot of a bucket, and its earliest time; valid only for buckets that hold events. */
  private readonly heads = new Int32Array(BUCKETS)
  private readonly tails = new Int32Array(BUCKETS)
  private readonly earliest = new Float64Array(BUCKETS)

  /** Slots in chunks of eight; `following` links the chunks of a bucket, and the free ones. */
  private times = new Float64Array(64)
  private kinds = new Int32Array(64)
  private as = new Int32Array(64)
  private bs = new Int32Array(64)
  private following = new Int32Array(64 >> CHUNK_BITS)
  private freeChunk = NO_CHUNK
  private chunksUsed = 0

  private readonly runs = new EventRuns()
  /** Time and slot of the event pushed last, as long as it lies there; NaN when it may not. */
  private pushedTime: Time = Number.NaN
  private pushedSlot = 0
  /** Last event of the run that it belongs to; NO_EVENT while it is alone. */
  private runEnd = NO_EVENT

  /** Events that wait. */
  get size(): number {
    return this.count
  }

  /** Forgets all events that wait, and the time popped last; keeps the memory for reuse. */
  clear(): void {
    this.next = Number.POSITIVE_INFINITY
    this.count = 0
    this.levels = 0
    this.groups.fill(0)
    this.words.fill(0)
    this.freeChunk = NO_CHUNK
    this.chunksUsed = 0
    this.runs.clear()
    this.pushedTime = Number.NaN
    this.moveOrigin(0)
  }

  /** Time of the earliest event, Infinity when there is none. */
  peekTime(): Time {
    return this.next
  }

  /**
   * Adds an event behind all events of the same time.
   *
   * A time before the one popped last is allowed but slow: events close to that one are moved back up.
   * @throws {RangeError} if the time is not a whole number from 0 to 2^53, or kind, `a` or `b` would not fit.
   */
  push(time: Time, kind: number, a: number, b: number): void {
    if (
      !(time >= 0 && time <= LATEST && Math.floor(time) === time) ||
      (kind & 0x7fffffff) !== kind ||
      (a | 0) !== a ||
      (b | 0) !== b
    )
      throw new RangeError(faults(time, kind, a, b))
    this.count++
    if (time === this.pushedTime) {
      if (this.runEnd === NO_EVENT) this.beginRun()
      this.runEnd = this.runs.add(this.runEnd, kind, a, b)
      return
    }
    if (time < this.origin) this.rewind(time)
    this.pushedTime = time
    this.pushedSlot = this.place(time, kind, a, b)
    this.runEnd = NO_EVENT
  }

  /** The event pushed last becomes the first of a run. */
  private beginRun(): void {
    const { kinds, as, bs, runs, pushedSlot: slot } = this
    this.runEnd = runs.add(NO_EVENT, kinds[slot]!, as[slot]!, bs[slot]!)
    kinds[slot] = RUN
    as[slot] = this.runEnd
  }

  /** Takes the earliest event out into `time`, `kind`, `a`, `b`; false when there is none. */
  pop(): boolean {
    if (this.levels === 0) return false
    this.count--
    this.time = this.next
    this.moveOrigin(this.next)
    const isRun = this.lowest <= DIGIT_MASK && this.kinds[this.heads[this.lowest]!] === RUN
    if (!isRun) this.popSlot()
    if (this.kind === RUN || isRun) this.popOfRun()
    return true
  }

  /** Takes the first slot of the earliest time out. One that stands for a run goes where its time belongs, seen from the origin. */
  private popSlot(): void {
    const bucket = this.lowest
    const slot = this.heads[bucket]!
    const tail = this.tails[bucket]!
    this.pushedTime = Number.NaN
    if (slot !== tail && bucket <= DIGIT_MASK) {
      // All times of a bucket of level 0 are equal: the first leaves, the others stay.
      this.take(slot)
      this.heads[bucket] = this.slotAfter(slot)
      return
    }
    if (slot === tail) {
      this.take(slot)
      this.unmark(bucket)
      this.freeAfter(slot)
      if (this.kind === RUN) this.place(this.time, RUN, this.a, this.b)
    } else this.scatter(bucket, this.time)
    this.findNext()
  }

  /** Takes the first event out of the run that is first in the lowest bucket, of level 0; with its last event the run leaves. */
  private popOfRun(): void {
    const { runs, lowest: bucket } = this
    const slot = this.heads[bucket]!
    const next = runs.take(this.as[slot]!)
    this.kind = runs.kind
    this.a = runs.a
    this.b = runs.b
    if (next !== NO_EVENT) {
      this.as[slot] = next
      return
    }
    this.pushedTime = Number.NaN
    if (slot !== this.tails[bucket]) {
      this.heads[bucket] = this.slotAfter(slot)
      return
    }
    this.unmark(bucket)
    this.freeAfter(slot)
    this.findNext()
  }

  private findNext(): void {
    if (this.levels === 0) {
      this.next = Number.POSITIVE_INFINITY
      return
    }
    this.lowest = this.lowestBucket()
    this.next = this.earliest[this.lowest]!
  }

  /** Shows the event of a slot in the public fields. */
  private take(slot: number): void {
    this.kind = this.kinds[slot]!
    this.a = this.as[slot]!
    this.b = this.bs[slot]!
  }

  private lowestBucket(): number {
    const level = lowestBit(this.levels)
    const word = (level << 5) | lowestBit(this.groups[level]!)
    return (word << 5) | lowestBit(this.words[word]!)
  }

  private moveOrigin(time: Time): void {
    this.origin = time
    this.originLow = time & HALF_MASK
    this.originHigh = (time / HALF_SPAN) | 0
  }

  /** Appends an event to the bucket that its time belongs to, seen from the origin; returns its slot. */
  private place(time: Time, kind: number, a: number, b: number): number {
    const bucket = this.bucketOf(time)
    if (time < this.next) {
      this.next = time
      this.lowest = bucket
    }
    const word = bucket >> 5
    const bit = 1 << (bucket & 31)
    const bits = this.words[word]!
    let slot: number
    if ((bits & bit) === 0) {
      const level = bucket >> DIGIT_BITS
      this.words[word] = bits | bit
      this.groups[level]! |= 1 << (word & 31)
      this.levels |= 1 << level
      slot = this.takeChunk() << CHUNK_BITS
      this.heads[bucket] = slot
      this.earliest[bucket] = time
    } else {
      slot = this.tails[bucket]!
      if ((slot & CHUNK_LAST) === CHUNK_LAST) {
        const chunk = this.takeChunk()
        this.following[slot >> CHUNK_BITS] = chunk
        slot = chunk << CHUNK_BITS
      } else slot++
      if (time < this.earliest[bucket]!) this.earliest[bucket] = time
    }
    this.tails[bucket] = slot
    this.times[slot] = time
    this.kinds[slot] = kind
    this.as[slot] = a
    this.bs[slot] = b
    return slot
  }

  private bucketOf(time: Time): number {
    const high = (time / HALF_SPAN) | 0
    const differing = high ^ this.originHigh
    if (differing !== 0) {
      const level = levelOf(differing)
      return ((level + HALF_LEVELS) << DIGIT_BITS) | ((high >>> (level * DIGIT_BITS)) & DIGIT_MASK)
    }
    const low = time & HALF_MASK
    const level = levelOf(low ^ this.originLow)
    return (level << DIGIT_BITS) | ((low >>> (level * DIGIT_BITS)) & DIGIT_MASK)
  }

  /**
   * Moves all events of a bucket, in order, to where they belong seen from the new origin, which is never this bucket.
   * The first whose time is `taken` goes to the public fields instead; a run, as well.
   */
  private scatter(bucket: number, taken: Time): void {
    const tail = this.tails[bucket]!
    let slot = this.heads[bucket]!
    let searching = true
    let done = false
    this.unmark(bucket)
    while (!done) {
      const time = this.times[slot]!
      const kind = this.kinds[slot]!
      const a = this.as[slot]!
      const b = this.bs[slot]!
      done = slot === tail
      // The chunk is free before the last of its events is placed: that event may be the one to reuse it.
      slot = done ? this.freeAfter(slot) : this.slotAfter(slot)
      if (searching && time === taken) {
        searching = false
        this.kind = kind
        this.a = a
        this.b = b
        if (kind !== RUN) continue
      }
      this.place(time, kind, a, b)
    }
  }

  /** Makes an earlier time the origin: events below the level where the two differ belong in the old origin's bucket there. */
  private rewind(time: Time): void {
    const level = this.bucketOf(time) >> DIGIT_BITS
    this.moveOrigin(time)
    const lower = (1 << level) - 1
    while ((this.levels & lower) !== 0) this.scatter(this.lowestBucket(), Number.NaN)
  }

  /** Takes note that a bucket is empty. */
  private unmark(bucket: number): void {
    const word = bucket >> 5
    const bits = this.words[word]! ^ (1 << (bucket & 31))
    this.words[word] = bits
    if (bits !== 0) return
    const level = bucket >> DIGIT_BITS
    const groups = this.groups[level]! ^ (1 << (word & 31))
    this.groups[level] = groups
    if (groups === 0) this.levels ^= 1 << level
  }

  private takeChunk(): number {
    const chunk = this.freeChunk
    if (chunk !== NO_CHUNK) {
      this.freeChunk = this.following[chunk]!
      return chunk
    }
    if (this.chunksUsed === this.following.length) this.grow()
    return this.chunksUsed++
  }

  /** The slot that follows one of the same bucket, which is used no more. */
  private slotAfter(slot: number): number {
    return (slot & CHUNK_LAST) === CHUNK_LAST ? this.freeAfter(slot) : slot + 1
  }

  /** Gives back the chunk of a slot; returns the first slot of the chunk that followed it. */
  private freeAfter(slot: number): number {
    const chunk = slot >> CHUNK_BITS
    const next = this.following[chunk]!
    this.following[chunk] = this.freeChunk
    this.freeChunk = chunk
    return next << CHUNK_BITS
  }

  private grow(): void {
    const { times, kinds, as, bs, following } = this
    const slots = times.length * 2
    this.times = new Float64Array(slots)
    this.times.set(times)
    this.kinds = new Int32Array(slots)
    this.kinds.set(kinds)
    this.as = new Int32Array(slots)
    this.as.set(as)
    this.bs = new Int32Array(slots)
    this.bs.set(bs)
    this.following = new Int32Array(slots >> CHUNK_BITS)
    this.following.set(following)
  }
}

/** Number of the lowest bit that is set; `bits` is not 0. */
function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits)
}

/** Number of the highest digit that is not 0, and 0 if none is. */
function levelOf(differing: number): number {
  return differing < 1 << DIGIT_BITS ? 0 : differing < 1 << (2 * DIGIT_BITS) ? 1 : 2
}

/** What is wrong with an event, as a sentence for the author of the code that pushed it. */
function faults(time: Time, kind: number, a: number, b: number): string {
  const found: string[] = []
  if (!(Number.isInteger(time) && time >= 0 && time <= LATEST))
    found.push(
      `its time is ${time}, expected whole microseconds from 0 to 2^53 (an event that never comes is not pushed)`,
    )
  if ((kind & 0x7fffffff) !== kind)
    found.push(`its kind is ${kind}, expected an integer from 0 to 2147483647`)
  if ((a | 0) !== a) found.push(`its a is ${a}, expected a 32-bit integer`)
  if ((b | 0) !== b) found.push(`its b is ${b}, expected a 32-bit integer`)
  return `This event cannot be queued: ${found.join('; ')}.`
}
