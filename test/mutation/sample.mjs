// Which share of all changes the tests notice, by a sample drawn with a seed; see Mutations in CONTRIBUTING.md.
// node test/mutation/sample.mjs COUNT SEED FOLDER…
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { commonTokens } from '@stryker-mutator/api/plugin'
import { createInstrumenter } from '@stryker-mutator/instrumenter'
import seedrandom from 'seedrandom'
import { createInjector } from 'typed-inject'
import { nameOf } from './drawn.mjs'

const [count, seed, ...folders] = process.argv.slice(2)
const configuration = JSON.parse(readFileSync('stryker.config.json', 'utf8'))
// Emptying a whole body is the change that is noticed most easily: left out, which can only lower the share.
const excludedMutations = [...configuration.mutator.excludedMutations, 'BlockStatement']
const quiet = { debug() {}, info() {}, warn() {}, isDebugEnabled: () => false, isInfoEnabled: () => false }

const sources = folders.flatMap(folder =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .sort()
    .map(name => ({
      name: `${folder}/${name}`,
      mutate: true,
      content: readFileSync(`${folder}/${name}`, 'utf8'),
    })),
)
const { mutants } = await createInjector()
  .provideValue(commonTokens.logger, quiet)
  .injectFunction(createInstrumenter)
  .instrument(sources, { plugins: null, excludedMutations, ignorers: [], noHeader: true })

const changes = mutants.filter(({ status }) => status !== 'Ignored')
const chance = seedrandom(seed)
const drawn = new Map()
while (drawn.size < Math.min(Number(count), changes.length)) {
  const mutant = changes[Math.floor(chance() * changes.length)]
  drawn.set(mutant.id, mutant)
}

// Stryker counts columns from 0, and wants the end that a range includes.
const range = ({ fileName, location: { start, end } }) =>
  `${fileName}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`
mkdirSync('.stryker-tmp', { recursive: true })
console.log(`${drawn.size} of ${changes.length} changes in ${sources.length} files are tried.`)

// The tests that mirror the tree are quick and notice most; only what they do not notice is asked of all others, too.
const mirrors = folders.map(folder => `test/${folder}/**/*.test.ts`).join(' ')
const verdicts = new Map()
let open = [...drawn.values()]
for (const tests of process.env.TESTS === undefined ? [mirrors, undefined] : [process.env.TESTS]) {
  for (const [name, verdict] of verdictsOn(open, tests)) verdicts.set(name, verdict)
  open = open.filter(mutant => verdicts.get(nameOf(mutant)) !== 'Killed')
  console.log(`${drawn.size - open.length} of ${drawn.size} are noticed by ${tests ?? 'all tests'}.`)
  if (open.length === 0) break
}

const counts = {}
for (const mutant of drawn.values()) {
  const name = nameOf(mutant)
  const verdict = verdicts.get(name) ?? 'not found'
  counts[verdict] = (counts[verdict] ?? 0) + 1
  if (verdict !== 'Killed') console.log(`${verdict}: ${name}`)
}
console.log(JSON.stringify(counts))
const { Killed = 0, Timeout = 0, Survived = 0, NoCoverage = 0 } = counts
const noticed = Killed + Timeout
const [low, high] = wilson(noticed, noticed + Survived + NoCoverage)
console.log(
  `${noticed} of ${noticed + Survived + NoCoverage} were noticed: between ${low} and ${high} % of all (95 %).`,
)

/** What becomes of the changes under the tests, by name; undefined: under all. */
function verdictsOn(tried, tests) {
  writeFileSync('.stryker-tmp/drawn.json', JSON.stringify(tried.map(mutant => nameOf(mutant))))
  writeFileSync(
    '.stryker-tmp/sample.json',
    JSON.stringify({
      ...configuration,
      mutator: { excludedMutations },
      plugins: [...configuration.plugins, './test/mutation/drawn.mjs'],
      checkers: ['drawn'],
      reporters: ['verdicts', 'json'],
      drawn: '.stryker-tmp/drawn.json',
      // On a busy machine a slow test is not a test that never ends.
      timeoutMS: 60_000,
      dryRunTimeoutMinutes: 60,
      mutate: [...new Set(tried.map(range))],
    }),
  )
  const { status } = spawnSync(
    'test/mutation/node_modules/.bin/stryker',
    ['run', '.stryker-tmp/sample.json'],
    {
      stdio: 'inherit',
      env: { ...process.env, ...(tests !== undefined && { TESTS: tests }) },
    },
  )
  if (status !== 0) process.exit(status)
  const { files } = JSON.parse(readFileSync('.stryker-tmp/mutation.json', 'utf8'))
  const ours = new Set(tried.map(mutant => nameOf(mutant)))
  return Object.entries(files)
    .flatMap(([fileName, { mutants }]) =>
      mutants.map(mutant => [nameOf({ ...mutant, fileName }, 0), mutant.status]),
    )
    .filter(([name]) => ours.has(name))
}

/** Wilson's interval of a share, in percent (Journal of the American Statistical Association 22, 1927). */
function wilson(hits, count) {
  const z = 1.96
  const middle = (hits + (z * z) / 2) / (count + z * z)
  const half = (z / (count + z * z)) * Math.sqrt((hits * (count - hits)) / count + (z * z) / 4)
  return [middle - half, middle + half].map(share => (100 * share).toFixed(1))
}
