/**
 * Which framework of a system runs the brokers of definition files, and what of them it does not honour.
 */
import type { PlannedBrokers } from './broker-files.ts'
import type { TakingSystem } from './taking-system.ts'

/** What every system honours of a broker: that it runs, and what it holds. */
const EVERYWHERE: readonly string[] = ['broker', 'cpus', 'mem']

/** Agents offer no persistent volumes. */
const NOWHERE: readonly string[] = ['volume']

/**
 * The brokers go to the first Kafka, unless the experiment says who takes them; where there is none, to the framework that takes
 * services, `ofServices`.
 */
export function takingBrokers(
  { system, remarks }: TakingSystem,
  { settings, modelled, notModelled }: PlannedBrokers,
  classes: readonly string[],
  ofServices: string | undefined,
): TakingSystem {
  const { spec } = system
  const taken = new Set(spec.frameworks.flatMap(({ takes }) => takes))
  const left = Object.keys(settings).filter(jobClass => !taken.has(jobClass))
  const kafka = spec.frameworks.find(({ kind }) => kind === 'kafka')
  const taker = kafka ?? spec.frameworks.find(({ name }) => name === ofServices)
  const frameworks = spec.frameworks.map(framework => {
    if (framework !== taker) return framework
    // What it was to take and is not there would be a fault.
    const others = framework.takes.filter(each => framework.kind !== 'kafka' || classes.includes(each))
    const takes = [...others, ...left]
    return framework.kind === 'kafka' ? { ...framework, takes, brokers: settings } : { ...framework, takes }
  }) as readonly (typeof spec.frameworks)[number][]
  const honoured = (name: string) =>
    kafka === undefined ? EVERYWHERE.includes(name) : !NOWHERE.includes(name)
  const fields = [...notModelled, ...modelled.filter(name => !honoured(name))].sort()
  const own =
    fields.length === 0
      ? []
      : [{ remark: fields.join(', '), count: Object.keys(settings).length, about: 'brokers' as const }]
  return { system: { ...system, spec: { ...spec, frameworks } }, remarks: [...remarks, ...own] }
}
