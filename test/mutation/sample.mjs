// Which share of all changes the tests notice, by a sample drawn with a seed; see Mutations in CONTRIBUTING.md.
// node test/mutation/sample.mjs COUNT SEED FOLDER…
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { commonTokens } from '@stryker-mutator/api/plugin'
import { createInstrumenter } from '@stryker-mutator/instrumenter'
import seedrandom from 'seedrandom'
import { createInjector } from 'typed-inject'

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

const chance = seedrandom(seed)
const drawn = new Map()
while (drawn.size < Math.min(Number(count), mutants.length)) {
  const mutant = mutants[Math.floor(chance() * mutants.length)]
  drawn.set(mutant.id, mutant)
}

// Stryker counts columns from 0, and wants the end that a range includes.
const range = ({ fileName, location: { start, end } }) =>
  `${fileName}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`
mkdirSync('.stryker-tmp', { recursive: true })
writeFileSync(
  '.stryker-tmp/sample.json',
  JSON.stringify({
    ...configuration,
    mutator: { excludedMutations },
    // On a busy machine a slow test is not a test that never ends.
    timeoutMS: 60_000,
    mutate: [...new Set([...drawn.values()].map(range))],
  }),
)
console.log(`${drawn.size} of ${mutants.length} changes in ${sources.length} files are tried.`)
const { status } = spawnSync('test/mutation/node_modules/.bin/stryker', ['run', '.stryker-tmp/sample.json'], {
  stdio: 'inherit',
})
if (status !== 0) process.exit(status)

const { files } = JSON.parse(readFileSync('.stryker-tmp/mutation.json', 'utf8'))
const statuses = {}
const survivors = []
for (const { fileName, location, mutatorName, replacement } of drawn.values()) {
  const found = files[fileName]?.mutants.find(
    tried =>
      tried.mutatorName === mutatorName &&
      tried.replacement === replacement &&
      tried.location.start.line === location.start.line + 1 &&
      tried.location.start.column === location.start.column + 1,
  )
  const status = found?.status ?? 'not found'
  statuses[status] = (statuses[status] ?? 0) + 1
  if (status === 'Survived' || status === 'NoCoverage')
    survivors.push(
      `${fileName}:${location.start.line + 1}:${location.start.column + 1} ${mutatorName} ${replacement.slice(0, 60)}`,
    )
}
console.log(survivors.sort().join('\n'))
console.log(JSON.stringify(statuses))
