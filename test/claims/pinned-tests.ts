/** Runs the tests that claims name, all at once, and says how each ended. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Outcome } from './check.ts'
import type { Tested } from './claim.ts'

interface Ended {
  readonly file: string
  readonly fullName: string
  readonly status: 'passed' | 'failed' | 'skipped' | 'pending' | 'todo'
  readonly failureMessages: readonly string[]
}

/** Runs them with vitest; what vitest says goes to stderr. */
export function runPinned(tests: readonly Tested[]): Outcome {
  const ended = tests.length === 0 ? [] : run(tests)
  return ({ file, title }) => {
    const mine = ended.filter(each => each.file === file && each.fullName.includes(title))
    const bad = mine.find(({ status }) => status === 'failed')
    if (bad !== undefined) {
      const [message = ''] = bad.failureMessages[0]?.split('\n') ?? []
      return { status: 'failed', says: `${file}, "${bad.fullName}" failed: ${message}` }
    }
    if (mine.some(({ status }) => status === 'passed')) return { status: 'passed', says: `${file} passed` }
    if (mine.length > 0)
      return { status: 'skipped', says: `${file}, "${title}" is skipped where ../shared is absent` }
    return { status: 'failed', says: `${file} ran no test with "${title}" in its name` }
  }
}

function run(tests: readonly Tested[]): Ended[] {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-claims-'))
  try {
    const out = join(folder, 'tests.json')
    const titles = [...new Set(tests.map(({ title }) => title))]
    const pattern = titles.map(title => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
    const files = [...new Set(tests.map(({ file }) => file))]
    const vitest = join('node_modules', 'vitest', 'vitest.mjs')
    const args = [
      vitest,
      'run',
      ...files,
      '-t',
      pattern,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${out}`,
    ]
    spawnSync(process.execPath, args, { stdio: ['ignore', 2, 'inherit'] })
    const { testResults } = JSON.parse(readFileSync(out, 'utf8')) as {
      testResults: readonly {
        readonly name: string
        readonly assertionResults: readonly Omit<Ended, 'file'>[]
      }[]
    }
    return testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.map(each => ({ ...each, file: relative(process.cwd(), name) })),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
