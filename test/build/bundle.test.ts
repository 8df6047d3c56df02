import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PAGE_SCRIPT, pageScript } from '../../reports/page/bundle.ts'
import { hashesOf, temporaryFolder } from '../temporary-folder.ts'

describe('the built command', () => {
  it('carries the script of the page as the sources bundle it', () => {
    expect(readFileSync(join('dist/command', PAGE_SCRIPT), 'utf8')).toBe(pageScript())
  })

  it('is the same bytes when it is built again in another folder', () => {
    const folder = temporaryFolder()
    cpSync('dist', join(folder, 'dist'), { recursive: true })
    cpSync('package.json', join(folder, 'package.json'))
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
    execFileSync(process.execPath, [join(folder, 'dist/build/bundle.js')])
    expect(hashesOf(join(folder, 'dist/command'))).toEqual(hashesOf('dist/command'))
  })

  it('holds of zod what is used, and not its messages in fifty languages', () => {
    // `import { z }` takes the whole package into the command; `import * as z` does not.
    const parts = readdirSync('dist/command').map(file => readFileSync(join('dist/command', file), 'utf8'))
    expect(parts.filter(text => text.includes('Ungültige Eingabe'))).toEqual([])
    // Once in the files, once in the one piece.
    expect(parts.filter(text => text.includes('Invalid input'))).toHaveLength(2)
  })
})
