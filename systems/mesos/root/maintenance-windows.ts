/**
 * The schedule of maintenance in a run, and the operator who keeps it: he posts it, takes machines down when their window begins
 * and up again when it is over (src/master/maintenance.cpp: UP, DRAINING, DOWN; both eras).
 *
 * What still runs on a machine that is taken down is lost with its agent. The schedule is in the registry: a new master knows it.
 * While nobody leads the operator waits.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { Liveness } from '../../../sim/hardware/liveness.ts'
import type { MachineId } from '../../../sim/world/handles.ts'
import type { MaintenanceSpec } from '../spec.ts'
import type { Leadership } from './leadership.ts'
import type { Membership } from './membership.ts'

const POSTS = 0
const BEGINS = 1
const ENDS = 2

export class MaintenanceWindows {
  readonly #cluster: Cluster
  readonly #windows: readonly MaintenanceSpec[]
  readonly #leadership: Leadership
  readonly #membership: Membership
  readonly #liveness: Liveness
  /** By machine in the schedule, when its window begins. */
  readonly #from = new Map<MachineId, Time>()
  /** What the operator could not do yet: window and act. */
  #waiting: (readonly [number, number])[] = []

  constructor(
    cluster: Cluster,
    windows: readonly MaintenanceSpec[],
    leadership: Leadership,
    membership: Membership,
    liveness: Liveness,
  ) {
    this.#cluster = cluster
    this.#windows = windows
    this.#leadership = leadership
    this.#membership = membership
    this.#liveness = liveness
    const { engine } = cluster
    const acts = engine.on((window, act) => {
      if (leadership.current === null) this.#waiting.push([window, act])
      else this.#act(window, act)
    })
    // At one instant machines come up before others are taken down, and the schedule is posted last.
    for (const act of [ENDS, BEGINS, POSTS])
      for (const [window, spec] of windows.entries()) engine.at(timeOf(spec, act), acts, window, act)
  }

  /** When the machine's maintenance begins, as the master's registry has it. */
  unavailableFrom(machine: MachineId): Time | undefined {
    return this.#from.get(machine)
  }

  /** A master leads again: the operator does what he could not. */
  elected(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const [window, act] of waiting) this.#act(window, act)
  }

  #act(window: number, act: number): void {
    const { machines, start } = this.#windows[window]!
    for (const machine of machines)
      if (act === POSTS) this.#post(machine, start)
      else if (act === BEGINS) this.#takeDown(machine)
      else this.#bringUp(machine)
  }

  #post(machine: MachineId, start: Time): void {
    this.#from.set(machine, start)
    this.#leadership.current!.master.scheduled(String(machine), start)
  }

  #takeDown(machine: MachineId): void {
    const { probes, reasons } = this.#cluster
    probes.reasonGiven(reasons.number('a machine was taken down for maintenance'), 1)
    this.#membership.takenDown(machine, () => this.#liveness.switchOff(machine))
  }

  #bringUp(machine: MachineId): void {
    this.#from.delete(machine)
    this.#liveness.returned(machine)
  }
}

function timeOf({ posted = 0, start, lasts }: MaintenanceSpec, act: number): Time {
  if (act === POSTS) return posted
  return act === BEGINS ? start : start + lasts
}
