import { expect, it } from 'vitest'
import { type Random, Streams } from '../../../../sim/chance/random.ts'
import { read } from './read.ts'

const whole = [
  {
    id: '/a',
    dependencies: ['/b'],
    apps: [
      {
        id: 'x',
        cmd: 'run',
        instances: 2,
        cpus: 0.5,
        constraints: [
          ['hostname', 'UNIQUE'],
          ['rack', 'LIKE', 'r.*'],
        ],
        container: {
          docker: { image: 'x', network: 'BRIDGE', portMappings: [{ containerPort: 1 }] },
          volumes: [],
        },
        upgradeStrategy: { minimumHealthCapacity: 1 },
        unreachableStrategy: { inactiveAfterSeconds: 1, expungeAfterSeconds: 2 },
        healthChecks: [{ protocol: 'TCP' }],
        readinessChecks: [{}],
        labels: { a: 'b' },
        dependencies: ['/b/y'],
      },
    ],
    groups: [
      { id: 'g', pods: [{ id: 'p', containers: [{ name: 'a', exec: {}, endpoints: [{ hostPort: 0 }] }] }] },
    ],
  },
  [
    {
      id: '/b/y',
      args: ['run'],
      portDefinitions: [{ port: 80 }],
      container: { volumes: [{ persistent: { size: 5 } }] },
    },
  ],
]

const values = [
  null,
  0,
  -1,
  1e300,
  2.5,
  '',
  '/',
  '../..',
  'x',
  '__proto__',
  true,
  [],
  {},
  [[]],
  [{}],
  { id: 1 },
  ['a', 'b'],
]

/** The value with one of its parts, chosen at random, in the place of which something else stands. */
function changed(value: unknown, random: Random): unknown {
  const isPart = typeof value === 'object' && value !== null && Object.keys(value).length > 0
  if (!isPart || random.uniform() < 0.1) return values[random.below(values.length)]
  const keys = Object.keys(value)
  const key = keys[random.below(keys.length)]!
  const part = changed((value as Record<string, unknown>)[key], random)
  if (Array.isArray(value)) return value.map((each: unknown, i) => (String(i) === key ? part : each))
  return { ...value, [random.uniform() < 0.1 ? `${key}s` : key]: part }
}

it('whatever stands anywhere in a definition, it is read or its faults are told', () => {
  expect(read(whole).faults).toEqual([])
  const random = new Streams('birch').stream('definitions')
  let sound = 0
  for (let i = 0; i < 200; i++) {
    const once = changed(whole, random)
    const files = i % 2 === 0 ? once : changed(once, random)
    const { apps, faults } = read(Array.isArray(files) ? files : [files], i % 4 === 3 ? '1.3' : 'head')
    if (faults.length > 0) continue
    sound++
    for (const { id, instances, needs } of apps) {
      expect(id).toMatch(/^(\/[a-z0-9.-]+)+$/)
      expect([instances, ...Object.values(needs)].every(each => Number.isInteger(each) && each >= 0)).toBe(
        true,
      )
    }
  }
  expect(sound).toBeGreaterThan(5)
})
