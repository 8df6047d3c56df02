/**
 * What the documentation shows is run, and what it prints is compared.
 *
 * - ```console with lines `$ command`: each command runs in a shell, in an empty folder that holds the project's
 *   folders under their names; the lines up to the next `$` are what it must print. A line `…` stands for any lines,
 *   `…` inside a line for any text. Blocks without a `$`, and ```console not-run, are left alone.
 * - ```ts run: runs as a file in the same folder; the next ```output block is what it must print.
 * - any block with `file=NAME` is written to that name first, for the commands after it.
 *
 * The blocks of a page run in order, and all pages in one folder, in the order in which docs/README.md names them: so a
 * reader has them, whose results of one page must not stand in the way of another.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Block, blocksOf, commandsOf, fileName, type Step, scriptName } from './blocks.ts'

/** What is to be done for a page: files to write, and commands with their expected output, in order. */
function stepsOf(page: string): { readonly files: readonly Block[]; readonly steps: readonly Step[] } {
  const blocks = blocksOf(readFileSync(page, 'utf8'))
  const steps = blocks.flatMap((block, index): Step[] => {
    if (block.words.includes('not-run')) return []
    if (block.language === 'console') return commandsOf(block)
    if (block.language !== 'ts' || !block.words.includes('run')) return []
    const output = blocks[index + 1]
    const expected = output?.language === 'output' ? output.text : undefined
    return [{ line: block.line, title: 'the program', command: `tsx ./${scriptName(block)}`, expected }]
  })
  return { files: blocks.filter(block => fileName(block) !== undefined), steps }
}

/** True when `actual` is what `expected` says, with `…` for what may differ. */
export function matches(actual: string, expected: string): boolean {
  const pattern = expected
    .trimEnd()
    .split('\n')
    .map(line => {
      if (line.trim() === '…') return '(?:[^\\n]*\\n)*?'
      return `${line.trimEnd().split('…').map(escaped).join('[^\\n]*?')}[ \\t]*\\n`
    })
    .join('')
  return new RegExp(`^${pattern}$`).test(`${actual.trimEnd()}\n`)
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Runs what the pages show, one test a command, in one folder. */
export function runPages(pages: readonly string[]): void {
  const root = process.cwd()
  let sandbox = ''

  beforeAll(() => {
    sandbox = mkdtempSync(join(tmpdir(), 'switchyard-docs-'))
    const folders = [
      'sim',
      'policies',
      'systems',
      'workloads',
      'reports',
      'bench',
      'cli',
      'examples',
      'docs',
      'dist',
      'node_modules',
    ]
    for (const folder of folders) symlinkSync(join(root, folder), join(sandbox, folder))
    symlinkSync(join(root, 'package.json'), join(sandbox, 'package.json'))
    mkdirSync(join(sandbox, '.bin'))
    const command = `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'cli/switchyard.mjs')}' "$@"\n`
    writeFileSync(join(sandbox, '.bin/switchyard'), command, { mode: 0o755 })
  })
  afterAll(() => rmSync(sandbox, { recursive: true, force: true }))

  describe.each(pages)('%s', page => {
    const { files, steps } = stepsOf(page)

    beforeAll(() => {
      for (const block of files) {
        const path = join(sandbox, fileName(block)!)
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(path, `${block.text}\n`)
      }
    })

    it('has its fences closed', () => {
      expect(readFileSync(page, 'utf8').match(/^\s*`{3,}/gm)?.length ?? 0).toSatisfy(
        fences => fences % 2 === 0,
      )
    })

    // Pages without anything to run have no such tests; one test a command keeps failures readable.
    for (const { line, title, command, expected } of steps) {
      it(`line ${line}: ${title}`, () => {
        const path = [join(sandbox, '.bin'), join(root, 'node_modules/.bin'), process.env['PATH']].join(
          delimiter,
        )
        const done = spawnSync('bash', ['-c', `${command}\n`], {
          cwd: sandbox,
          env: { ...process.env, PATH: path, NO_COLOR: '1', FORCE_COLOR: undefined },
          encoding: 'utf8',
        })
        const printed = done.stdout + done.stderr
        if (expected === undefined) expect(done.status, printed).toBe(0)
        // Compared as text first when they do not match, so that the difference is shown.
        else if (!matches(printed, expected)) expect(printed.trimEnd()).toBe(expected.trimEnd())
      })
    }
  })
}
