/**
 * The world that a policy's code runs in: a realm of its own, with the pure names of the language and nothing else.
 *
 * The check of names finds what a file says; the realm also holds where a name is made up while it runs. It keeps honest
 * mistakes out and is no sandbox: what a policy is shown leads back to our own realm.
 */
import { compileFunction, constants, createContext } from 'node:vm'
import { pureNames } from './policy-names.ts'

/**
 * Run in a new realm before a policy is: methods that draw chance, that follow the machine's language, or that make code
 * from text throw a sentence, and names that are not for policies are deleted.
 */
const preparation = `'use strict';
const refuse = (owner, method, sentence) =>
  Object.defineProperty(owner, method, { value() { throw new Error(sentence) }, writable: true, configurable: true })
refuse(Math, 'random',
  'Math.random is not for policies; take chance from world.streams.stream("<a name of your own>")')
const local = name => name + ' depends on the language of the machine; compare with <, or write the words yourself'
for (const method of ['localeCompare', 'toLocaleLowerCase', 'toLocaleUpperCase'])
  refuse(String.prototype, method, local(method))
for (const each of [Number, BigInt, Array, Object.getPrototypeOf(Uint8Array)])
  refuse(each.prototype, 'toLocaleString', local('toLocaleString'))
const code = 'code made from text is not for policies; write it into the file'
const functions = [function () {}, async function () {}, function* () {}, async function* () {}]
for (const each of functions) refuse(Object.getPrototypeOf(each), 'constructor', code)
for (const name of Object.getOwnPropertyNames(realm)) if (!allowed.includes(name)) delete realm[name]
`

/**
 * Prepares a bundle in a fresh realm. Each call runs it anew and returns what it exports; `filename` is what stack traces
 * call it.
 *
 * @throws what the bundle throws, when it is called.
 */
export function loaderInRealm(code: string, filename: string): () => Record<string, unknown> {
  // A plain global object: one with interceptors would make every use of a global name slow.
  const realm = createContext(constants.DONT_CONTEXTIFY, { codeGeneration: { strings: false, wasm: false } })
  const inRealm = { parsingContext: realm }
  compileFunction(preparation, ['realm', 'allowed'], inRealm)(realm, [...pureNames])
  // A block of its own lets a policy declare names of the parameters, and the first line keeps its length in lines.
  const bundle = compileFunction(`'use strict';{${code}\n}`, ['module', 'exports'], { ...inRealm, filename })
  return () => {
    const module = { exports: {} as Record<string, unknown> }
    bundle(module, module.exports)
    return module.exports
  }
}
