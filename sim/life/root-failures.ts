import type { Time } from '../engine/time.ts'
import type { World } from '../world/world.ts'

/** A root that can die and be followed by another process. */
export interface MortalRoot {
  /** It decides nothing from now on, and what it was thinking about is lost. */
  dies(): void
  /** The next process decides. */
  returns(): void
}

/** The moments at which the process of a root dies, and how long it takes until the next one decides, µs. */
export interface RootFailureTimes {
  readonly failures: readonly Time[]
  readonly failover: Time
}

/** Lets a root die at given moments; one that is away cannot die. */
export function failRoot(world: World, root: MortalRoot, { failures, failover }: RootFailureTimes): void {
  const { engine, probes, reasons } = world
  let away = false
  const returns = engine.on(() => {
    away = false
    probes.rootChanged(true)
    root.returns()
  })
  const dies = engine.on(() => {
    if (away) return
    away = true
    probes.reasonGiven(reasons.number('the root died'), 1)
    probes.rootChanged(false)
    root.dies()
    engine.at(engine.now + failover, returns, 0, 0)
  })
  for (const at of failures) engine.at(at, dies, 0, 0)
}
