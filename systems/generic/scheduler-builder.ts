/**
 * Builds the scheduler processes of a root: each with policies and chance of its own, and with what all of them share.
 */
import { conservative } from '../../policies/order/conservative.ts'
import type { PlacementFactory } from '../../policies/place/placement.ts'
import type { SchedulerParts } from '../../policies/root/scheduler/scheduler-parts.ts'
import { Standings } from '../../policies/root/scheduler/standings.ts'
import { needs } from '../../policies/rules/needs.ts'
import { fifoShare } from '../../policies/share/fifo.ts'
import { JavaRandom } from '../../sim/chance/java-random.ts'
import type { Random } from '../../sim/chance/random.ts'
import type { Cluster } from '../../sim/cluster.ts'
import type { OrderPolicy, PolicySelf, Rule, SharePolicy } from '../../sim/contracts.ts'
import { type FrameworkId, NONE } from '../../sim/world/handles.ts'
import {
  isBuiltInRule,
  orderNamed,
  type PolicyFiles,
  type PolicyMakers,
  placementNamed,
  policiesFor,
  ruleFrom,
  shareNamed,
} from './named-policies.ts'
import type { SystemSpec } from './spec.ts'

/** What decides which job is next and where it may not go. */
export interface UsedPolicies {
  readonly rules: readonly Rule[]
  readonly order: OrderPolicy
  readonly share: SharePolicy
}

export class SchedulerBuilder {
  readonly standings: Standings
  readonly #system: SystemSpec
  readonly #cluster: Cluster
  readonly #makers: PolicyMakers
  /**
   * Rules of the house, by their place in the system's list: between two decisions they remember nothing of a scheduler, so that
   * ten thousand schedulers share them and do not each keep columns as long as the cluster.
   */
  readonly #rules: readonly (Rule | undefined)[]
  /** The one that all keep: a task runs where it finds what it needs. */
  readonly #needs: Rule = needs()
  readonly #think: SchedulerParts['think']

  /** `makers` load the user's own policies by the name that the system calls them. */
  constructor(system: SystemSpec, cluster: Cluster, makers: PolicyMakers) {
    const { root } = system
    this.#system = system
    this.#cluster = cluster
    this.#makers = makers
    this.standings = new Standings(cluster.jobs)
    this.#rules = root.rules.map(rule => (isBuiltInRule(rule) ? ruleFrom(rule, {}) : undefined))
    // A class may be called 'constructor', which every object seems to have.
    this.#think = cluster.classes.map(
      jobClass => root.think[Object.hasOwn(root.think, jobClass) ? jobClass : 'default']!,
    )
  }

  /** The scheduler that decides for all frameworks. */
  central(): SchedulerParts {
    return this.#parts('root', NONE)
  }

  /** One of the `count` schedulers of a framework, from 0. */
  of(framework: FrameworkId, number = 0, count = 1): SchedulerParts {
    const { name } = this.#system.frameworks[framework]!
    return this.#parts(count > 1 ? `${name}-${number + 1}` : name, framework)
  }

  /** What belongs to no scheduler: what machines go by under sampling. */
  ofRoot(): UsedPolicies {
    return this.#policies(this.#rootFiles())
  }

  /** How a root shares among its frameworks. */
  share(): SharePolicy {
    return shareNamed(this.#system.root.share, this.#rootFiles())
  }

  #rootFiles(): PolicyFiles {
    return policiesFor(this.#self('root', NONE), this.#makers, this.#cluster)
  }

  /** A scheduler as its policies know it. Their chance is apart from all other chance of the run. */
  #self(scheduler: string, framework: FrameworkId): PolicySelf {
    const { streams } = this.#cluster
    return { scheduler, framework, stream: name => streams.stream(`policy/${scheduler}/${name}`) }
  }

  #policies(files: PolicyFiles): UsedPolicies {
    const { root, quirks } = this.#system
    return {
      rules: [...root.rules.map((rule, i) => this.#rules[i] ?? ruleFrom(rule, files)), this.#needs],
      order:
        root.order === 'conservative' && quirks.movesAllUp === true
          ? conservative(Number.POSITIVE_INFINITY)
          : orderNamed(root.order, files),
      share: shareNamed(root.share, files),
    }
  }

  #parts(name: string, framework: FrameworkId): SchedulerParts {
    const { root, quirks } = this.#system
    const files = policiesFor(this.#self(name, framework), this.#makers, this.#cluster)
    const random = this.#placeRandom(name)
    const used = this.#policies(files)
    const placement: PlacementFactory = placementNamed(root.place, files, root.spread)
    return {
      name,
      ...used,
      // Among the jobs of one framework there is nothing to share.
      share: framework === NONE ? used.share : fifoShare,
      placement: placement({ rules: used.rules, random }),
      think: this.#think,
      whenBlocked: root.whenBlocked,
      retryAfter: root.retryAfter,
      abandons: quirks.abandons === true,
      startsAsPlanned: quirks.movesAllUp === true,
      standings: this.standings,
    }
  }

  #placeRandom(name: string): Random {
    const { javaRandomSeed } = this.#system.quirks
    if (javaRandomSeed !== undefined) return new JavaRandom(javaRandomSeed)
    return this.#cluster.streams.stream(`place/${name}`)
  }
}
