/**
 * Machines of a simulation as Marathon sees agents: a host name, and attributes that are all text.
 */
import type { MachineId } from '../../../sim/world/handles.ts'
import type { Machines } from '../../../sim/world/machines.ts'
import type { Agent, Attribute } from '../offer.ts'

export class AgentBook {
  readonly #machines: Machines
  readonly #agents: Agent[] = []
  #version = -1

  constructor(machines: Machines) {
    this.#machines = machines
  }

  /** Machine 7 is called `machine-7`; attributes `region` and `zone` are its fault domain as well. */
  agent(machine: MachineId): Agent {
    const { attributes } = this.#machines
    if (this.#version !== attributes.version) {
      this.#version = attributes.version
      this.#agents.length = 0
    }
    const known = this.#agents[machine]
    if (known !== undefined) return known
    const agent = this.#read(machine)
    this.#agents[machine] = agent
    return agent
  }

  #read(machine: MachineId): Agent {
    const { attributes } = this.#machines
    const known = attributes.names.flatMap((name): Attribute[] => {
      const value = attributes.value(machine, name)
      return value === null ? [] : [{ name, type: 'TEXT', value }]
    })
    const region = attributes.value(machine, 'region')
    const zone = attributes.value(machine, 'zone')
    return {
      hostname: `machine-${machine}`,
      attributes: known,
      ...(region !== null && { region }),
      ...(zone !== null && { zone }),
    }
  }
}
