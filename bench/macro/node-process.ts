import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { packageRoot } from '../run/package.ts'

/** What a process cost: user and system time of all its threads, and the most memory that it had. */
export interface Cost {
  readonly cpuSeconds: number
  readonly memoryMB: number
  /** What it printed. */
  readonly output: string
}

const hook = pathToFileURL(join(packageRoot, 'dist', 'bench', 'macro', 'report-cost.js')).href

/** Runs Node with these arguments in the folder. Throws when it fails. */
export function costOfNode(args: readonly string[], folder: string): Cost {
  const file = join(folder, 'cost.json')
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', hook, ...args], {
    cwd: folder,
    env: { ...process.env, SWITCHYARD_COST: file },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`node ${args.join(' ')} failed: ${stderr}`)
  return { ...(JSON.parse(readFileSync(file, 'utf8')) as Omit<Cost, 'output'>), output: stdout }
}
