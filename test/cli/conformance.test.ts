import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { switchyard } from './command.ts'

/** a holds 1 of 4 cores and b nothing, so b is next; the second case is wrong about that, the third asks nobody. */
function threeCases(): string {
  const folder = temporaryFolder()
  const steps = [
    { op: 'addAgent', agent: 'm', total: { cpus: 4 } },
    ...['a', 'b'].flatMap(client => [
      { op: 'add', client },
      { op: 'activate', client },
    ]),
    { op: 'allocated', client: 'a', agent: 'm', resources: { cpus: 1 } },
    { op: 'sort' },
  ]
  const input = { sorter: 'drf', steps }
  const cases = [
    { id: 'right', input, expected: [['b', 'a']] },
    { id: 'wrong', input, expected: [['a', 'b']] },
    { id: 'nobody', system: 'toaster', input: {}, expected: 1 },
  ]
  writeFileSync(join(folder, 'cases.json'), JSON.stringify({ system: 'sorter', cases }))
  return folder
}

describe('switchyard conformance', () => {
  it('says what passed, what failed and how, and what it cannot ask', async () => {
    const { code, stdout, stderr } = await switchyard(threeCases(), 'conformance', 'cases.json')
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(stdout).toBe(`cases.json: 1 passed, 1 failed, 1 unsupported
  wrong failed: [0][0]: found "b", expected "a"
    expected  [["a","b"]]
    found     [["b","a"]]
  1 unsupported: The system 'toaster' is not modelled.

1 passed, 1 failed, 1 unsupported
`)
  })

  it('ends well when only what is allowed to is unsupported', async () => {
    const folder = temporaryFolder()
    writeFileSync(
      join(folder, 'c.json'),
      JSON.stringify({ system: 'toaster', cases: [{ id: 1, expected: 1 }] }),
    )
    expect((await switchyard(folder, 'conformance', '.')).code).toBe(1)
    const { code, stdout } = await switchyard(folder, 'conformance', '.', '--allow-unsupported')
    expect(code).toBe(0)
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 0 failed, 1 unsupported')
  })

  it('prints an object for each case with --json', async () => {
    const { stdout } = await switchyard(threeCases(), 'conformance', 'cases.json', '--json')
    const [right, wrong, nobody] = JSON.parse(stdout)
    expect(right).toEqual({
      file: 'cases.json',
      id: 'right',
      system: 'sorter',
      status: 'passed',
      expected: [['b', 'a']],
      found: [['b', 'a']],
      reason: null,
    })
    expect(wrong).toMatchObject({ status: 'failed', found: [['b', 'a']] })
    expect(nobody).toMatchObject({ status: 'unsupported', system: 'toaster', found: null })
  })

  it('answers a path that does not exist with a sentence', async () => {
    const { code, stderr } = await switchyard(temporaryFolder(), 'conformance', 'nowhere')
    expect(code).toBe(2)
    expect(stderr).toBe('nowhere: found no such file or folder, expected cases; correct the path\n')
  })
})
