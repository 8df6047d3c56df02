/**
 * The machines of one run, from what the experiment says.
 */

import type { MachineEvent } from '../../sim/hardware/machine-events.ts'
import type { JobShape } from '../../workloads/spec.ts'
import type { HardwareSpec, MachineGroup } from '../plan.ts'
import { sentence } from './faults.ts'
import type { Inputs } from './inputs.ts'
import { MOST_MACHINES } from './limits.ts'
import { readMachineEvents } from './machine-event-file.ts'
import { machinesOfNodes } from './node-machines.ts'
import type { PlannedWorkload, Sections } from './planned-workload.ts'
import { FROM_TRACE, type Point } from './schema.ts'
import type { Report } from './validation.ts'

type Group = NonNullable<Point['machines']>[number]

/** Builds the machines; undefined if the section is missing or has faults, or if their number hangs on a bad trace. */
export function planHardware(
  sections: Sections,
  workload: PlannedWorkload | undefined,
  inputs: Inputs,
  report: Report,
): HardwareSpec | undefined {
  const failures = sections['machine-failures']
  const nodes = machinesOfNodes(workload?.manifests?.cluster.nodes ?? [])
  const groups = sections.machines ?? []
  if (failures === undefined || !hasMachines(sections, groups, nodes, workload, report)) return undefined
  const machines: MachineGroup[] = [...nodes]
  for (const group of groups) {
    const count = group.count === FROM_TRACE ? countFromTrace(group, groups, workload, report) : group.count
    if (count === undefined) return undefined
    const { cpu: cpuMilli, memory: memoryMiB, resources, attributes, price } = group
    machines.push({
      count,
      cpuMilli,
      memoryMiB,
      ...(resources !== undefined && { resources }),
      ...(attributes !== undefined && { attributes: attributesOf(attributes) }),
      ...(price !== undefined && { price }),
    })
  }
  checkPrices(groups, report)
  const all = machines.reduce((sum, { count }) => sum + count, 0)
  if (all > MOST_MACHINES) {
    report(['machines'], sentence({ found: `${all} machines`, expected: `at most ${MOST_MACHINES}` }), 'key')
    return undefined
  }
  const startUp = machines.map(({ count }, i) => ({
    machines: count,
    steps: Object.entries(groups[i]?.['start-up'] ?? {}).map(([name, takes]) => ({ name, takes })),
  }))
  const events = planEvents(sections['machine-events'] ?? [], all, inputs, report)
  const { detection, eviction } = failures
  return {
    machines,
    ...(detection > 0 && { detection }),
    ...(eviction > 0 && { eviction }),
    ...(events.length > 0 && { events }),
    ...(startUp.some(({ steps }) => steps.length > 0) && { startUp }),
    meanTimeToFailure: failures['mean-time-to-failure'],
    meanTimeToRepair: failures['mean-time-to-repair'],
  }
}

/** Are the machines either written down or the nodes of manifests? Reports what is not so. */
function hasMachines(
  sections: Sections,
  groups: readonly Group[],
  nodes: readonly MachineGroup[],
  workload: PlannedWorkload | undefined,
  report: Report,
): boolean {
  if (groups.length > 0 && nodes.length > 0) {
    const found = `machines beside ${nodes.length} Nodes of manifests`
    const remedy = 'delete machines, or the Nodes'
    report(['machines'], sentence({ found, expected: 'one of the two', remedy }), 'key')
    return false
  }
  if (groups.length > 0 || nodes.length > 0) return true
  // What is wrong with them, or with the workload that may bring them, is said.
  const mayBring = !('cluster' in sections && 'workload' in sections) || namesManifests(sections)
  const isSaid = !('machines' in sections) || (workload === undefined && mayBring)
  if (!isSaid) {
    const expected =
      workload?.manifests !== undefined
        ? 'machines: a map with count, cpu and memory, for the manifests have no Node'
        : 'a map with count, cpu and memory, or a list of such maps'
    report(['machines'], sentence({ found: 'nothing', expected }))
  }
  return false
}

