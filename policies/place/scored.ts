import type { PlacementPolicy, PlaceScore, Rule, Score, Scorer } from '../../sim/contracts.ts'
import type { Claims } from '../../sim/world/claims.ts'
import { type JobId, type MachineId, NONE } from '../../sim/world/handles.ts'
import type { View } from '../../sim/world/views.ts'
import type { World } from '../../sim/world/world.ts'
import { Feasible } from './feasible.ts'
import { MachineStates } from './machine-states.ts'
import type { PlacementFactory, PlacementParts } from './placement.ts'
import { Ranking } from './ranking.ts'
import { RankingCache } from './ranking-cache.ts'

/**
 * The machine with the best score; equal scores: the first in the view.
 *
 * Where score and rules read nothing but the machine, the ranking of all machines is kept for every spec that is asked for
 * again, and only machines that changed meanwhile are scored anew. Otherwise all machines are scored once for a job (its
 * tasks are alike), and after each claim only the machine that changed.
 */
export function scored(score: Score): PlacementFactory {
  return parts => new ScoredPlacement(score, parts)
}

/** A score with nothing to prepare, made ready: it is asked for every machine anew. */
export function askedScore(policy: PlaceScore): Score {
  return {
    name: policy.name,
    reads: 'decision',
    prepare: (view, job, world) => ({ score: machine => policy.score(view, machine, job, world) }),
  }
}

const readsMachines = ({ reads }: Score | Rule) => reads !== 'decision'

/** Where so many machines share a state, on average, one of each state is asked instead of every machine. */
const WORTHWHILE = 4

class ScoredPlacement implements PlacementPolicy {
  readonly name: string
  readonly isForgetful: boolean
  private readonly score: Score
  private readonly feasible: Feasible
  private readonly cache: RankingCache | null
  private readonly ranking = new Ranking()
  private readonly states: MachineStates | null

  constructor(score: Score, { rules }: PlacementParts) {
    this.name = score.name
    // What reads more than machines may be a user's, who can do with it what he likes.
    this.isForgetful = readsMachines(score)
    this.score = score
    this.feasible = new Feasible(rules)
    this.cache = readsMachines(score) && rules.every(readsMachines) ? new RankingCache() : null
    this.states = score.reads === 'amounts' ? new MachineStates() : null
  }

  place(view: View, job: JobId, count: number, claims: Claims, world: World): number {
    const { feasible } = this
    feasible.begin(view, job, claims, world)
    const scorer = this.score.prepare(view, job, world)
    if (this.cache !== null && view.kind === 'live') {
      const ranking = this.cache.ranking(job, world)
      if (ranking === null && count === 1) return this.placeOne(view, scorer)
      if (ranking !== null) {
        ranking.update(view, feasible, scorer)
        return this.placeBest(ranking, view, count, scorer)
      }
    }
    this.ranking.fill(view, feasible, scorer)
    return this.placeBest(this.ranking, view, count, scorer)
  }

  /** Claims the best machine, again and again. Returns for how many tasks. */
  private placeBest(ranking: Ranking, view: View, count: number, scorer: Scorer): number {
    let placed = 0
    for (let best = ranking.best(); best !== NONE && placed < count; best = ranking.best()) {
      ranking.claim(view, best, this.feasible, scorer)
      placed++
    }
    return placed
  }

  /** The first time that a spec is asked for, for one task only: one look at every machine, or at one of each state. */
  private placeOne(view: View, scorer: Scorer): number {
    const { feasible, states } = this
    if (states !== null && feasible.isPlain) states.update(view.machines)
    const few = states !== null && feasible.isPlain && WORTHWHILE * states.count < view.memberCount
    const best = few ? this.bestState(states, view, scorer) : this.bestMachine(view, scorer)
    if (best === NONE) return 0
    feasible.claim(best)
    return 1
  }

  private bestState(states: MachineStates, view: View, scorer: Scorer): MachineId {
    const { freeCpuMilli, freeMemoryMiB } = view
    const { cpuMilli, memoryMiB } = this.feasible
    let best: MachineId = NONE
    let highest = Number.NEGATIVE_INFINITY
    for (let i = 0; i < states.count; i++) {
      const machine = states.first(i)
      if (freeCpuMilli[machine]! < cpuMilli || freeMemoryMiB[machine]! < memoryMiB) continue
      const points = scorer.score(machine)
      if (points < highest || (points === highest && machine > best)) continue
      best = machine
      highest = points
    }
    return best
  }

  private bestMachine(view: View, scorer: Scorer): MachineId {
    const { feasible } = this
    const { freeCpuMilli, freeMemoryMiB } = view
    const { cpuMilli, memoryMiB, isPlain } = feasible
    let best: MachineId = NONE
    let highest = Number.NEGATIVE_INFINITY
    for (let machine = 0; machine < view.memberCount; machine++) {
      // Most machines are told apart by these two columns, so they are read here rather than behind two calls.
      if (freeCpuMilli[machine]! < cpuMilli || freeMemoryMiB[machine]! < memoryMiB) continue
      if (!isPlain && !feasible.allows(machine)) continue
      const points = scorer.score(machine)
      if (points <= highest) continue
      best = machine
      highest = points
    }
    return best
  }
}
