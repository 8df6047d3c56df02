/**
 * A policy file of a system beside settings of its root that would silently take the place of what the file exports.
 */
import type { PolicyModule } from '../policy-file/policy-module.ts'
import { sentence } from './faults.ts'

/** What of a policy file decides what a setting of the root decides. */
const decides = {
  order: ['order'],
  place: ['place', 'score'],
  share: ['share'],
} as const satisfies Readonly<Record<string, readonly (keyof PolicyModule)[]>>

type Key = keyof typeof decides

/** A sentence for each setting that says again what the policy says. */
export function besidePolicy(
  root: { readonly [key in Key]?: unknown },
  policy: { readonly name: string; readonly module: PolicyModule } | undefined,
): string[] {
  return (Object.keys(decides) as Key[]).flatMap(key => {
    const exported = decides[key].find(role => policy?.module[role] !== undefined)
    if (policy === undefined || root[key] === undefined || exported === undefined) return []
    const found = `${policy.name}, which exports ${exported}, beside root.${key}`
    const remedy = `name the file under root.${key} instead, or set root.${key} for the other systems alone`
    return [sentence({ found, expected: 'one of the two', remedy })]
  })
}