function namesManifests({ cluster, workload }: Sections): boolean {
  return cluster !== undefined || workload?.manifests !== undefined
}

/** One event a machine, machines numbered from 0. */
function planEvents(
  written: NonNullable<Point['machine-events']>,
  machines: number,
  inputs: Inputs,
  report: Report,
): MachineEvent[] {
  return written.flatMap((entry, i) => {
    const path = ['machine-events', i]
    if ('file' in entry) {
      const place = [...path, 'file']
      const file = inputs.named(entry.file, place, 'a file of events of machines', report)
      return file === undefined ? [] : readMachineEvents(file, machines, fault => report(place, fault))
    }
    const { at, machine, to = machine, event } = entry
    const last = Math.max(machine, to)
    if (to < machine) {
      const found = `machines ${machine} to ${to}`
      report([...path, 'to'], sentence({ found, expected: 'the first before the last', remedy: 'swap them' }))
    } else if (last > machines) {
      const found = `machine ${last} of ${machines}`
      const key = to === machine ? 'machine' : 'to'
      report([...path, key], sentence({ found, expected: `a machine from 1 to ${machines}` }))
    }
    return Array.from({ length: Math.max(0, to - machine + 1) }, (_, j) => ({
      at,
      machine: machine - 1 + j,
      event,
    }))
  })
}

/** How many values machines take in turn, or the one value of all. */
function attributesOf(written: NonNullable<Group['attributes']>): NonNullable<MachineGroup['attributes']> {
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : { inTurn: value['in-turn'] },
    ]),
  )
}

/** As many machines as it takes to run all processors of the log at once. */
function countFromTrace(
  group: Group,
  groups: readonly Group[],
  workload: PlannedWorkload | undefined,
  report: Report,
): number | undefined {
  const path = ['machines', 'count']
  if (groups.length > 1) {
    report(
      ['machines'],
      sentence({
        found: `"${FROM_TRACE}" in a list of groups`,
        expected: 'numbers',
        remedy: 'write the count of each group',
      }),
      'key',
    )
    return undefined
  }
  if (workload === undefined) return undefined
  const { spec } = workload
  if (spec.kind !== 'swf') {
    report(
      path,
      sentence({ found: `"${FROM_TRACE}" without a trace`, expected: 'a whole number of at least 1' }),
    )
    return undefined
  }
  const { processors } = workload
  if (processors === undefined) {
    const remedy = 'set trace.processors, or write the count'
    report(
      path,
      sentence({
        found: `"${FROM_TRACE}", but no MaxProcs or MaxNodes in the header of ${spec.file}`,
        expected: 'a log that tells its processors',
        remedy,
      }),
    )
    return undefined
  }
  const each = processorsOfMachine(group, spec.shape)
  // A machine too small for a processor is reported by the checks; one of each keeps them going.
  return each === 0 ? 1 : Math.ceil(processors / each)
}

/** How many processors of a log fit on one machine. */
export function processorsOfMachine(machine: { cpu: number; memory: number }, shape: JobShape): number {
  const byCpu = Math.floor(machine.cpu / shape.cpuMilliPerProcessor)
  const perProcessor = shape.memoryMiBPerProcessor
  return perProcessor > 0 ? Math.min(byCpu, Math.floor(machine.memory / perProcessor)) : byCpu
}

/** Costs can be added up where every machine has one, in one currency. */
function checkPrices(groups: readonly Group[], report: Report): void {
  const priced = groups.filter(({ price }) => price !== undefined)
  if (priced.length === 0) return
  const expected = 'a price of every group, in one currency'
  const lacking = groups.findIndex(({ price }) => price === undefined)
  if (lacking >= 0) {
    const remedy = 'write its price, such as 0.19 EUR'
    report(['machines', lacking], sentence({ found: 'a group without a price', expected, remedy }), 'key')
  }
  const currencies = [...new Set(priced.map(({ price }) => price!.currency))]
  if (currencies.length > 1) {
    const found = `prices in ${currencies.map(currency => (currency === '' ? 'no currency' : currency)).join(' and ')}`
    report(['machines'], sentence({ found, expected }), 'key')
  }
}
