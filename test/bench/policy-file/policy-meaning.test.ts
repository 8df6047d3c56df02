import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadPolicyFile } from '../../../bench/policy-file/policy-file.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

async function hashOf(text: string, name = 'mine.ts', folder = temporaryFolder()): Promise<string> {
  writeFileSync(join(folder, name), text)
  return (await loadPolicyFile(join(folder, name))).hash
}

const policy = `import { sign } from './sign.ts'
export const order = { name: 'mine', compare: (a: number, b: number) => sign * (a - b) }
`

describe('the hash of a policy', () => {
  const written = async (text: string, name = 'mine.ts', sign = 'export const sign = 1\n') => {
    const folder = join(temporaryFolder(), 'deep')
    mkdirSync(folder)
    writeFileSync(join(folder, 'sign.ts'), sign)
    return hashOf(text, name, folder)
  }

  it('is that of what it does, not of its comments, layout, types or place', async () => {
    const hash = await written(policy)
    expect(await written(policy)).toBe(hash)
    expect(await written(`/** What it is for. */\n/*! A licence. */\n${policy}`)).toBe(hash)
    expect(await written(policy.replace('sign * (a - b)', '\n    sign * (a   - b)'))).toBe(hash)
    expect(await written(policy.replaceAll(': number', ''))).toBe(hash)
    expect(await written(policy, 'mine.ts', '// A remark.\nexport const sign = 1\n')).toBe(hash)
  })

  it('changes with what it does, also where an imported file does it', async () => {
    const hash = await written(policy)
    expect(await written(policy.replace('a - b', 'b - a'))).not.toBe(hash)
    expect(await written(policy.replace("'mine'", "'yours'"))).not.toBe(hash)
    expect(await written(policy, 'mine.ts', 'export const sign = -1\n')).not.toBe(hash)
  })
})
