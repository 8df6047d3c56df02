import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { ExperimentError } from '../../../bench/experiment/faults.ts'
import { readExperiment } from '../../../bench/experiment/read.ts'
import { folderWith } from './given.ts'

type Path = (string | number)[]

/** Every place of a value where something can be put. */
function placesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [
    path,
    ...Object.entries(value).flatMap(([key, part]) =>
      placesOf(part, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ]
}

function put(whole: unknown, path: Path, value: unknown): unknown {
  if (path.length === 0) return value
  let holder = whole as Record<string | number, unknown>
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>
  holder[path.at(-1)!] = value
  return whole
}

const anything = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    -1,
    1e300,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '',
    ' ',
    '10 s',
    '64 GiB',
    'never',
    '*',
    'built-in',
  ),
  fc.constantFrom(
    [],
    {},
    [[]],
    [null],
    [1, 1],
    ['a', 'b'],
    { a: 1 },
    [{ a: 1 }],
    { exponential: '1 s' },
    '__proto__',
    'constructor',
  ),
  fc.string({ maxLength: 5 }),
  fc.double(),
)

const files = ['four-architectures', 'replay', 'backfilling', 'hosting'].map(name => `examples/${name}.yaml`)

test('whatever stands anywhere in an experiment, it is planned or its faults are told', async () => {
  const folder = folderWith({
    'log.swf': '; MaxProcs: 10\n1 0 -1 60 2 -1 -1 2 100 -1 1 1 1 -1 -1 -1 -1 -1\n',
  })
  let faulty = 0
  let sound = 0
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...files), fc.nat(), anything, async (file, where, value) => {
      const whole = parse(readFileSync(file, 'utf8'), { merge: true })
      const places = placesOf(whole)
      const text = stringify(put(whole, places[where % places.length]!, value))
      const path = `${folder}/x.yaml`
      const { writeFileSync } = await import('node:fs')
      writeFileSync(path, text)
      const options = file.endsWith('replay.yaml') ? { trace: `${folder}/log.swf` } : {}
      try {
        const { runs } = await readExperiment(path, options)
        expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length)
        sound++
      } catch (error) {
        if (!(error instanceof ExperimentError)) throw error
        expect(error.faults.length).toBeGreaterThan(0)
        for (const { sentence } of error.faults) expect(sentence).toMatch(/^(found|.*: found) /)
        faulty++
      }
    }),
    { numRuns: 300, seed: 7 },
  )
  expect(faulty).toBeGreaterThan(100)
  expect(sound).toBeGreaterThan(10)
})
