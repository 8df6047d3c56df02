import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { packageRoot } from '../bench/run/package.ts'
import { SwitchyardError } from '../sim/errors.ts'

/** One thing that an experiment can name, and a line about it. */
interface Entry {
  readonly name: string
  readonly about: string
}

const traceFormats: readonly Entry[] = [
  { name: 'swf', about: 'Standard Workload Format of the Parallel Workloads Archive (trace:)' },
  { name: 'omega-csv', about: 'job list written by the Omega simulator (omega:)' },
  { name: 'pipeline', about: 'stages of a pipeline, YAML or JSON (workload.pipeline-files:)' },
  { name: 'wfformat', about: 'workflow of WfCommons, WfFormat 1.0 to 1.6 (workload.pipeline-files:)' },
]

/** Names with a line about each. */
type Lines = Readonly<Record<string, { readonly says: string }>>

const entriesOf = (known: Lines): Entry[] =>
  Object.entries(known).map(([name, { says }]) => ({ name, about: says }))

/** Policies of the house, of one kind. */
const policies =
  (kind: 'orders' | 'placements' | 'rules' | 'shares' | 'preemptions') => async (): Promise<Entry[]> => {
    const { namedPolicies } = await import('./list-parts.ts')
    return entriesOf(namedPolicies[kind])
  }

/** What `switchyard list` knows, and how each part is gathered. */
const sections: Readonly<Record<string, { readonly title: string; entries(): Promise<readonly Entry[]> }>> = {
  systems: { title: 'Systems (system:)', entries: systemEntries },
  frameworks: {
    title: 'Frameworks (frameworks.NAME.kind:), what becomes of jobs',
    entries: frameworkEntries,
  },
  orders: { title: 'Orders (root.order:), which pending job comes first', entries: policies('orders') },
  placements: { title: 'Placements (root.place:), where tasks go', entries: policies('placements') },
  rules: { title: 'Rules (root.rules:), where tasks may not go', entries: policies('rules') },
  shares: { title: 'Shares (root.share:), which framework is next', entries: policies('shares') },
  preemptions: {
    title: 'Preemption (root.preempt:), who is killed for a job that finds no room',
    entries: preemptionEntries,
  },
  numbers: { title: 'Numbers (headline.number:), what every run measures', entries: numberEntries },
  traces: { title: 'Trace formats', entries: async () => traceFormats },
  examples: { title: 'Examples', entries: exampleEntries },
}

/** `switchyard list [what]`: what an experiment can be made of. */
export function addList(program: Command): void {
  program
    .command('list')
    .description('List what an experiment can be made of')
    .argument('[kind]', Object.keys(sections).join(', '))
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
  const { nearest, oneOf } = await import('./list-parts.ts')
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
  const { systems } = await import('./list-parts.ts')
  return entriesOf(systems)
}

async function frameworkEntries(): Promise<Entry[]> {
  const { frameworkKinds } = await import('./list-parts.ts')
  return entriesOf(frameworkKinds)
}

async function preemptionEntries(): Promise<Entry[]> {
  const nobody = { name: 'none', about: 'nobody is killed for a job that finds no room' }
  return [nobody, ...(await policies('preemptions')())]
}

async function numberEntries(): Promise<Entry[]> {
  const { groupNumbers, schedulerNumbers } = await import('./list-parts.ts')
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
