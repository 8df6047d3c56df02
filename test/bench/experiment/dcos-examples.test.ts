import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readExperiment } from '../../../bench/experiment/read.ts'

const folder = 'examples/dcos'
const examples = readdirSync(folder).filter(name => name.endsWith('.yaml'))

test.each(examples)(`${folder}/%s has no faults, and says what must come out`, async name => {
  const { hypotheses = [], question, runs } = await readExperiment(join(folder, name))
  expect(question).toMatch(/\?$/)
  expect(runs.length).toBeGreaterThan(0)
  expect(hypotheses.some(({ kind }) => kind === 'check')).toBe(true)
})

test('those with chance in them take twenty seeds or more, all others two', async () => {
  const seeds = await Promise.all(
    examples.map(async name => (await readExperiment(join(folder, name))).seeds.length),
  )
  expect([...new Set(seeds)].sort((a, b) => a - b)).toEqual([2, 20])
})
