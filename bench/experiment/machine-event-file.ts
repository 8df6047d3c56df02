/**
 * Recorded events of machines in a file: lines of seconds, machine and event, such as `3600,17,crash`, below the header
 * `at_s,machine,event`.
 */
import { readFileSync } from 'node:fs'
import { SECOND } from '../../sim/engine/time.ts'
import type { MachineEvent } from '../../sim/hardware/machine-events.ts'
import { describe, sentence } from './faults.ts'
import { didYouMean, oneOf } from './nearest.ts'

export const machineEvents = ['cordon', 'drain', 'crash', 'return'] as const

const HEADER = 'at_s,machine,event'
/** Of the faults of a file, at most so many are told; more are counted. */
const MOST_TOLD = 10

/** The events of the file, machines numbered from 0. Tells `report` of every line that is none. */
export function readMachineEvents(
  file: string,
  machines: number,
  report: (sentence: string) => void,
): MachineEvent[] {
  const lines = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
  const header = lines[0]!.trim()
  if (header !== HEADER) {
    report(`${file}:1: ${sentence({ found: describe(header), expected: `the header ${HEADER}` })}`)
    return []
  }
  const events: MachineEvent[] = []
  let faults = 0
  for (const [i, line] of lines.entries()) {
    if (i === 0 || line.trim() === '') continue
    const event = eventOf(line, machines)
    if (typeof event !== 'string') events.push(event)
    else if (++faults <= MOST_TOLD) report(`${file}:${i + 1}: ${event}`)
  }
  if (faults > MOST_TOLD) report(`${file}: ${faults - MOST_TOLD} more lines like these`)
  return events
}

/** The event of a line, or what is wrong with it. */
function eventOf(line: string, machines: number): MachineEvent | string {
  const fields = line.split(',').map(field => field.trim())
  if (fields.length !== 3)
    return sentence({ found: `${fields.length} fields`, expected: `3, as in the header ${HEADER}` })
  const [seconds, machine, event] = fields as [string, string, string]
  if (!/^\d+(\.\d+)?$/.test(seconds))
    return sentence({ found: describe(seconds), expected: 'seconds from the start of the run' })
  const number = Number(machine)
  if (!/^\d+$/.test(machine) || number < 1 || number > machines)
    return sentence({ found: `machine ${describe(machine)}`, expected: `a machine from 1 to ${machines}` })
  const known = machineEvents.find(each => each === event)
  if (known === undefined)
    return sentence({
      found: describe(event),
      expected: oneOf(machineEvents),
      remedy: didYouMean(event, machineEvents),
    })
  return { at: Math.round(Number(seconds) * SECOND), machine: number - 1, event: known }
}
