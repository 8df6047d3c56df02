import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cachedDataVersionTag } from 'node:v8'
import { describe, expect, test } from 'vitest'
import { packageRoot } from '../../bench/run/package.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const piece = 'dist/command/one-piece.js'
const cache = `dist/code-cache/${cachedDataVersionTag()}`

/** Whether npm's `prepare` builds a small project whose sources are written now, and what is built at these times. */
function builds(written: Readonly<Record<string, number>>): boolean {
  const root = temporaryFolder()
  for (const folder of ['bin', 'build', 'sim', 'test', 'dist/command', 'dist/code-cache'])
    mkdirSync(join(root, folder), { recursive: true })
  copyFileSync(join(packageRoot, 'build/prepare.mjs'), join(root, 'build/prepare.mjs'))
  writeFileSync(join(root, 'sim/engine.ts'), '')
  for (const [file, inSeconds] of Object.entries(written)) {
    const time = Date.now() / 1000 + inSeconds
    writeFileSync(join(root, file), '')
    utimesSync(join(root, file), time, time)
  }
  // Stands for npm, and leaves a mark where it is to build.
  writeFileSync(join(root, 'bin/npm'), '#!/bin/sh\necho "$@" >built\n', { mode: 0o755 })
  const env = { ...process.env, PATH: `${join(root, 'bin')}:${process.env['PATH']}` }
  execFileSync(process.execPath, [join(root, 'build/prepare.mjs')], { env })
  return existsSync(join(root, 'built'))
}

describe('npm prepares the package', () => {
  test('by a build where there is none, as in a new clone', () => {
    expect(builds({})).toBe(true)
  })

  test('by nothing where all that is built is newer than the sources, as before the first npx', () => {
    expect(builds({ [piece]: 60, [cache]: 60 })).toBe(false)
  })

  test('by a build where a source is newer than what is built', () => {
    expect(builds({ [piece]: -60, [cache]: 60 })).toBe(true)
    expect(builds({ [piece]: 60, [cache]: -60 })).toBe(true)
  })

  test('by a build where another Node built', () => {
    expect(builds({ [piece]: 60, 'dist/code-cache/1': 60 })).toBe(true)
  })

  test('by a build after a source was written that keeps an old date', () => {
    expect(builds({ [piece]: -30, [cache]: -30, 'sim/older.ts': -60 })).toBe(true)
  })
})
