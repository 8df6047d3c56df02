/**
 * The reference of the built-in systems, from their catalogue: every setting that an experiment can change.
 */

import { DAY, HOUR, MILLISECOND, MINUTE, NEVER, SECOND, type Time } from '../sim/engine/time.ts'
import { definitions, frameworkKinds, rootKinds, systems } from '../systems/catalogue.ts'
import type { FrameworkKind, RootKind } from '../systems/definition.ts'
import type { FrameworkSpec, QuirkSpec, RootSpec, ThinkTime } from '../systems/generic/spec.ts'
import { type Option, type Options, writtenName } from '../systems/options.ts'
import { code, generated, page, table } from './markdown.ts'

/** The text of docs/reference/systems.md. */
export function systemsPage(): string {
  return page([
    '# Systems',
    generated('systems/catalogue.ts'),
    'A system is a complete assembly: a root scheduler of one of four architectures, its policies, the frameworks on it, and what messages cost. `system:` of an [experiment](experiment.md) names one; `root:`, `frameworks:` and `latency:` change it.',
    ...definitions.flatMap(({ title, says, systems }) => [
      `## ${title}`,
      says,
      ...Object.keys(systems).flatMap(describe),
    ]),
    '## Kinds of frameworks',
    'What a framework does with its jobs, by its `kind`, and on which roots it runs.',
    table(
      ['kind', 'what it runs', ...Object.keys(rootKinds).map(kind => code(kind))],
      Object.values(frameworkKinds).map(kind => [
        code(kind.kind),
        kind.says,
        ...Object.values(rootKinds).map(root => runsOn(kind, root)),
      ]),
    ),
  ])
}

/** Whether a framework runs on a root, asked with the first system that has one. */
function runsOn(framework: FrameworkKind, { kind }: RootKind): string {
  const { root } = Object.values(systems).find(each => each.root.kind === kind)!
  return framework.refusal?.(root) ?? 'yes'
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
  const { kind, think, rules, retryAfter, ...rest } = root
  const { default: usual, ...special } = think
  const classes = Object.entries(special).map(([name, each]) => `; ${name}: ${thinkWords(each)}`)
  const { options } = rootKinds[kind]!
  const words = Object.entries(rest).map(([key, value]) => [
    writtenName(key),
    settingWords(options, key, value),
  ])
  return [
    ['architecture', code(kind)],
    ...words,
    ['retry-after', time(retryAfter)],
    ['rules', rules.length === 0 ? 'none' : rules.map(rule => rule.name).join(', ')],
    ['think', thinkWords(usual) + classes.join('')],
  ]
}

/** A setting as an experiment writes it. */
function settingWords(options: Options, field: string, value: unknown): string {
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) return 'none'
  const option: Option | undefined = options[field]
  if (option?.is === 'duration') return time(value as Time)
  if (option?.is === 'cpu') return String(Number(value) / 1000)
  if (option?.is === 'memory') return `${value} MiB`
  if (option?.is === 'map' && typeof value === 'object' && value !== null) {
    const inner = Object.entries(value).map(
      ([key, each]) => `${writtenName(key)} ${settingWords(option.of, key, each)}`,
    )
    return `(${inner.join(', ')})`
  }
  return code(typeof value === 'object' ? JSON.stringify(value) : String(value))
}

const thinkWords = ({ perJob, perTask }: ThinkTime) => `${time(perJob)} a job + ${time(perTask)} a task`

function frameworkWords(framework: FrameworkSpec): string {
  const { options } = frameworkKinds[framework.kind]!
  const taken = framework.takes.map(each => code(each)).join(', ')
  const settings = Object.entries(framework).filter(([field]) => Object.hasOwn(options, field))
  const words = settings.map(
    ([field, value]) => `${writtenName(field)} ${settingWords(options, field, value)}`,
  )
  return `${framework.kind}, takes ${taken}; ${words.join(', ')}`
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
