import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { progressView } from '../../cli/progress.ts'

/** A stream that is no terminal and remembers what was written to it. */
function log() {
  const lines: string[] = []
  const stream = { isTTY: false, write: (text: string) => lines.push(text) } as unknown as NodeJS.WriteStream
  return { stream, lines }
}

describe('progress in a log', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is a line every 15 s at most, with the time that is left at this pace', async () => {
    const { stream, lines } = log()
    const view = await progressView(stream, false)
    view.show({ done: 0, total: 100, kept: 0 })
    vi.setSystemTime(10_000)
    view.show({ done: 1, total: 100, kept: 0 })
    // 2 runs in 20 s leave 98 runs of 10 s each: 980 s, 17 minutes when rounded up.
    vi.setSystemTime(20_000)
    view.show({ done: 2, total: 100, kept: 0 })
    vi.setSystemTime(30_000)
    view.show({ done: 3, total: 100, kept: 0 })
    vi.setSystemTime(40_000)
    view.show({ done: 100, total: 100, kept: 0 })
    view.end()
    expect(lines).toEqual(['2 of 100 runs, about 17 min left.\n'])
  })

  it('counts what was finished before, and not as pace', async () => {
    const { stream, lines } = log()
    const view = await progressView(stream, false)
    view.show({ done: 50, total: 100, kept: 50 })
    // 1 run in 20 s leaves 49 runs: 980 s.
    vi.setSystemTime(20_000)
    view.show({ done: 51, total: 100, kept: 50 })
    expect(lines).toEqual(['50 of 100 runs are finished already.\n', '51 of 100 runs, about 17 min left.\n'])
  })

  it('is silent when told to be', async () => {
    const { stream, lines } = log()
    const view = await progressView(stream, true)
    view.show({ done: 50, total: 100, kept: 50 })
    vi.setSystemTime(60_000)
    view.show({ done: 60, total: 100, kept: 50 })
    view.end()
    expect(lines).toEqual([])
  })
})
