import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WriteError, writeWhole } from '../../../bench/run/whole-file.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

/** A disk of 64 KiB, where this process may mount one. */
function tinyDisk(): string | undefined {
  const folder = join(temporaryFolder(), 'disk')
  mkdirSync(folder)
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status !== 0) return undefined
  onTestFinished(() => {
    spawnSync('umount', [folder])
  })
  return folder
}

describe('a file written whole', () => {
  it('replaces what was there, makes its folder, and leaves nothing else behind', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'deep', 'down', 'a.json')
    await writeWhole(path, 'first')
    await writeWhole(path, 'second')
    expect(readFileSync(path, 'utf8')).toBe('second')
    expect(readdirSync(join(folder, 'deep', 'down'))).toEqual(['a.json'])
  })

  it('is written from bytes as well', async () => {
    const path = join(temporaryFolder(), 'a.png')
    await writeWhole(path, Uint8Array.of(0x89, 0x50, 0, 255))
    expect([...readFileSync(path)]).toEqual([0x89, 0x50, 0, 255])
  })

  it('is refused where no folder can be made, instead of trying for ever', async context => {
    // Linux says of a new folder in /proc that /proc does not exist.
    if (!existsSync('/proc/self')) return context.skip('needs /proc')
    await expect(writeWhole('/proc/nowhere/a.json', 'text')).rejects.toThrow(WriteError)
  })

  it('is refused in a sentence where a file stands in the way of its folder', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'results'), '')
    const writing = writeWhole(join(folder, 'results', 'a.json'), 'text')
    await expect(writing).rejects.toThrow(
      /a part of this path is a file, not a folder\. Choose another folder with --out\./,
    )
  })

  it('may be written in pieces', async () => {
    const path = join(temporaryFolder(), 'pieces.txt')
    await writeWhole(
      path,
      (function* () {
        yield 'one, '
        yield ''
        yield 'two'
      })(),
    )
    expect(readFileSync(path, 'utf8')).toBe('one, two')
  })

  it('is not there at all when the disk fills up, and the old file still is', async context => {
    const disk = tinyDisk()
    if (disk === undefined) return context.skip('needs the right to mount a tmpfs')
    const path = join(disk, 'run.json')
    await writeWhole(path, 'old')
    const error = await writeWhole(path, 'x'.repeat(100_000)).catch(error => error)
    expect(error).toBeInstanceOf(WriteError)
    expect(error.message).toMatch(/the disk is full\. Nothing is half-written/)
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(readdirSync(disk)).toEqual(['run.json'])
    expect(existsSync(path)).toBe(true)
  })
})
