/**
 * Apps of definitions as a run can have them: what it does not model is left out of them, by name.
 */
import type { Volume } from '../app.ts'
import type { AppDefinition } from '../app-definition.ts'
import type { Definitions } from './definitions.ts'

/** Fields of persistent volumes, and of ports of the host, in apps and pods. */
const VOLUMES = /^(container\.)?volumes\.persistent$/
const PORTS =
  /^(ports|portDefinitions|requirePorts|container\.(docker\.)?portMappings|containers\.endpoints)$/

export interface Runnable {
  readonly apps: readonly AppDefinition[]
  /** Of the fields, those that are left out. */
  readonly leftOut: readonly string[]
}

/** What a run has for apps besides cores and memory. */
export interface Surroundings {
  readonly agentsOfferPorts: boolean
  /** Machines list disk, and every Marathon has a role of its own to reserve it for. */
  readonly canReserveDisk: boolean
}

/**
 * Apps with the dependencies of the groups that they are in, and with what the run has for them: machines have one disk each, on
 * which root volumes lie, and no others.
 *
 * @param fields names of those that say something
 */
export function runnable(
  { apps, groups }: Definitions,
  fields: readonly string[],
  { agentsOfferPorts, canReserveDisk }: Surroundings,
): Runnable {
  const isRoot = ({ type }: Volume) => type === 'root'
  const hasAllVolumes = canReserveDisk && apps.every(({ volumes }) => volumes.every(isRoot))
  const leftOut = fields.filter(
    name => (!hasAllVolumes && VOLUMES.test(name)) || (!agentsOfferPorts && PORTS.test(name)),
  )
  return {
    leftOut,
    apps: apps.map(app => {
      const above = groups.filter(({ id }) => app.id.startsWith(id === '/' ? id : `${id}/`))
      const dependencies = [...app.dependencies, ...above.flatMap(group => group.dependencies)]
      return {
        ...app,
        dependencies: [...new Set(dependencies)],
        volumes: canReserveDisk ? app.volumes.filter(isRoot) : [],
        ports: agentsOfferPorts ? app.ports : { kind: 'definitions', ports: [], required: false },
      }
    }),
  }
}
