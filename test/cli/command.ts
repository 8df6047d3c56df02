/**
 * The command as a user calls it: a process of its own, the compiled files, a folder to work in.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const bin = resolve('cli/switchyard.mjs')

/**
 * The environment without colours, in which Node 22 and later say nothing of their own: NO_COLOR beside any FORCE_COLOR,
 * also an empty one, makes them print a warning, and vitest sets FORCE_COLOR.
 */
export const plainEnvironment: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined }

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Called extends Promise<Finished> {
  readonly child: ChildProcess
}

/** Calls `switchyard` with arguments in a folder. */
export function switchyard(cwd: string, ...args: readonly string[]): Called {
  return called(cwd, {}, args)
}

/** The same with environment variables. */
export function called(cwd: string, env: Record<string, string>, args: readonly string[]): Called {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd,
    env: { ...plainEnvironment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', chunk => {
    stdout += chunk
  })
  child.stderr.on('data', chunk => {
    stderr += chunk
  })
  const finished = new Promise<Finished>((settle, reject) => {
    child.on('error', reject)
    child.on('close', code => settle({ code, stdout, stderr }))
  })
  return Object.assign(finished, { child })
}

/** Writes a small experiment into a folder: two systems, a few minutes of jobs on eight machines. */
export function writeExperiment(folder: string, seeds = 2): string {
  const path = join(folder, 'small.yaml')
  writeFileSync(
    path,
    `name: Small
question: Does the architecture matter on eight machines?
seeds: ${seeds}
system: [monolithic, shared-state]
machines: { count: 8, cpu: 4, memory: 8 GiB }
workload:
  jobs:
    interarrival: { exponential: 2 s }
    tasks: { uniform: { low: 1, high: 4 } }
    duration: { exponential: 20 s }
    memory: 512 MiB
warm-up: 30 s
until: 6 min
slices: 10
`,
  )
  return path
}
