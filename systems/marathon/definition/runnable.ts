/**
 * Apps of definitions as a run can have them: what it does not model is left out of them, by name.
 */
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

/**
 * Apps with the dependencies of the groups that they are in. A run has no persistent volumes, and ports only where agents offer
 * some.
 *
 * @param fields names of those that say something
 */
export function runnable(
  { apps, groups }: Definitions,
  fields: readonly string[],
  agentsOfferPorts: boolean,
): Runnable {
  const leftOut = fields.filter(name => VOLUMES.test(name) || (!agentsOfferPorts && PORTS.test(name)))
  return {
    leftOut,
    apps: apps.map(app => {
      const above = groups.filter(({ id }) => app.id.startsWith(id === '/' ? id : `${id}/`))
      const dependencies = [...app.dependencies, ...above.flatMap(group => group.dependencies)]
      return {
        ...app,
        dependencies: [...new Set(dependencies)],
        volumes: [],
        ports: agentsOfferPorts ? app.ports : { kind: 'definitions', ports: [], required: false },
      }
    }),
  }
}
