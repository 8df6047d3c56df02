import { describe, expect, it } from 'vitest'
import { Interrupted } from '../../bench/run/interrupted.ts'
import { RunsFailed } from '../../bench/run/runs-failed.ts'
import { WriteError } from '../../bench/run/whole-file.ts'
import { endingOf } from '../../cli/exit.ts'
import { SwitchyardError } from '../../sim/errors.ts'

describe('the end of a command', () => {
  it.each([
    [new SwitchyardError('a.yaml:3: wrong.'), 2, 'a.yaml:3: wrong.'],
    [new Interrupted('Stopped after 1 of 2 runs.'), 130, 'Stopped after 1 of 2 runs.'],
    [new WriteError('a.json could not be written.'), 1, 'a.json could not be written.'],
    [new RunsFailed([{ id: 'a', message: 'order threw.' }], 1), 1, '1 of 1 run failed.\n  a: order threw.'],
  ])('tells a user what can be mended, without a stack trace: %s', (error, code, message) => {
    expect(endingOf(error, false)).toEqual({ code, message })
  })

  it('asks for a report when the fault is Switchyard’s own', () => {
    const { code, message } = endingOf(new TypeError('x is undefined'), false)
    expect(code).toBe(1)
    expect(message).toMatch(
      /^Internal error: x is undefined\nThis is a fault of Switchyard, not of your input\. Please report it/,
    )
    expect(message).not.toMatch(/\n {4}at /)
  })

  it('asks for a report when a run failed by a fault of Switchyard’s own, and shows where under debug', () => {
    const error = new RunsFailed(
      [{ id: 'a', message: 'x is undefined', stack: 'TypeError\n    at engine.ts:1' }],
      2,
    )
    const { code, message } = endingOf(error, false)
    expect(code).toBe(1)
    expect(message).toMatch(
      /^1 of 2 runs failed; the other one is finished and kept\.\n {2}a: x is undefined\nThis is a fault of Switchyard/,
    )
    expect(message).not.toMatch(/engine\.ts/)
    expect(endingOf(error, true).message).toMatch(/\n {4}at engine\.ts:1/)
  })
})
