import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { renderTraceInfo, traceInfo } from '../../workloads/trace-info.ts'
import { swfLine } from '../workloads/traces/logs.ts'
import { switchyard } from './command.ts'

const folder = mkdtempSync(join(tmpdir(), 'switchyard-'))
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, content: string): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

const good = `; MaxProcs: 4\n${swfLine({ id: 1, submit: 0, run: 10, allocated: 2 })}`

describe('switchyard trace info', () => {
  it('is what trace alone means', async () => {
    write('short.swf', good)
    const short = await switchyard(folder, 'trace', 'short.swf')
    expect(short).toEqual(await switchyard(folder, 'trace', 'info', 'short.swf'))
    expect(short.code).toBe(0)
  })

  it('describes a trace as text, or as one JSON document', async () => {
    const info = await traceInfo(write('good.swf', good))
    const text = await switchyard(folder, 'trace', 'info', 'good.swf')
    expect(text).toEqual({
      code: 0,
      stdout: renderTraceInfo({ ...info, file: 'good.swf' }),
      stderr: '',
    })
    const json = await switchyard(folder, 'trace', 'info', '--json', 'good.swf')
    expect(json.code).toBe(0)
    expect(JSON.parse(json.stdout)).toEqual({ ...info, file: 'good.swf' })
  })

  it('describes a trace that a replay would refuse, and ends with code 2', async () => {
    write('bad.swf', `${good}1 2 3\n`)
    const { code, stdout, stderr } = await switchyard(folder, 'trace', 'info', 'bad.swf')
    expect([code, stderr]).toEqual([2, ''])
    expect(stdout).toContain(
      "Lines that cannot be read: 1\n  bad.swf:3: found 3 fields, expected 18: '1 2 3'\n",
    )
  })

  it('says in a sentence, with code 2, what is wrong with a file that is no trace', async () => {
    expect(await switchyard(folder, 'trace', 'info', 'gone.swf')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'gone.swf: found no such file, expected a trace that can be read\n',
    })
  })
})
