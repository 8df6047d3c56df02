/**
 * What a run of Kubernetes costs as a user makes it, from the experiment file to the results: pods that fit, pods of which each belongs
 * to a Job, and pods of which a third finds no room.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { command, cpuMilliseconds } from '../macro/start-up.ts'
import { ROUNDS } from './exponents.ts'
import { figure, type Measurement } from './measurement.ts'

const PODS = 50_000

/** Forty pods a second, which is what the scheduler's requests to the API server allow nearly. */
function experiment(system: string, cpu: number): string {
  return `name: Pods
seeds: 1
system: ${system}
machines: { count: 5000, cpu: 32, memory: 128 GiB }
workload:
  jobs: { interarrival: 25 ms, tasks: 1, cpu: ${cpu}, memory: 512 MiB, duration: exponential 30 min }
until: ${(PODS * 25) / 1000} s
`
}

/** CPU seconds of the command, start-up included. */
function costOf(text: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-kubernetes-'))
  try {
    writeFileSync(join(folder, 'pods.yaml'), text)
    const args = [command, 'run', 'pods.yaml', '--no-charts', '--quiet', '--fresh', '--workers', '1']
    return cpuMilliseconds(args, folder) / 1000
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `decision`: CPU microseconds of one alone. */
export function wholeRuns(decision: number): Measurement[] {
  const where = '50 000 pods on 5 000 nodes'
  const costs = (text: string, rounds: number) => Array.from({ length: rounds }, () => costOf(text))
  const fitting = costs(experiment('kubernetes-1.34', 0.25), ROUNDS)
  const alone = (decision * PODS) / 1e6
  return [
    figure(`switchyard run, ${where}`, 'CPU-s', fitting),
    figure(
      'the same, in multiples of its decisions alone',
      '× floor',
      fitting.map(cost => cost / alone),
    ),
    figure(
      `switchyard run, ${where}, each of a Job of its own`,
      'CPU-s',
      costs(experiment('kubernetes-controllers', 0.25), 1),
    ),
    figure(
      `switchyard run, ${where} that have room for 20 000`,
      'CPU-s',
      costs(experiment('kubernetes-1.34', 8), 1),
    ),
  ]
}
