import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { cachedDataVersionTag } from 'node:v8'
import { Script } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { hashesOf, temporaryFolder } from '../temporary-folder.ts'
import { plainEnvironment, writeExperiment } from './command.ts'

/** Runs the small experiment with these flags of Node; what it wrote. */
function written(flags: readonly string[]): Record<string, string> {
  const folder = temporaryFolder()
  writeExperiment(folder)
  const args = [...flags, resolve('cli/switchyard.mjs'), 'run', 'small.yaml', '--quiet', '--out', 'out']
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    env: plainEnvironment,
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return hashesOf(join(folder, 'out'))
}

describe('the command in one piece', () => {
  it('writes the same bytes as the command in few files', () => {
    // A flag of V8 changes its tag, so that what was compiled without it is not used.
    expect(written(['--expose-gc'])).toEqual(written([]))
  })

  const cache = join('dist', 'code-cache', String(cachedDataVersionTag()))
  it.skipIf(!existsSync(cache))('is taken by V8 as it was compiled, for the Node that built it', () => {
    const script = new Script(readFileSync('dist/command/one-piece.js', 'latin1'), {
      cachedData: readFileSync(cache),
    })
    expect(script.cachedDataRejected).toBe(false)
  })

  it('has modules of one shape, so that V8 makes none for each', () => {
    const piece = readFileSync('dist/command/one-piece.js', 'latin1')
    const wrapped = piece.match(/__(esm|commonJS)\(\{[^(]{1,200}\(/g) ?? []
    expect(wrapped.length).toBeGreaterThan(500)
    expect(new Set(wrapped)).toEqual(new Set(['__esm({module(', '__commonJS({module(']))
  })

  it('calls nothing that a script has not: no import() of its own', () => {
    expect(readFileSync('dist/command/one-piece.js', 'latin1')).not.toMatch(/\bawait import\(/)
  })
})
