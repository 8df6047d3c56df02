/**
 * Settings of Kafka's brokers as the services of an experiment.
 */
import type { Time } from '../../sim/engine/time.ts'
import { readBrokers } from '../../systems/kafka/definition-file.ts'
import type { WrittenBroker } from '../../systems/kafka/spec.ts'
import { ONE } from '../../systems/mesos/quantities.ts'
import type { ServicesPart } from '../../workloads/spec.ts'
import { readDefinitionFiles } from './definition-files.ts'
import type { Inputs } from './inputs.ts'
import type { Path, Report } from './validation.ts'

/** Brokers as parts of a workload, one class each, with what a Kafka must know of them. */
export interface PlannedBrokers {
  readonly parts: readonly ServicesPart[]
  readonly settings: Readonly<Record<string, WrittenBroker>>
  readonly modelled: readonly string[]
  readonly notModelled: readonly string[]
}

/** Broker 2 is of the class `broker-2`, in which it is alone. Faults are reported where the experiment names the file. */
export function planBrokers(
  names: readonly string[],
  path: Path,
  meanTimeToFailure: Time,
  inputs: Inputs,
  report: Report,
): PlannedBrokers {
  const fields = { modelled: new Set<string>(), notModelled: new Set<string>() }
  const inFile = { inputs, report, fields }
  const wanted = { of: 'kafka', expected: 'a file of broker settings of Kafka (JSON)' } as const
  const files = readDefinitionFiles(names, path, wanted, inFile)
  const brokers = readBrokers(files).map(settings => ({ jobClass: `broker-${settings.id}`, settings }))
  const constant = (value: number) => ({ kind: 'constant', value }) as const
  return {
    parts: brokers.map(({ jobClass, settings: { cpus, mem } }) => ({
      kind: 'services',
      isApp: true,
      jobClass,
      count: 1,
      within: 0,
      instances: constant(1),
      cpuMilli: constant(cpus),
      memoryMiB: constant(mem / ONE),
      meanTimeToFailure,
      priority: 0,
    })),
    settings: Object.fromEntries(
      brokers.map(({ jobClass, settings: { port, constraints, stickinessPeriod, failover } }) => [
        jobClass,
        {
          port,
          constraints: constraints.map(({ attribute, text }) => [attribute, text] as const),
          stickinessPeriod,
          failover,
        },
      ]),
    ),
    modelled: [...fields.modelled],
    notModelled: [...fields.notModelled],
  }
}
