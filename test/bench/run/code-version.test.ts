import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { codeVersion, hashWithImports } from '../../../bench/run/code-version.ts'
import { compiledFile, packageRoot, version } from '../../../bench/run/package.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

function hashOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return hashWithImports(join(folder, 'a.js'), folder)
}

describe('the version of the code', () => {
  const files = { 'a.js': "import { b } from './b.js'\n", 'b.js': "export * from './c.js'\n", 'c.js': '1\n' }

  it('is that of the package, with a hash of what a worker loads', () => {
    expect(codeVersion()).toMatch(new RegExp(`^${version.replaceAll('.', '\\.')} [0-9a-f]{64}$`))
    expect(codeVersion()).toBe(
      `${version} ${hashWithImports(compiledFile('command/worker.js'), packageRoot)}`,
    )
  })

  it('is the same for the same code in another folder, whatever its line ends', () => {
    expect(hashOf(files)).toBe(hashOf(files))
    expect(hashOf({ ...files, 'c.js': '1\r\n' })).toBe(hashOf(files))
  })

  it('changes with a file that is imported by one that is imported, or only when needed, and with no other', () => {
    expect(hashOf({ ...files, 'c.js': '2\n' })).not.toBe(hashOf(files))
    const late = { ...files, 'a.js': "const b = await import('./b.js')\n" }
    expect(hashOf({ ...late, 'c.js': '2\n' })).not.toBe(hashOf(late))
    const required = { ...files, 'a.js': "const loaded = () => require('./c.js')\n" }
    expect(hashOf({ ...required, 'c.js': '2\n' })).not.toBe(hashOf(required))
    expect(hashOf({ ...files, 'd.js': '2\n' })).toBe(hashOf(files))
  })

  it('may go round in circles', () => {
    expect(hashOf({ 'a.js': "import './b.js'", 'b.js': "import './a.js'" })).toMatch(/^[0-9a-f]{64}$/)
  })
})
