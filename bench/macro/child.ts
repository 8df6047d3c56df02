/**
 * One macro case in a process of its own. Started with a case's name, it runs it and says what it cost; imported, it
 * starts such processes.
 */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Measurement, median } from '../micro/measurement.ts'
import { type MacroCase, macroCases } from './cases.ts'

const RUNS = 3
const MEGABYTE_IN_KILOBYTES = 1024

interface Cost {
  readonly cpuSeconds: number
  readonly memoryMB: number
}

/** Runs each case three times in processes of their own; short cases first. */
export async function measureRuns(cases: readonly MacroCase[]): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  for (const { name, what, cpuSeconds, memoryMB, long } of cases) {
    const costs: Cost[] = []
    for (let i = 0; i < (long ? 1 : RUNS); i++) costs.push(await costOf(name))
    const cpu = costs.map(cost => cost.cpuSeconds)
    const memory = costs.map(cost => cost.memoryMB)
    measurements.push({ name: what, value: median(cpu), unit: 'CPU-s', target: cpuSeconds, samples: cpu })
    measurements.push({
      name: '  peak memory',
      value: median(memory),
      unit: 'MB',
      target: memoryMB,
      samples: memory,
    })
  }
  return measurements
}

async function costOf(name: string): Promise<Cost> {
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), name])
  return JSON.parse(stdout) as Cost
}

const [, script, name] = process.argv
if (script === fileURLToPath(import.meta.url) && name !== undefined) {
  // Node has found and read hundreds of compiled files by now, where a user's command has a few.
  const before = process.cpuUsage()
  await macroCases.find(each => each.name === name)!.run()
  const { user, system } = process.cpuUsage(before)
  const cost: Cost = {
    cpuSeconds: (user + system) / 1e6,
    memoryMB: process.resourceUsage().maxRSS / MEGABYTE_IN_KILOBYTES,
  }
  process.stdout.write(JSON.stringify(cost))
}
