/**
 * Which framework of a system runs the apps of definition files, and what of them it does not honour.
 */
import type { FrameworkSpec } from '../../systems/generic/spec.ts'
import { runnable } from '../../systems/marathon/definition/runnable.ts'
import { eraOf } from '../../systems/marathon/framework/options-of.ts'
import type { MarathonSpec } from '../../systems/marathon/spec.ts'
import { ANY_ROLE } from '../../systems/mesos/resource-kind.ts'
import { type MesosSpec, rolesOf } from '../../systems/mesos/spec.ts'
import { takingBrokers } from './broker-takers.ts'
import type { DefinitionReaders, PlannedDefinitions } from './definitions.ts'
import { jobReadersOf, takingJobs } from './job-takers.ts'
import type { PlannedSystem } from './planned-system.ts'
import type { TakingSystem } from './taking-system.ts'

/** What every system honours of an app: that it runs, how often, and what an instance holds; and what is only a place for these. */
const EVERYWHERE =
  /^(id|instances|cpus|mem|disk|gpus|cmd|args|container|container\.type|container\.docker|container\.docker\.image|apps|pods|groups|(scaling|executorResources|containers\.resources)(\..+)?|containers|containers\.(name|exec|image))$/

/** The class whose framework runs services, those of definitions too. */
const SERVICE = 'service'

/** Who reads the definitions: of apps the Marathon of the first framework that is one, else the last that there is. */
export function readersIn(system: PlannedSystem | undefined): DefinitionReaders {
  const framework = system?.spec.frameworks.find(isMarathon)
  return { era: framework === undefined ? 'head' : eraOf(framework.kind), ...jobReadersOf(system) }
}

/** The system, with the apps for its framework that takes services, unless the experiment says who takes them. */
export function takingDefinitions(
  system: PlannedSystem,
  definitions: PlannedDefinitions,
  classes: readonly string[],
): TakingSystem {
  const { spec } = system
  const { modelled, notModelled, brokers } = definitions
  const agentsOfferPorts = spec.root.kind === 'mesos' && (spec.root as MesosSpec).ports.length > 0
  const canReserveDisk =
    definitions.hasDisk && spec.frameworks.every(each => !isMarathon(each) || rolesOf(each)[0] !== ANY_ROLE)
  const { apps, leftOut } = runnable(definitions, modelled, { agentsOfferPorts, canReserveDisk })
  const ids = apps.map(({ id }) => id)
  const taken = new Set(spec.frameworks.flatMap(({ takes }) => takes))
  const left = ids.filter(id => !taken.has(id))
  const routed = spec.frameworks.map(framework => {
    if (!framework.takes.includes(SERVICE)) return framework
    // Where there are no other services, these are meant.
    const others = classes.includes(SERVICE)
      ? framework.takes
      : framework.takes.filter(each => each !== SERVICE)
    return { ...framework, takes: [...others, ...left] }
  })
  const takerOf = (id: string) =>
    routed.find(({ takes }) => takes.includes(id)) ?? routed.find(({ takes }) => takes.includes('*'))
  const frameworks = routed.map(framework => {
    if (!isMarathon(framework)) return framework
    const own = apps.filter(({ id }) => takerOf(id) === framework)
    return { ...framework, apps: Object.fromEntries(own.map(app => [app.id, app])) }
  })
  const areAllMarathons = ids.every(id => isMarathon(takerOf(id)))
  const honoured = (name: string) => (areAllMarathons ? !leftOut.includes(name) : EVERYWHERE.test(name))
  const remarks = remarksOn([...notModelled, ...modelled.filter(name => !honoured(name))], apps.length)
  const taking = { system: { ...system, spec: { ...spec, frameworks } }, remarks }
  const ofServices = spec.frameworks.find(({ takes }) => takes.includes(SERVICE))?.name
  const withBrokers = brokers === undefined ? taking : takingBrokers(taking, brokers, classes, ofServices)
  return definitions.jobs.reduce(takingJobs, withBrokers)
}

/** The one remark on fields that are not honoured; none where all are. */
function remarksOn(fields: readonly string[], apps: number): TakingSystem['remarks'] {
  // What stands in a field that is named is not named again.
  const shown = [...fields].sort().filter(name => !fields.some(other => name.startsWith(`${other}.`)))
  return shown.length === 0 ? [] : [{ remark: shown.join(', '), count: apps, about: 'definitions' }]
}

function isMarathon(framework: FrameworkSpec | undefined): framework is MarathonSpec {
  return framework?.kind === 'marathon' || framework?.kind === 'marathon-head'
}
