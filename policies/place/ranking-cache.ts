import type { JobId, SpecId } from '../../sim/world/handles.ts'
import type { World } from '../../sim/world/world.ts'
import { Ranking } from './ranking.ts'

/** Machines ranked in all kept rankings together, at most: 16 bytes each, 64 MiB. */
const MOST_RANKED = 2 ** 22
/** Rankings kept at least, however large the cluster. */
const LEAST_KEPT = 4

interface Kept {
  readonly ranking: Ranking
  spec: SpecId
  generation: number
}

/**
 * Rankings of all machines, one for each spec that was asked for at least twice. When there are too many, the one that was
 * not used for longest makes room.
 */
export class RankingCache {
  /** By spec, oldest use first. */
  private readonly kept = new Map<SpecId, Kept>()
  /** Generation of each spec that was asked for before, plus one. */
  private asked = new Uint32Array(64)

  /** The ranking for the job's spec, to be brought up to date; null the first time that the spec is asked for. */
  ranking(job: JobId, { jobs, machines }: World): Ranking | null {
    const spec = jobs.spec[job]!
    const generation = jobs.specs.generation[spec]!
    if (this.isNew(spec, generation)) return null
    const known = this.kept.get(spec)
    if (known !== undefined) {
      this.kept.delete(spec)
      this.kept.set(spec, known)
      if (known.generation === generation) return known.ranking
      known.generation = generation
      return forgotten(known.ranking)
    }
    const most = Math.max(LEAST_KEPT, Math.floor(MOST_RANKED / machines.count))
    const ranking = this.kept.size < most ? new Ranking() : forgotten(this.dropOldest())
    this.kept.set(spec, { ranking, spec, generation })
    return ranking
  }

  private isNew(spec: SpecId, generation: number): boolean {
    if (spec >= this.asked.length) {
      const longer = new Uint32Array(2 ** Math.ceil(Math.log2(spec + 1)))
      longer.set(this.asked)
      this.asked = longer
    }
    if (this.asked[spec] === generation + 1) return false
    this.asked[spec] = generation + 1
    return true
  }

  private dropOldest(): Ranking {
    const [spec, { ranking }] = this.kept.entries().next().value!
    this.kept.delete(spec)
    return ranking
  }
}

/** A ranking that is used for another spec: it has seen nothing. */
function forgotten(ranking: Ranking): Ranking {
  ranking.seen = Number.NEGATIVE_INFINITY
  return ranking
}
