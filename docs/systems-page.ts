/**
 * The reference of the built-in systems, from their catalogue: every setting that an experiment can change.
 */

import { DAY, HOUR, MILLISECOND, MINUTE, NEVER, SECOND, type Time } from '../sim/engine/time.ts'
import { systems } from '../systems/catalogue.ts'
import type { FrameworkSpec, QuirkSpec, RootSpec, ThinkTime } from '../systems/generic/spec.ts'
import { code, generated, page, table } from './markdown.ts'

const groups: readonly (readonly [title: string, about: string, names: (name: string) => boolean])[] = [
  [
    'The four architectures',
    'The same order, placement, think times, frameworks and latencies, so that what differs between two of them is the architecture alone.',
    name => !/^(batch|pyss|omega|mesos)-/.test(name),
  ],
  [
    'Mesos',
    'The real allocator, master and agents, by era; see [Mesos](../systems/mesos.md) for what is modelled and where each constant comes from.',
    name => name.startsWith('mesos-'),
  ],
  [
    'Batch systems',
    'Rigid parallel jobs on one machine, as they are studied in the literature: decisions take no time, and the first job that does not fit blocks the others unless they may be backfilled.',
    name => name.startsWith('batch-'),
  ],
  [
    'Batch systems as PySS runs them',
    'For comparison with published schedules only. See [backfilling](../background/backfilling.md#how-pyss-treats-one-instant).',
    name => name.startsWith('pyss-'),
  ],
  [
    "The Omega simulator's systems",
    'For comparison with its runs only; its defects are switched on. See [the Omega simulator](../background/omega.md).',
    name => name.startsWith('omega-'),
  ],
]

/** The text of docs/reference/systems.md. */
export function systemsPage(): string {
  return page([
    '# Systems',
    generated('systems/catalogue.ts'),
    'A system is a complete assembly: a root scheduler of one of four architectures, its policies, the frameworks on it, and what messages cost. `system:` of an [experiment](experiment.md) names one; `root:`, `frameworks:` and `latency:` change it.',
    ...groups.flatMap(([title, about, belongs]) => [
      `## ${title}`,
      about,
      ...Object.keys(systems).filter(belongs).flatMap(describe),
    ]),
  ])
}

function describe(name: string): string[] {
  const { root, frameworks, latency, quirks } = systems[name]!
  const quirkNames = Object.entries(quirks) as [keyof QuirkSpec, number | boolean][]
  const on = quirkNames.filter(([, value]) => value !== false)
  return [
    `### ${name}`,
    table(
      ['setting', 'value'],
      [
        ...settingsOf(root),
        [
          'latency',
          `scheduler ${time(latency.scheduler)}, machine ${time(latency.machine)}, status ${time(latency.status)}`,
        ],
        ...frameworks.map(each => [`framework ${each.name}`, frameworkWords(each)]),
        ...(on.length === 0
          ? []
          : [
              [
                'quirks',
                on.map(([key, value]) => code(value === true ? key : `${key}: ${value}`)).join(', '),
              ],
            ]),
      ],
    ),
  ]
}

/** Settings of the root under their names in an experiment. */
function settingsOf(root: RootSpec): string[][] {
  const { kind, think, rules, ...rest } = root
  const { default: usual, ...special } = think
  const classes = Object.entries(special).map(([name, each]) => `; ${name}: ${thinkWords(each)}`)
  const words = Object.entries(rest).map(([key, value]) => [kebab(key), settingWords(key, value)])
  return [
    ['architecture', code(kind)],
    ...words,
    ['rules', rules.length === 0 ? 'none' : rules.map(rule => rule.name).join(', ')],
    ['think', thinkWords(usual) + classes.join('')],
  ]
}

const durations = new Set([
  'retryAfter',
  'interval',
  'allocatorThink',
  'declineFilter',
  'offerTimeout',
  'gangHold',
  'messageCost',
  'agentPingTimeout',
  'agentRemovalInterval',
  'agentReregisterTimeout',
  'election',
  'masterMeanTimeToFailure',
])

function settingWords(key: string, value: unknown): string {
  if (key === 'minimumCpuMilli') return String(Number(value) / 1000)
  if (key === 'minimumMemoryMiB') return `${value} MiB`
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) return 'none'
  return durations.has(key) ? time(value as Time) : code(String(value))
}

const kebab = (key: string) =>
  key.replace(/(Milli|MiB)$/, '').replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)

const thinkWords = ({ perJob, perTask }: ThinkTime) => `${time(perJob)} a job + ${time(perTask)} a task`

function frameworkWords({ kind, takes, onFailure, retries, backoff, cancels }: FrameworkSpec): string {
  const limit = onFailure === 'retry' ? ` ${retries} times` : ''
  const pause = backoff === 0 ? '' : `, back-off ${time(backoff)}`
  const taken = takes.map(each => code(each)).join(', ')
  return `${kind}, takes ${taken}; on failure ${onFailure}${limit}${pause}; cancels ${cancels}`
}

function time(value: Time): string {
  if (value === 0) return '0 s'
  if (value === NEVER) return 'never'
  const units = [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'min'],
    [SECOND, 's'],
    [MILLISECOND, 'ms'],
  ] as const
  const [size, unit] = units.find(([size]) => value % size === 0) ?? [1, 'us']
  return `${value / size} ${unit}`
}
