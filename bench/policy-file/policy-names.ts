/**
 * The names that a policy may use without declaring them: what the language itself gives, and of that only what is pure.
 *
 * A list of what is allowed, for a list of what is forbidden is never complete: every platform and every version has more.
 */

/** Globals of ECMAScript 2023 that give the same answers everywhere, whenever they are asked. */
export const pureNames: ReadonlySet<string> = new Set(
  (
    'undefined NaN Infinity isNaN isFinite parseInt parseFloat ' +
    'Object Boolean Number BigInt String Symbol Math JSON RegExp Reflect Proxy ' +
    'Array ArrayBuffer DataView Map Set WeakMap WeakSet ' +
    'Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array ' +
    'BigInt64Array BigUint64Array Float32Array Float64Array ' +
    'Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError ' +
    'decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape'
  ).split(' '),
)

/** What stands in a bundle where the source says `require`, which esbuild would otherwise take for one of its own. */
export const REQUIRE = 'switchyard_forbids_require'

const same = 'a policy that gives the same answers for the same seed'
const alone = 'a policy that is a pure function of what it is shown'

const chance = `expected ${same}; take chance from world.streams.stream("<a name of your own>")`
const clock = `expected ${same}; the simulated time is world.now, in microseconds`
const later = `expected ${alone}; it is called when there is something to decide, and answers at once`
const world = `expected ${alone}; put what it needs to know into the file`
const state = `expected ${alone}; use no global state`
const code = `expected ${alone}; write the code into the file`
const local = `expected ${same}, whatever the language of the machine; write the words yourself`
const memory = `expected ${same}, whenever memory is freed; use a Map, or a WeakMap`
const silent = `expected ${alone}; throw an Error to say something and stop`

/** What to say instead of names that are well known. They are no list of what is refused: every other name is too. */
const remedies: Readonly<Record<string, string>> = {
  'Math.random': chance,
  crypto: chance,
  Date: clock,
  performance: clock,
  Temporal: clock,
  Event: clock,
  setTimeout: later,
  setInterval: later,
  setImmediate: later,
  queueMicrotask: later,
  AbortSignal: later,
  Promise: later,
  fetch: world,
  process: world,
  navigator: world,
  require: `expected ${alone}; import what can be bundled`,
  globalThis: state,
  global: state,
  self: state,
  window: state,
  Atomics: state,
  SharedArrayBuffer: state,
  eval: code,
  Function: code,
  WebAssembly: code,
  Intl: local,
  FinalizationRegistry: memory,
  WeakRef: memory,
  console: silent,
}

/** What is said of a name that a policy uses and may not, after `found <name>, `. `meant` is a name that is close. */
export function refusal(name: string, meant: string | undefined): string {
  if (Object.hasOwn(remedies, name)) return remedies[name]!
  const remedy = meant === undefined ? 'declare it, or import it' : `did you mean ${meant}?`
  return `expected a name that the file declares, or one of the language that gives the same answers everywhere; ${remedy}`
}
