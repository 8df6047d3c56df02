/**
 * What the definitions of the systems promise together, and every kind of framework on every kind of root.
 */
import { describe, expect, it } from 'vitest'
import { NEVER, SECOND } from '../../sim/engine/time.ts'
import { definitions, frameworkKinds, rootKinds, systems } from '../../systems/catalogue.ts'
import type { FrameworkSpec, HostingSpec } from '../../systems/generic/spec.ts'
import type { Options } from '../../systems/options.ts'
import { machinesOf, watchedRun, workloadOf } from '../support/watched-run.ts'

/** What is said of an option may differ from kind to kind, what may be written may not. */
const withoutWords = (option: unknown) =>
  JSON.parse(JSON.stringify(option, (key, value) => (key === 'about' ? undefined : value)))

describe('definitions', () => {
  it('name every system and every kind once', () => {
    const named = [
      definitions.flatMap(each => Object.keys(each.systems)),
      definitions.flatMap(({ roots = [] }) => roots.map(({ kind }) => kind)),
      definitions.flatMap(({ frameworks = [] }) => frameworks.map(({ kind }) => kind)),
    ]
    for (const names of named) expect(names).toEqual([...new Set(names)])
  })

  it('have a system for every kind of root, and a kind of root for every system', () => {
    const used = new Set(Object.values(systems).map(({ root }) => root.kind))
    expect([...used].sort()).toEqual(Object.keys(rootKinds).sort())
  })

  it('say in a line what everything is for', () => {
    for (const known of [systems, rootKinds, frameworkKinds])
      for (const [name, { says }] of Object.entries(known)) expect(says, name).toMatch(/^\w.{15,}[^.]$/)
  })

  it('mean the same by settings of one name', () => {
    const groups: readonly Options[][] = [
      Object.values(rootKinds).map(({ options }) => options),
      [
        ...Object.values(rootKinds).map(({ frameworkOptions = {} }) => frameworkOptions),
        ...Object.values(frameworkKinds).map(({ options }) => options),
      ],
    ]
    for (const group of groups) {
      const first = new Map<string, unknown>()
      for (const [field, option] of group.flatMap(options => Object.entries(options))) {
        const meaning = withoutWords(option)
        expect(meaning, field).toEqual(first.get(field) ?? meaning)
        first.set(field, meaning)
      }
    }
  })

  it('leave nothing of a built-in system undeclared', () => {
    const scheduler = [
      'kind',
      'era',
      'order',
      'place',
      'rules',
      'share',
      'think',
      'whenBlocked',
      'retryAfter',
    ]
    for (const { root, frameworks } of Object.values(systems)) {
      const declared = Object.keys(rootKinds[root.kind]!.options)
      expect([...scheduler, ...declared]).toEqual(expect.arrayContaining(Object.keys(root)))
      for (const framework of frameworks) {
        const own = [
          'name',
          'kind',
          'takes',
          'weight',
          'killGrace',
          ...Object.keys(frameworkKinds[framework.kind]!.options),
        ]
        expect(own).toEqual(expect.arrayContaining(Object.keys(framework)))
      }
    }
  })
})

const hosting: HostingSpec = {
  hostedBy: 'host',
  cpuMilli: 1000,
  memoryMiB: 0,
  meanTimeToFailure: NEVER,
  reconciliation: SECOND,
  failoverTimeout: NEVER,
}

const host: FrameworkSpec = { ...frameworkKinds['services']!.usual, name: 'host', takes: ['*'] }

describe.each(Object.keys(rootKinds))('on a root of the kind %s', rootKind => {
  const system = Object.values(systems).find(({ root }) => root.kind === rootKind)!
  // Brokers take a port of their host.
  const root = rootKind === 'mesos' ? { ...system.root, ports: [{ from: 31_000, to: 32_000 }] } : system.root

  it.each(
    Object.values(frameworkKinds).flatMap(kind => [
      [kind.kind, 'alone', kind] as const,
      [kind.kind, 'hosted', kind] as const,
    ]),
  )('a framework of the kind %s, %s, runs its job or is refused with a sentence', async (_, how, kind) => {
    // These machines have 1 GiB, and the nodes of a new framework are larger.
    const lean = kind.kind === 'kubernetes-on-mesos' && { nodeMemoryMiB: 0 }
    const own: FrameworkSpec = { ...kind.usual, ...lean, name: 'own', takes: ['own'] }
    const frameworks = how === 'hosted' ? [host, { ...own, hosting }] : [own]
    const spec = { ...system, root, name: 'mine', frameworks }
    const run = () =>
      watchedRun(spec, machinesOf(4, 4), workloadOf([{ id: 7, submit: 0, run: 5 }], ['own']), {
        until: 60 * SECOND,
      })
    const refusal = kind.refusal?.(system.root)
    if (refusal === undefined) expect((await run()).starts.get(7)).toHaveLength(1)
    else {
      expect(refusal).toMatch(/^\w.{15,}[^.]$/)
      await expect(run()).rejects.toThrow(refusal)
    }
  })
})
