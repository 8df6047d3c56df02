/**
 * Which app must be up before which: dependencies of apps and of groups, as one graph of apps (Marathon 90619da,
 * RootGroup.scala and DeploymentPlan.scala).
 */
import { SwitchyardError } from '../../sim/errors.ts'

/** An app or a group with the ids of the apps and groups that it depends on. Ids are absolute: `/shop/front/web`. */
export interface Dependent {
  readonly id: string
  readonly dependencies: readonly string[]
}

/** An app that names a group depends on every app below it; of a group that depends on a group, every app does. */
export class DependencyGraph {
  /** In the order given. */
  readonly apps: readonly string[]
  /** From an app to those that it depends on. */
  readonly #edges: ReadonlyMap<string, ReadonlySet<string>>
  /** Dependencies on what is neither an app nor a group with apps: who names what. */
  readonly unknown: readonly (readonly [string, string])[]
  readonly #depths: ReadonlyMap<string, number>
  /** Apps that depend on each other in a circle, the first named again at the end; null when there is none. */
  readonly cycle: readonly string[] | null

  constructor(apps: readonly Dependent[], groups: readonly Dependent[]) {
    this.apps = apps.map(({ id }) => id)
    const edges = new Map(this.apps.map(id => [id, new Set<string>()]))
    const unknown: [string, string][] = []
    for (const { id, dependencies } of [...apps, ...groups]) {
      const dependents = this.#at(id)
      for (const dependency of dependencies) {
        const targets = this.#at(dependency)
        if (targets.length === 0) unknown.push([id, dependency])
        for (const dependent of dependents) for (const target of targets) edges.get(dependent)!.add(target)
      }
    }
    this.#edges = edges
    this.unknown = unknown
    const walk = new Walk(edges)
    this.cycle = walk.cycle
    this.#depths = walk.depths
  }

  /** The app of that id, or the apps below the group of that id. */
  #at(id: string): string[] {
    const below = id.endsWith('/') ? id : `${id}/`
    return this.apps.filter(app => app === id || app.startsWith(below))
  }

  /** Every [app, app that it depends on], sorted. */
  get edges(): [string, string][] {
    const edges = [...this.#edges].flatMap(([from, targets]) =>
      [...targets].map((to): [string, string] => [from, to]),
    )
    return edges.sort(([a, b], [c, d]) => compare(a, c) || compare(b, d))
  }

  get withoutDependencies(): string[] {
    return this.apps.filter(id => this.#edges.get(id)!.size === 0)
  }

  /**
   * Apps by the length of the longest chain that ends with them, the app itself included: first those that depend on
   * nothing. Apps of one class may be deployed together.
   *
   * @throws SwitchyardError when apps depend on each other in a circle.
   */
  get classes(): string[][] {
    if (this.cycle !== null)
      throw new SwitchyardError(
        `Apps depend on each other in a circle: ${this.cycle.join(' → ')}; take one of these dependencies away.`,
      )
    const classes: string[][] = []
    for (const id of [...this.apps].sort(compare)) {
      const depth = this.#depths.get(id)!
      for (let missing = classes.length; missing < depth; missing++) classes.push([])
      classes[depth - 1]!.push(id)
    }
    return classes
  }
}

/** A depth-first walk that finds either a circle or the depth of every app. */
class Walk {
  readonly depths = new Map<string, number>()
  cycle: readonly string[] | null = null
  readonly #edges: ReadonlyMap<string, ReadonlySet<string>>
  readonly #path: string[] = []

  constructor(edges: ReadonlyMap<string, ReadonlySet<string>>) {
    this.#edges = edges
    for (const id of edges.keys()) this.#visit(id)
  }

  #visit(id: string): number {
    const known = this.depths.get(id)
    if (known !== undefined) return known
    const met = this.#path.indexOf(id)
    if (met >= 0) {
      this.cycle ??= [...this.#path.slice(met), id]
      return 0
    }
    this.#path.push(id)
    let depth = 0
    for (const next of this.#edges.get(id)!) depth = Math.max(depth, this.#visit(next))
    this.#path.pop()
    this.depths.set(id, depth + 1)
    return depth + 1
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
