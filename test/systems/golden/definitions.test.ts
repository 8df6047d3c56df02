/**
 * What becomes of apps, pods, jobs and brokers of definition files that say more than they have to, on machines that die.
 */
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { execute } from '../../../bench/execute.ts'
import { plan } from '../../bench/experiment/given.ts'

const check = { protocol: 'MESOS_TCP', gracePeriodSeconds: 10, intervalSeconds: 5, maxConsecutiveFailures: 2 }

const group = {
  id: '/shop',
  apps: [
    {
      ...{ id: 'db', cmd: './db', cpus: 1, mem: 512, instances: 3, constraints: [['hostname', 'UNIQUE']] },
      ...{
        healthChecks: [check],
        readinessChecks: [{ intervalSeconds: 2 }],
        backoffSeconds: 3,
        backoffFactor: 2,
      },
    },
    {
      ...{ id: 'cache', cmd: './cache', cpus: 0.5, mem: 128, instances: 4, dependencies: ['db'] },
      ...{ constraints: [['rack', 'GROUP_BY', '3']], ports: [0, 0], killSelection: 'OLDEST_FIRST' },
      unreachableStrategy: { inactiveAfterSeconds: 20, expungeAfterSeconds: 60 },
    },
  ],
  groups: [
    {
      id: 'front',
      dependencies: ['/shop/cache'],
      apps: [
        {
          ...{
            id: 'web',
            cmd: './web',
            instances: 5,
            cpus: 0.5,
            mem: 256,
            constraints: [['rack', 'MAX_PER', '2']],
          },
          ...{ portDefinitions: [{ port: 31_000 }], requirePorts: true, healthChecks: [check] },
          upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0.2 },
        },
        {
          id: 'single',
          cmd: './one',
          labels: { MARATHON_SINGLE_INSTANCE_APP: 'true' },
          unreachableStrategy: 'disabled',
        },
        {
          id: 'fast',
          cmd: './fast',
          instances: 2,
          constraints: [
            ['disk', 'LIKE', 'fas.'],
            ['rack', 'UNLIKE', 'b'],
          ],
        },
      ],
    },
  ],
}
const pod = {
  id: '/pair',
  scaling: { kind: 'fixed', instances: 2 },
  scheduling: { placement: { constraints: [{ fieldName: 'rack', operator: 'IS', value: 'a' }] } },
  containers: [
    {
      name: 'main',
      exec: { command: { shell: './main' } },
      resources: { cpus: 0.2, mem: 64 },
      endpoints: [{ hostPort: 0 }],
    },
    { name: 'side', exec: { command: { shell: './side' } }, resources: { cpus: 0.1, mem: 32 } },
  ],
}

const run = { cmd: './run', cpus: 0.5, mem: 128, disk: 0 }
const every = (cron: string, more: object = {}) => ({ schedules: [{ id: 'default', cron, ...more }] })
const metronome = [
  { id: 'load', run, ...every('* * * * *', { concurrencyPolicy: 'FORBID' }) },
  { id: 'clean', run: { ...run, restart: { policy: 'ON_FAILURE' } }, dependencies: [{ id: 'load' }] },
  { id: 'report', run, dependencies: [{ id: 'load' }, { id: 'clean' }] },
  {
    id: 'placed',
    run: { ...run, placement: { constraints: [{ attribute: 'rack', operator: 'EQ', value: 'b' }] } },
    ...every('*/3 * * * *'),
  },
]

const job = { command: './run', cpus: 0.5, mem: 128, disk: 0 }
const chronos = [
  { ...job, name: 'load', schedule: 'R/2016-10-13T00:01:00Z/PT90S', retries: 1 },
  { ...job, name: 'clean', parents: ['load'], softError: true, highPriority: true },
  { ...job, name: 'report', parents: ['load', 'clean'], constraints: [['rack', 'EQUALS', 'c']] },
  { ...job, name: 'few', schedule: 'R3/2016-10-13T00:00:30Z/PT5M' },
]

const brokers = [
  {
    broker: '0..2',
    cpus: 0.5,
    mem: 512,
    constraints: 'rack=groupBy:3,hostname=unique',
    stickinessPeriod: '1m',
  },
  {
    broker: 7,
    cpus: 0.5,
    mem: 512,
    port: '31000..31001',
    failoverDelay: '5s',
    failoverMaxDelay: '20s',
    failoverMaxTries: 2,
  },
]

const files = {
  'shop.json': JSON.stringify(group),
  'pair.json': JSON.stringify(pod),
  'metronome.json': JSON.stringify(metronome),
  'chronos.json': JSON.stringify(chronos),
  'brokers.json': JSON.stringify(brokers),
}

const experiment = (system: string, definitions: string) => `name: Definitions
system: ${system}
seeds: 1
machines:
  - { count: 2, cpu: 3, memory: 4 GiB, attributes: { rack: a, disk: fast } }
  - { count: 1, cpu: 3, memory: 4 GiB, attributes: { rack: a, disk: slow } }
  - { count: 1, cpu: 3, memory: 4 GiB, attributes: { rack: b, disk: fast } }
  - { count: 2, cpu: 3, memory: 4 GiB, attributes: { rack: b, disk: slow } }
  - { count: 2, cpu: 3, memory: 4 GiB, attributes: { rack: c, disk: fast } }
  - { count: 1, cpu: 3, memory: 4 GiB, attributes: { rack: c, disk: slow } }
workload:
  definitions: { ${definitions}, job-duration: exponential 40 s, mean-time-to-failure: 3 min }
machine-events:
  - { at: 2 min, machine: 2, event: crash }
  - { at: 5 min, machine: 2, event: return }
  - { at: 6 min, machine: 4, event: drain }
  - { at: 9 min, machine: 4, event: return }
root: { ports: [{ from: 31000, to: 31009 }], agent-ping-timeout: 2 s }
until: 20 min
`

it.each([
  ['marathon-head', 'files: [shop.json, pair.json]'],
  ['metronome-head', 'metronome: [metronome.json]'],
  ['chronos-2.4', 'chronos: [chronos.json]'],
  ['chronos-3', 'chronos: [chronos.json]'],
  ['kafka-mesos', 'kafka: [brokers.json]'],
])('twenty minutes of them on %s, by %s, are as they are written down', async (system, definitions) => {
  const { runs } = await plan(experiment(system, definitions), {}, files)
  const { events: _, ...result } = await execute({ ...runs[0]!.spec, check: true })
  const digest = createHash('sha256').update(JSON.stringify(result)).digest('hex').slice(0, 16)
  const classes = result.rows.filter(({ scope }) => scope === 'class')
  const ran = Object.fromEntries(
    classes.map(({ name, numbers }) => [
      name,
      ['tasks_started', 'tasks_failed', 'tasks_lost', 'jobs_finished'].map(each => numbers[each]).join(' '),
    ]),
  )
  expect({ ran, digest }).toMatchSnapshot()
})
