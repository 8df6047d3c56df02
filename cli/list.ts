import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { orders, places, preemptions, shares } from '../bench/experiment/system-schema.ts'
import { packageRoot } from '../bench/run/package.ts'
import { SwitchyardError } from '../sim/errors.ts'
import { aboutSystems } from './about-systems.ts'

/** One thing that an experiment can name, and a line about it. */
interface Entry {
  readonly name: string
  readonly about: string
}

// A name without its line does not compile, nor does a line without its name.
const aboutOrders: Readonly<Record<(typeof orders)[number], string>> = {
  fifo: 'in order of submission',
  'shortest-first': 'the smallest estimate first',
  priority: 'the highest priority first',
  easy: 'in order of submission, with EASY backfilling: others may pass if they do not delay the first',
  'easy-shortest-first': 'EASY backfilling that tries the smallest estimate first',
  conservative:
    'in order of submission, with conservative backfilling: others may pass if they delay none before them',
}
const aboutPlaces: Readonly<Record<(typeof places)[number], string>> = {
  'first-fit': 'the first machine that has room',
  'next-fit': 'the next machine that has room, starting where the last search ended',
  'best-fit': 'the fullest machine that still has room',
  'worst-fit': 'the emptiest machine',
  random: 'any machine that has room',
  alignment: 'the machine whose free resources are most like the demand (Tetris)',
}
const aboutShares: Readonly<Record<(typeof shares)[number], string>> = {
  fifo: 'no shares: in order of submission',
  drf: 'dominant resource fairness: the smallest share of the resource it has most of',
  'drf-running': 'the same, blind to what is locked in offers (the Omega simulator)',
  'asset-fairness': 'the smallest sum of the shares of cores and memory',
  fair: 'the smallest share of the cores',
}
const aboutRules: Readonly<Record<'max-per-machine' | 'avoid-last', string>> = {
  'max-per-machine': 'at most so many tasks of one job on a machine',
  'avoid-last': 'the last machines, this share of them, are never used (Omega: pickiness)',
}
const aboutPreemptions: Readonly<Record<(typeof preemptions)[number], string>> = {
  none: 'nobody is killed for a job that finds no room',
  'lowest-priority-first': 'tasks of lower priority: the lowest first, of equals the youngest',
}
const aboutTraces: Readonly<Record<'swf' | 'omega-csv' | 'pipeline' | 'wfformat', string>> = {
  swf: 'Standard Workload Format of the Parallel Workloads Archive (trace:)',
  'omega-csv': 'job list written by the Omega simulator (omega:)',
  pipeline: 'stages of a pipeline, YAML or JSON (workload.pipeline-files:)',
  wfformat: 'workflow of WfCommons, WfFormat 1.0 to 1.6 (workload.pipeline-files:)',
}

const entriesOf = (about: Readonly<Record<string, string>>) => async (): Promise<Entry[]> =>
  Object.entries(about).map(([name, line]) => ({ name, about: line }))

/** What `switchyard list` knows, and how each part is gathered. */
const sections: Readonly<Record<string, { readonly title: string; entries(): Promise<Entry[]> }>> = {
  systems: { title: 'Systems (system:)', entries: systemEntries },
  orders: { title: 'Orders (root.order:), which pending job comes first', entries: entriesOf(aboutOrders) },
  placements: { title: 'Placements (root.place:), where tasks go', entries: entriesOf(aboutPlaces) },
  rules: { title: 'Rules (root.rules:), where tasks may not go', entries: entriesOf(aboutRules) },
  shares: { title: 'Shares (root.share:), which framework is next', entries: entriesOf(aboutShares) },
  preemptions: {
    title: 'Preemption (root.preempt:), who is killed for a job that finds no room',
    entries: entriesOf(aboutPreemptions),
  },
  numbers: { title: 'Numbers (headline.number:), what every run measures', entries: numberEntries },
  traces: { title: 'Trace formats', entries: entriesOf(aboutTraces) },
  examples: { title: 'Examples', entries: exampleEntries },
}

/** `switchyard list [what]`: what an experiment can be made of. */
export function addList(program: Command): void {
  program
    .command('list')
    .description('List what an experiment can be made of')
    .argument('[what]', Object.keys(sections).join(', '))
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  switchyard list\n  switchyard list numbers\n  switchyard list systems --json',
    )
    .action(list)
}

async function list(what: string | undefined, options: { json?: true }): Promise<void> {
  const names = what === undefined ? Object.keys(sections) : [what]
  const gathered: Gathered[] = []
  for (const name of names) {
    const section = Object.hasOwn(sections, name) ? sections[name] : undefined
    if (section === undefined) throw await noSuchList(name)
    gathered.push({ name, title: section.title, entries: await section.entries() })
  }
  process.stdout.write(options.json ? asJson(gathered) : asText(gathered))
}

async function noSuchList(name: string): Promise<SwitchyardError> {
  const { nearest, oneOf } = await import('../bench/experiment/nearest.ts')
  const lists = Object.keys(sections)
  const close = nearest(name, lists)
  const hint = close === undefined ? `Expected ${oneOf(lists)}.` : `Did you mean ${close}?`
  return new SwitchyardError(`list ${name}: there is no such list. ${hint}`)
}

interface Gathered {
  readonly name: string
  readonly title: string
  readonly entries: readonly Entry[]
}

function asJson(lists: readonly Gathered[]): string {
  return `${JSON.stringify(Object.fromEntries(lists.map(({ name, entries }) => [name, entries])), null, 2)}\n`
}

function asText(lists: readonly Gathered[]): string {
  return lists
    .map(({ title, entries }) => {
      const width = Math.max(0, ...entries.map(({ name }) => name.length))
      return `${title}\n${entries.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}\n`).join('')}`
    })
    .join('\n')
}

async function systemEntries(): Promise<Entry[]> {
  const { systems } = await import('../systems/catalogue.ts')
  return Object.keys(systems).map(name => ({ name, about: aboutSystems[name] ?? '' }))
}

async function numberEntries(): Promise<Entry[]> {
  const { groupNumbers, schedulerNumbers } = await import('../sim/measure/numbers.ts')
  return [...groupNumbers, ...schedulerNumbers].map(({ name, meaning }) => ({ name, about: meaning }))
}

async function exampleEntries(): Promise<Entry[]> {
  const { parse } = await import('yaml')
  const folder = join(packageRoot, 'examples')
  return readdirSync(folder)
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .map(file => {
      const { question, name } = parse(readFileSync(join(folder, file), 'utf8')) as {
        question?: string
        name?: string
      }
      return { name: `examples/${file}`, about: question ?? name ?? '' }
    })
}
