/**
 * `switchyard explain` on a run of a million tasks, in multiples of the plain run: processes of their own, measured in turn.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { figure, type Measurement } from '../micro/measurement.ts'
import { packageRoot } from '../run/package.ts'
import { type Cost, costOfNode } from './node-process.ts'

/** Jobs of 10 tasks of a core every 0.864 s, a million tasks in a day; those of 240 s take 69 % of 4000 cores. */
const experiment = (duration: string, until: string) => `name: explaining
seeds: 1
system: [monolithic, offers]
machines: { count: 1000, cpu: 4, memory: 16 GiB }
workload: { jobs: { interarrival: exponential 864 ms, tasks: 10, duration: exponential ${duration}, memory: 1 GiB } }
until: ${until}
`

interface Case {
  readonly name: string
  readonly system: string
  readonly duration: string
  readonly until: string
  readonly asks: readonly string[]
  /** Multiples of the plain run, start-up of both included. */
  readonly target?: number
}

/** With tasks of 360 s there is more work, 104 %, than the machines can do, and jobs wait for minutes. */
const cases: readonly Case[] = [
  ...['monolithic', 'offers'].map(system => ({
    name: `${system}, 1 M tasks: explain --job`,
    system,
    duration: '240 s',
    until: '1d',
    asks: ['--job', '50000'],
    target: 1.5,
  })),
  ...['monolithic', 'offers'].map(system => ({
    name: `${system}, overloaded, 0.17 M tasks: explain --longest 10`,
    system,
    duration: '360 s',
    until: '4h',
    asks: ['--longest', '10'],
  })),
]

/** CPU time of each, in multiples of the plain run. */
export async function measureExplaining(rounds: number): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-explaining-'))
  try {
    return cases.flatMap(({ name, system, duration, until, asks, target }) => {
      writeFileSync(join(folder, 'run.yaml'), experiment(duration, until))
      const command = join(packageRoot, 'cli', 'switchyard.mjs')
      const explained: Cost[] = []
      const plain: Cost[] = []
      for (let round = 0; round < rounds; round++) {
        explained.push(
          costOfNode([command, 'explain', 'run.yaml', '--system', system, ...asks, '--quiet'], folder),
        )
        plain.push(
          costOfNode(
            [join(packageRoot, 'dist', 'bench', 'macro', 'plain-run.js'), 'run.yaml', system],
            folder,
          ),
        )
      }
      const ratios = explained.map((cost, i) => cost.cpuSeconds / plain[i]!.cpuSeconds)
      const seconds = (costs: readonly Cost[]) => costs.map(({ cpuSeconds }) => cpuSeconds)
      return [
        figure(name, '× floor', ratios, target),
        figure('  explained', 'CPU-s', seconds(explained)),
        figure('  the plain run', 'CPU-s', seconds(plain)),
      ]
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
