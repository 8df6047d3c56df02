import { describe, expect, test } from 'vitest'
import type { World } from '../../../sim/world/world.ts'
import { faultsOf, policy } from './written-policy.ts'

/** The world is none of the business of these policies. */
const cluster = undefined as unknown as World

describe('chance, clocks and the outside world', () => {
  test('are refused by name, each where it stands', async () => {
    const source = `export const order = {
  compare: () => Math.random() - 0.5,
}
const started = Date.now()
export function score() {
  setTimeout(() => fetch('x'), performance.now())
  return new Date() - started + process.pid + crypto.getRandomValues() + require('x') + globalThis.x
}
`
    expect(await faultsOf(source)).toMatchInlineSnapshot(`
      "my-policy.ts:2:18: found Math.random, expected a policy that gives the same answers for the same seed; take chance from world.streams.stream("<a name of your own>")
      my-policy.ts:4:17: found Date, expected a policy that gives the same answers for the same seed; the simulated time is world.now, in microseconds
      my-policy.ts:6:3: found setTimeout, expected a policy that is a pure function of what it is shown; it is called when there is something to decide, and answers at once
      my-policy.ts:6:20: found fetch, expected a policy that is a pure function of what it is shown; put what it needs to know into the file
      my-policy.ts:6:32: found performance, expected a policy that gives the same answers for the same seed; the simulated time is world.now, in microseconds
      my-policy.ts:7:14: found Date, expected a policy that gives the same answers for the same seed; the simulated time is world.now, in microseconds
      my-policy.ts:7:33: found process, expected a policy that is a pure function of what it is shown; put what it needs to know into the file
      my-policy.ts:7:47: found crypto, expected a policy that gives the same answers for the same seed; take chance from world.streams.stream("<a name of your own>")
      my-policy.ts:7:74: found require, expected a policy that is a pure function of what it is shown; import what can be bundled
      my-policy.ts:7:89: found globalThis, expected a policy that is a pure function of what it is shown; use no global state"
    `)
  })

  test('are refused by any name that the language does not give purely', async () => {
    const names =
      'global self window console Event AbortSignal Intl Temporal WeakRef SharedArrayBuffer Promise'
    const others = 'structuredClone TextEncoder Buffer __dirname Iterator machins'
    const uses = `${names} ${others}`.split(' ').map(name => `${name};`)
    const source = `const machines = 1\nexport const share = () => {\n${uses.join('\n')}\nreturn machines\n}\n`
    expect(await faultsOf(source)).toMatchInlineSnapshot(`
      "my-policy.ts:3:1: found global, expected a policy that is a pure function of what it is shown; use no global state
      my-policy.ts:4:1: found self, expected a policy that is a pure function of what it is shown; use no global state
      my-policy.ts:5:1: found window, expected a policy that is a pure function of what it is shown; use no global state
      my-policy.ts:6:1: found console, expected a policy that is a pure function of what it is shown; throw an Error to say something and stop
      my-policy.ts:7:1: found Event, expected a policy that gives the same answers for the same seed; the simulated time is world.now, in microseconds
      my-policy.ts:8:1: found AbortSignal, expected a policy that is a pure function of what it is shown; it is called when there is something to decide, and answers at once
      my-policy.ts:9:1: found Intl, expected a policy that gives the same answers for the same seed, whatever the language of the machine; write the words yourself
      my-policy.ts:10:1: found Temporal, expected a policy that gives the same answers for the same seed; the simulated time is world.now, in microseconds
      my-policy.ts:11:1: found WeakRef, expected a policy that gives the same answers for the same seed, whenever memory is freed; use a Map, or a WeakMap
      my-policy.ts:12:1: found SharedArrayBuffer, expected a policy that is a pure function of what it is shown; use no global state
      my-policy.ts:13:1: found Promise, expected a policy that is a pure function of what it is shown; it is called when there is something to decide, and answers at once
      my-policy.ts:14:1: found structuredClone, expected a name that the file declares, or one of the language that gives the same answers everywhere; declare it, or import it
      my-policy.ts:15:1: found TextEncoder, expected a name that the file declares, or one of the language that gives the same answers everywhere; declare it, or import it
      my-policy.ts:16:1: found Buffer, expected a name that the file declares, or one of the language that gives the same answers everywhere; declare it, or import it
      my-policy.ts:17:1: found __dirname, expected a name that the file declares, or one of the language that gives the same answers everywhere; declare it, or import it
      my-policy.ts:18:1: found Iterator, expected a name that the file declares, or one of the language that gives the same answers everywhere; declare it, or import it
      my-policy.ts:19:1: found machins, expected a name that the file declares, or one of the language that gives the same answers everywhere; did you mean machines?"
    `)
  })

  test('that a file only asks about with typeof are refused as well', async () => {
    expect(await faultsOf("export const share = () => (typeof process === 'undefined' ? 1 : 2)")).toContain(
      'my-policy.ts:1:36: found process, expected',
    )
  })

  test('are out of reach of code made from text', async () => {
    const { share, order } = await policy(`
      const made: any = (() => {}).constructor
      export const share = () => made('return Date.now()')()
      const other: any = (async () => {}).constructor
      export const order = () => other('return process.pid')()`)
    const sentence = 'code made from text is not for policies; write it into the file'
    expect(() => share!.share(0, cluster)).toThrow(sentence)
    expect(() => order!.compare(0, 1, cluster)).toThrow(sentence)
  })

  test('and the language of the machine are out of reach of methods', async () => {
    const { share } = await policy(`
      const words = ['b', 'a'], calls = [
        () => 'a'.localeCompare('b'), () => (1234.5).toLocaleString(), () => 'i'.toLocaleUpperCase(), () => words.toLocaleString(),
      ]
      export const share = i => calls[i]()`)
    for (const method of ['localeCompare', 'toLocaleString', 'toLocaleUpperCase', 'toLocaleString'].entries())
      expect(() => share!.share(method[0], cluster)).toThrow(
        `${method[1]} depends on the language of the machine`,
      )
  })

  test('what the language gives purely is there', async () => {
    const { share } = await policy(`
      export const share = () => Math.max(...new Map([[1, JSON.parse('[2]')[0]]]).values(), new Float64Array([Number('3')])[0],
        Reflect.ownKeys({ a: BigInt(1) }).length, parseInt('2'), isNaN(NaN) ? 1 : Infinity)`)
    expect(share!.share(0, cluster)).toBe(3)
  })

  test('are refused in imported files too', async () => {
    const source = "import { luck } from './luck.ts'\nexport const share = () => luck()\n"
    expect(
      await faultsOf(source, { 'luck.ts': '\nexport const luck = () => Math.random()\n' }),
    ).toMatchInlineSnapshot(
      `"luck.ts:2:27: found Math.random, expected a policy that gives the same answers for the same seed; take chance from world.streams.stream("<a name of your own>")"`,
    )
  })

  test('by another name are refused when they are used', async () => {
    const { share } = await policy('const { random } = Math\nexport const share = () => random()\n')
    expect(() => share!.share(0, cluster)).toThrowErrorMatchingInlineSnapshot(
      `[Error: Math.random is not for policies; take chance from world.streams.stream("<a name of your own>")]`,
    )
  })

  test('are not mistaken for names of one’s own', async () => {
    const source = `
      const Date = { now: () => 5 }
      function process(crypto: number) { return crypto }
      export const share = (performance: number) => Math.max(Date.now(), process(performance))`
    expect((await policy(source)).share!.share(7, cluster)).toBe(7)
  })
})
