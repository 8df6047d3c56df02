import { readFileSync } from 'node:fs'

/** The cases of real systems that the conformance tests ask. */
export const CASES = '../shared/conformance/dcos'

/** The names of the cases in a file: whose test they come from. */
export function casesOf(name: string): string[] {
  const { cases } = JSON.parse(readFileSync(`${CASES}/${name}.json`, 'utf8')) as {
    cases: readonly { readonly name: string }[]
  }
  return cases.map(each => each.name)
}

/** The cases of other systems that the conformance tests ask. */
export const OTHER_CASES = '../shared/conformance/others'

/** How many cases the files hold, one after the other. */
export function countCases(...names: readonly string[]): number[] {
  return names.map(name => casesOf(name).length)
}
