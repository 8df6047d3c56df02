/**
 * Mesos' first level and the schedulers on it, held to their own unit tests and to the examples of the DRF paper, through
 * `switchyard conformance`.
 */
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCases } from '../../conformance/cases.ts'
import { judge } from '../../conformance/judge.ts'

const files = [
  ...['sorter', 'allocator', 'drf-paper', 'metronome', 'chronos'].map(name => `dcos/${name}`),
  'others/kafka-mesos',
].map(name => `../shared/conformance/${name}.json`)

describe('the real systems answer as the models do', () => {
  it.skipIf(!files.every(file => existsSync(file))).each(files)('in %s', async file => {
    const judgements = (await Promise.all(readCases([file]).map(judge))).flat()
    expect(judgements.length).toBeGreaterThan(0)
    expect(judgements.filter(({ status }) => status !== 'passed')).toEqual([])
  })
})
