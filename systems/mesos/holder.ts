/**
 * Who holds something: a framework in a role, whether the allocator knows the framework or not.
 *
 * Holders are interned: the same names are the same object, so that nobody compares names.
 */
export interface Holder {
  /** Its own in this process; nothing depends on which. */
  readonly number: number
  readonly framework: string
  readonly role: string
}

/** Every holder that was ever named, by framework and role. It holds no state: the same names are the same holder in any run. */
const known = new Map<string, Map<string, Holder>>()
let count = 0

export function holderOf(framework: string, role: string): Holder {
  let roles = known.get(framework)
  if (roles === undefined) {
    roles = new Map()
    known.set(framework, roles)
  }
  let holder = roles.get(role)
  if (holder === undefined) {
    holder = { number: count++, framework, role }
    roles.set(role, holder)
  }
  return holder
}
