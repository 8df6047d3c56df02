import { spawnSync } from 'node:child_process'

/** Seconds of CPU time, user and system, that a Node process and its threads take. Throws when it fails. */
export function cpuSecondsOf(args: readonly string[]): number {
  const script = 'TIMEFORMAT="%3U %3S"; time "$@" >/dev/null'
  const { status, stderr } = spawnSync('bash', ['-c', script, 'bash', process.execPath, ...args], {
    env: { ...process.env, LC_ALL: 'C' },
    encoding: 'utf8',
  })
  const times = /(\d+\.\d+) (\d+\.\d+)\s*$/.exec(stderr)
  if (status !== 0 || times === null) throw new Error(`node ${args.join(' ')} failed: ${stderr}`)
  return Number(times[1]) + Number(times[2])
}
