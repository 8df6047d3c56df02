import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const { takeOutside } = createRequire(import.meta.url)('./fence.cjs') as { takeOutside(): string[] }
const above = resolve('..')
const stranger = join(above, 'package.json')

/** Runs a line of JavaScript in a process of its own, as tests run the command. */
function child(line: string) {
  const { status, stderr } = spawnSync(process.execPath, ['-e', line], { encoding: 'utf8' })
  return { status, stderr }
}

describe('the fence around the tests', () => {
  it('refuses to read what lies outside, and remembers it for the verdict', async () => {
    expect(() => readFileSync(stranger)).toThrow(/package\.json was to be read by a test/)
    expect(() => readdirSync(above)).toThrow(/was to be read by a test/)
    await expect(readFile(stranger)).rejects.toThrow(/was to be read by a test/)
    expect(takeOutside()).toEqual([stranger, above, stranger])
  })

  it('fails a process that a test started, also where it catches the error', () => {
    const line = `try { require('node:fs').readFileSync(${JSON.stringify(stranger)}) } catch {}`
    expect(child(line)).toEqual({
      status: 97,
      stderr: `Read outside of what a test may read: ${stranger}\n`,
    })
  })

  it('lets the clone and the temporary folder be read', () => {
    expect(readFileSync('package.json', 'utf8')).toContain('"name"')
    expect(readdirSync(tmpdir())).toBeInstanceOf(Array)
    expect(child("require('node:fs').readFileSync('package.json')")).toEqual({ status: 0, stderr: '' })
  })

  it('gives the tests an empty home and a temporary folder of their own', () => {
    expect(readdirSync(homedir())).toEqual([])
    expect(existsSync(join(tmpdir(), 'package.json'))).toBe(false)
    expect(tmpdir().startsWith(process.env['SWITCHYARD_TEST_FOLDER']!)).toBe(true)
  })
})
