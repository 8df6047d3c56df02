/**
 * Compiles the package once before the tests that need it: worker threads and the command run from dist/.
 */
import { execFileSync } from 'node:child_process'
import type { TestProject } from 'vitest/node'
import { staleBuild } from '../bench/run/package.ts'

/** Tests that run compiled files; asked for others only (`vitest run test/sim`), there is nothing to compile. */
const needBuild = ['bench/run', 'bench/micro', 'build/', 'cli', 'docs', 'examples', 'package']

export default function setup(project: TestProject): void {
  const asked = process.argv.slice(2).filter(word => word.includes('test/'))
  const isNeeded =
    asked.length === 0 || asked.some(file => needBuild.some(part => file.includes(`test/${part}`)))
  const fault = isNeeded ? staleBuild() : undefined
  if (fault === undefined) return
  project.vitest.logger.log(`Compiling with npm run build: ${fault}.`)
  try {
    execFileSync('npm', ['run', 'build'], { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    // Type errors do not keep the compiler from writing files; tests then say what they are worth, `npm run check` fails.
    project.vitest.logger.error(`npm run build failed:\n${stdout}${stderr}`)
  }
}
