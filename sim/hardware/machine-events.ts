import type { Source } from '../engine/source.ts'
import { NEVER, type Time } from '../engine/time.ts'
import type { MachineId } from '../world/handles.ts'
import type { Liveness } from './liveness.ts'

/** Something that was recorded, or is planned, to happen to a machine. */
export interface MachineEvent {
  readonly at: Time
  readonly machine: MachineId
  /** `cordon`: no more tasks; `drain`: and those that it has go; `crash`; `return`: from any of these. */
  readonly event: 'cordon' | 'drain' | 'crash' | 'return'
}

/** Makes recorded events happen to machines: a feed beside that of the jobs. */
export class MachineEvents implements Source {
  private readonly events: readonly MachineEvent[]
  private readonly liveness: Liveness
  private next = 0

  /** Events of one instant happen in their order. */
  constructor(events: readonly MachineEvent[], liveness: Liveness) {
    this.events = [...events].sort((a, b) => a.at - b.at)
    this.liveness = liveness
  }

  get time(): Time {
    return this.events[this.next]?.at ?? NEVER
  }

  deliver(): void {
    const { machine, event } = this.events[this.next++]!
    if (event === 'crash') this.liveness.crash(machine)
    else if (event === 'return') this.liveness.returned(machine)
    else this.liveness.drain(machine, event === 'drain')
  }
}
