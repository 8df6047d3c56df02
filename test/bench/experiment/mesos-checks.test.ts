/**
 * What does not go together under Mesos is said when the experiment is read.
 */
import { describe, expect, test } from 'vitest'
import { faultsOf } from './given.ts'

/** Ten machines of 4 cores and 8 GiB; `web` has a role of its own. */
const mesos = (root: string, system = 'mesos-head', frameworks = '') => `name: Roles
system: ${system}
machines: { count: 10, cpu: 4, memory: 8 GiB }
workload:
  jobs: { interarrival: exponential 10 s, duration: 1 min }
until: 1 h
frameworks:
  batch: { role: web, weight: 2 }
${frameworks}root: { ${root} }
`

describe('quota', () => {
  test('is not more than the cluster has, of all roles together', async () => {
    const other = '  services: { role: team/a }\n  pipelines: { role: other }\n'
    expect(await faultsOf(mesos('guarantees: { web: { cpu: 40, memory: 80 GiB } }'))).toBe('no faults')
    expect(
      await faultsOf(
        mesos('guarantees: { web: { cpu: 30 }, other: { cpu: 11, memory: 81 GiB } }', 'mesos-head', other),
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:11:9: root.guarantees: found guarantees of 41 cores together, expected at most the 40 cores of all machines; lower them, or add machines
      x.yaml:11:9: root.guarantees: found guarantees of 82944 MiB together, expected at most the 81920 MiB of all machines; lower them, or add machines"
    `)
  })

  test('is for roles in which a framework is, at the top', async () => {
    const nested = '  services: { role: team/a }\n'
    expect(
      await faultsOf(
        mesos('guarantees: { wbe: { cpu: 1 }, "*": { cpu: 1 }, team/a: { cpu: 1 } }', 'mesos-head', nested),
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:10:23: root.guarantees.wbe: found the role "wbe", in which no framework is, expected a role of a framework: team/a, team, web or *; did you mean "web"?
      x.yaml:10:40: root.guarantees.*: found quota for the role "*", expected a role of its own: quota is not given to the role of everybody; set role: of a framework
      x.yaml:10:57: root.guarantees.team/a: found quota for "team/a", which lies below another role, expected a top-level role, such as "team""
    `)
  })

  test('has limits that are not below it, and only at head', async () => {
    const both = 'guarantees: { web: { cpu: 8 } }, limits: { web: { cpu: 4, memory: 1 GiB } }'
    expect(await faultsOf(mesos(both))).toMatchInlineSnapshot(
      `"x.yaml:9:52: root.limits.web: found a limit of 4 cores below the guarantee of 8 cores, expected a limit that is not below the guarantee"`,
    )
    expect(await faultsOf(mesos(both, 'mesos-1.0'))).toMatchInlineSnapshot(
      `"x.yaml:9:42: root.limits: found limits in the system "mesos-1.0", expected guarantees alone: Mesos 1.0 has no limits; take mesos-head"`,
    )
  })
})

describe('roles', () => {
  test('have one weight, and no framework of a name that another has', async () => {
    expect(
      await faultsOf(mesos('share: drf', 'mesos-head', '  services: { role: web }\n')),
    ).toMatchInlineSnapshot(
      `"x.yaml:8:31: frameworks.batch.weight: found weight 2, and 1 of "services" in the same role "web", expected one weight for a role; give the frameworks roles of their own: role: NAME"`,
    )
    expect(
      await faultsOf(mesos('share: drf', 'mesos-head', '  batch: { role: other }\n')),
    ).toMatchInlineSnapshot(
      `"x.yaml:9:3: found the key batch for the second time, expected every key once; delete one of them"`,
    )
  })

  test('lie below others at head alone', async () => {
    const nested = '  services: { role: team/a }\n'
    expect(await faultsOf(mesos('share: drf', 'mesos-head', nested))).toBe('no faults')
    expect(await faultsOf(mesos('share: drf', 'mesos-1.0', nested))).toMatchInlineSnapshot(
      `"x.yaml:9:21: frameworks.services.role: found the role "team/a" below another in the system "mesos-1.0", expected a role without "/": Mesos 1.0 has no roles below others; take mesos-head"`,
    )
  })

  test('are ranked by dominant share', async () => {
    expect(await faultsOf(mesos('share: fifo'))).toMatchInlineSnapshot(
      `"x.yaml:9:16: root.share: found the share "fifo" (system "mesos-head"), expected drf: Mesos' allocator ranks roles and frameworks by dominant share; leave share out"`,
    )
  })

  test('are reserved for where a framework is in them', async () => {
    expect(
      await faultsOf(mesos('reservations: [{ role: web, cpu: 1 }, { role: we, cpu: 1 }]')),
    ).toMatchInlineSnapshot(
      `"x.yaml:9:55: root.reservations.1.role: found the role "we", in which no framework is, expected a role of a framework: * or web; did you mean "web"?"`,
    )
  })
})

describe('several roles', () => {
  const several = (roles: string, system?: string) =>
    faultsOf(mesos('weights: { team: 3 }', system, `  services: { ${roles} }\n`))

  test('are for frameworks at head that queue, each of them once, beside no other', async () => {
    expect(await several('roles: [team/a, team]')).toBe('no faults')
    expect(await several('role: x, roles: [team, team]')).toMatchInlineSnapshot(`
      "x.yaml:9:15: frameworks.services.role: found role beside roles, expected one of them; leave role out, and name "x" among roles
      x.yaml:9:38: frameworks.services.roles.1: found the role "team" once more, expected each role once"
    `)
    expect(await several('roles: [team, "a b", team//x, -y]')).toMatchInlineSnapshot(`
      "x.yaml:9:29: frameworks.services.roles.1: found the role "a b", expected no spaces and no "\\"
      x.yaml:9:36: frameworks.services.roles.2: found the role "team//x", expected no empty part: no "/" at an end, and not two in a row
      x.yaml:9:45: frameworks.services.roles.3: found the role "-y", expected no part that begins with "-""
    `)
    expect(await several('roles: [team, x]', 'mesos-1.0')).toMatchInlineSnapshot(
      `"x.yaml:9:15: frameworks.services.roles: found several roles in the system "mesos-1.0", expected one: a framework of Mesos 1.0 has one role; set role, or take mesos-head"`,
    )
    expect(
      await faultsOf(
        mesos('share: drf', 'marathon-head', '  marathon: { roles: [x, y], inverse-offers: accept }\n'),
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:9:15: frameworks.marathon.roles: found roles of a framework of the kind marathon-head, expected one role, which is its role; leave roles out, or take kind: batch or services
      x.yaml:9:30: frameworks.marathon.inverse-offers: found inverse-offers of a framework of the kind marathon-head, expected none: its driver drops inverse offers; leave inverse-offers out, or take kind: batch or services"
    `)
  })

  test('have the weights that the root says, and no others', async () => {
    expect(await several('role: team, weight: 2')).toMatchInlineSnapshot(
      `"x.yaml:9:35: frameworks.services.weight: found weight 2, while weights of the root say 3 for its role "team", expected one weight for a role; say it once"`,
    )
    expect(await several('role: taem')).toMatchInlineSnapshot(
      `"x.yaml:10:20: root.weights.team: found the role "team", in which no framework is, expected a role of a framework: taem, web or *; did you mean "taem"?"`,
    )
  })
})

test('a machine is in the schedule of maintenance once at a time', async () => {
  const windows = (...written: string[]) =>
    faultsOf(
      mesos(`maintenance: [${written.map(each => `{ machines: [1], lasts: 10 min, ${each} }`).join(', ')}]`),
    )
  expect(await windows('start: 10 min', 'start: 40 min, posted: 20 min')).toBe('no faults')
  expect(await windows('start: 10 min', 'start: 40 min, posted: 15 min')).toMatchInlineSnapshot(
    `"x.yaml:9:72: root.maintenance.1: found another window of machine 1, posted while the first goes on until 1200 s, expected each machine in the schedule once at a time; set posted: 1200 s or later"`,
  )
  expect(await windows('start: 10 min, posted: 11 min')).toMatchInlineSnapshot(
    `"x.yaml:9:78: root.maintenance.0.posted: found a schedule that is posted at 660 s, when the window has begun at 600 s, expected a schedule that is posted before"`,
  )
  expect(
    await faultsOf(mesos('maintenance: [{ machines: [10], start: 1 h, lasts: 1 h }]')),
  ).toMatchInlineSnapshot(
    `"x.yaml:9:36: root.maintenance.0.machines.0: found machine 10, expected a number from 0 to 9"`,
  )
})

test('a partition cuts off machines that there are', async () => {
  const partitions = (machine: number) =>
    `partitions: [{ at: 1 min, lasts: 1 min, machines: [0, ${machine}] }]`
  expect(await faultsOf(mesos(partitions(9)))).toBe('no faults')
  expect(await faultsOf(mesos(partitions(10)))).toMatchInlineSnapshot(
    `"x.yaml:9:63: root.partitions.0.machines.1: found machine 10, expected a number from 0 to 9"`,
  )
})

test('settings and roles of Mesos are of Mesos alone', async () => {
  expect(
    await faultsOf(mesos('guarantees: { web: { cpu: 1 } }, message-cost: 1 ms', 'monolithic')),
  ).toMatchInlineSnapshot(`
    "x.yaml:8:12: frameworks.batch.role: found a setting that the system "monolithic" does not have, expected settings of the kind monolithic; set it under systems:, in a system like mesos-1.0, mesos-head, mesos-dcos-1.8, dcos-1.8, marathon-head or metronome-0.1
    x.yaml:9:9: root.guarantees: found a setting that the system "monolithic" does not have, expected settings of the kind monolithic; set it under systems:, in a system like mesos-1.0, mesos-head, mesos-dcos-1.8, dcos-1.8, marathon-head or metronome-0.1
    x.yaml:9:42: root.message-cost: found a setting that the system "monolithic" does not have, expected settings of the kind monolithic; set it under systems:, in a system like mesos-1.0, mesos-head, mesos-dcos-1.8, dcos-1.8, marathon-head or metronome-0.1"
  `)
})
