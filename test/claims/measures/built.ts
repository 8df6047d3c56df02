import { execFileSync } from 'node:child_process'
import { staleBuild } from '../../../bench/run/package.ts'

/** Sees to it that what is measured are the compiled files of the sources that are here. */
export function built(): void {
  if (staleBuild() !== undefined)
    execFileSync('npm', ['run', 'build'], { stdio: ['ignore', 'pipe', 'inherit'] })
}
