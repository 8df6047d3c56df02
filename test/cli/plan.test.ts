import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { switchyard } from './command.ts'

/** Jobs of a core that come every 100 ms on average and take a second: M/M/c, of which Erlang's formula knows the answer. */
function manyServers(arrivals = 'interarrival: exponential 100 ms', more = ''): string {
  const folder = temporaryFolder()
  writeFileSync(
    join(folder, 'mmc.yaml'),
    `name: M/M/c
system: batch-fcfs
machines: { count: 10, cpu: 1, memory: 1 GiB }
workload:
  jobs: { class: batch, ${arrivals}, duration: exponential 1 s, cpu: 1, memory: 1 GiB }
warm-up: 100 s
until: 400 s
${more}`,
  )
  return folder
}

describe('switchyard plan', () => {
  it('finds the answer of Erlang’s formula', async () => {
    // 30 seeds a number of machines. C(13, 10) · e^(−3) = 1.42 % wait longer than a second with 13 machines, and 6.08 % with 12.
    const folder = manyServers()
    const { code, stdout, stderr } = await switchyard(
      folder,
      ...['plan', 'mmc.yaml', '--goal', 'p95 wait <= 1 s', '--quiet'],
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('13 machines hold p95 wait <= 1 s, with 95 % confidence')
    const { answers } = JSON.parse(readFileSync(join(folder, 'results/plan-mmc/plan.json'), 'utf8'))
    expect(answers).toMatchObject([{ value: 13, axes: { system: 'batch-fcfs' } }])
  }, 120_000)

  it('says what the answer does under a growing workload', async () => {
    // With 13 machines C(13, a) · e^(a − 13) is 3.03 % at a = 10.5, 5.46 % at 10.9 and 51 % at 12.5: 5 % more load hold, 25 % do not, and
    // the limit is between 8 and 9 %.
    const folder = manyServers()
    const { stdout } = await switchyard(
      folder,
      ...['plan', 'mmc.yaml', '--goal', 'p95 wait <= 1 s', '--growth', '5%,25%', '--most-growth', '--quiet'],
      ...['--set', 'until=1300 s'],
    )
    expect(stdout).toMatch(/With 5 % more load 13 machines still hold: /)
    expect(stdout).toMatch(/With 25 % more load 13 machines would not do: /)
    const { answers } = JSON.parse(readFileSync(join(folder, 'results/plan-mmc/plan.json'), 'utf8'))
    const { grown, mostGrowth, next } = answers[0].headroom
    expect(grown).toMatchObject([
      { growth: 0.05, side: 'below' },
      { growth: 0.25, side: 'above' },
    ])
    expect(mostGrowth).toBeGreaterThanOrEqual(0.05)
    expect(mostGrowth).toBeLessThan(0.09)
    expect(next.growth).toBeCloseTo(mostGrowth + 0.01, 12)
    expect(existsSync(join(folder, 'results/plan-mmc/charts/headroom.png'))).toBe(true)
  }, 240_000)

  it('refuses a growth beside one that varies', async () => {
    const ask = (...words: string[]) =>
      switchyard(manyServers(), 'plan', 'mmc.yaml', '--goal', 'p95 wait <= 1 s', ...words)
    const axis = await ask('--set', 'growth=[0, 0.1]', '--growth', '10%')
    expect(axis.stderr.trim()).toBe(
      '--growth: found growth as an axis of the experiment, expected one or the other; leave --growth out.',
    )
    expect((await ask('--growth', '0')).stderr.trim()).toBe(
      '--growth 0: found "0", expected a share above 0 and at most 1000%, such as 10% or 0.1.',
    )
  }, 120_000)

  it('counts machines from where the largest gang has room', async () => {
    // Gangs of 12 tasks need 12 of these machines: fewer are no cluster to run the experiment on.
    const gangs = 'tasks: 12, gang: true, interarrival: exponential 1 min'
    const { stdout } = await switchyard(
      manyServers(gangs),
      ...['plan', 'mmc.yaml', '--goal', 'p95 wait <= 1 h', '--quiet', '--set', 'machines.count=20'],
    )
    expect(stdout).toContain('12 machines hold p95 wait <= 1 h')
    expect(stdout).toContain(
      '11 machines would not do: found gangs of at least 12 tasks of class "batch", expected gangs that fit',
    )
  }, 120_000)

  it('plans types of machines that have prices, each alone and as they are mixed', async () => {
    // Erlang's 13 cores: 13 machines of one core or, of four cores, 4; of the mix 5 : 2, 7 machines have 13 cores.
    const folder = manyServers()
    const groups =
      'machines=[{ count: 5, cpu: 1, memory: 8 GiB, price: 0.10 EUR }, { count: 2, cpu: 4, memory: 32 GiB, price: 0.35 EUR }]'
    const goal = ['--goal', 'p95 wait <= 1 s', '--quiet', '--set', groups]
    const { stdout } = await switchyard(folder, 'plan', 'mmc.yaml', ...goal)
    const { answers } = JSON.parse(readFileSync(join(folder, 'results/plan-mmc/plan.json'), 'utf8'))
    expect(answers).toMatchObject([
      { axes: { machines: '1: 1 core, 8 GiB' }, value: 13, cost: { perHour: 1.3, currency: 'EUR' } },
      // Four machines have 16 cores, three have 12, with which 6 % are late.
      { axes: { machines: '2: 4 cores, 32 GiB' }, value: 4, cost: { perHour: 1.4 } },
      // 5 · 0.10 + 2 · 0.35.
      { axes: { machines: 'mixed 5 : 2' }, value: 7, cost: { perHour: 1.2 } },
    ])
    expect(stdout).toContain('That costs 1.20 EUR an hour')
    expect(existsSync(join(folder, 'results/plan-mmc/charts/frontier.png'))).toBe(true)
  }, 240_000)

  it('says at once that a type of machines alone is too small for the tasks', async () => {
    // Tasks of two cores: none fits a machine of one, and of the mix the larger ones have room.
    const folder = manyServers('interarrival: exponential 200 ms, tasks: 1')
    const groups =
      'machines=[{ count: 5, cpu: 1, memory: 8 GiB, price: 0.10 EUR }, { count: 4, cpu: 4, memory: 32 GiB, price: 0.35 EUR }]'
    const { stdout } = await switchyard(
      folder,
      ...['plan', 'mmc.yaml', '--goal', 'p95 wait <= 1 s', '--quiet', '--set', groups],
      ...['--set', 'workload.jobs.cpu=2'],
    )
    expect(stdout).toContain('Tasks of class "batch" fit none of these machines, so no number of them does.')
    const { answers } = JSON.parse(readFileSync(join(folder, 'results/plan-mmc/plan.json'), 'utf8'))
    expect(answers[0]).toMatchObject({ axes: { machines: '1: 1 core, 8 GiB' }, value: null, tested: [] })
    expect(answers[1].value).toBeGreaterThan(0)
    expect(answers[2].value).toBeGreaterThan(0)
  }, 240_000)

  it('refuses prices that cannot be added up', async () => {
    const ask = async (groups: string) =>
      (await switchyard(manyServers(), 'plan', 'mmc.yaml', '--goal', 'p95 wait <= 1 s', '--set', groups))
        .stderr
    const mixed =
      'machines=[{ count: 5, cpu: 1, memory: 8 GiB, price: 0.10 EUR }, { count: 2, cpu: 4, memory: 32 GiB, price: 1 USD }]'
    expect(await ask(mixed)).toContain(
      'found prices in EUR and USD, expected a price of every group, in one currency',
    )
    const lacking = mixed.replace(', price: 1 USD', '')
    expect(await ask(lacking)).toContain('found a group without a price')
  }, 120_000)

  it('says in seconds that no number of machines makes jobs shorter', async () => {
    const { code, stdout } = await switchyard(
      manyServers(),
      ...['plan', 'mmc.yaml', '--goal', 'p95 response <= 1 s', '--quiet'],
    )
    expect(code).toBe(0)
    // e^(−1) = 36.8 % of the jobs take longer than a second.
    expect(stdout).toMatch(/cannot be reached: even at 73 machines, .* 3[67]\.\d+ % .* 5 % may be/)
  }, 120_000)

  it('says in seconds why a goal is not reached, and names what was typed', async () => {
    // Ten jobs a second of a second each: ten machines' worth.
    const few = await switchyard(
      manyServers(),
      ...['plan', 'mmc.yaml', '--goal', 'p95 wait <= 1 s', '--to', '5', '--quiet'],
    )
    expect(few.stdout).toContain('cannot be reached: even at 5 machines')
    expect(few.stdout).toMatch(
      /Jobs ask for (19|20)\d % of all cores there, more than there is, .*; about 10 machines have so much\./,
    )
    const large = await switchyard(
      manyServers(),
      ...['plan', 'mmc.yaml', '--goal', 'p95 wait <= 1 s', '--from', '1e9', '--to', '2e9'],
    )
    expect(large.stderr).toBe(
      '--from 1000000000: expected a whole number of machines from 1 to 1000000.\n--to 2000000000: expected a whole number of machines from 1 to 1000000.\n',
    )
    const share = manyServers(undefined, 'load: 0.5\n')
    const along = await switchyard(
      share,
      ...['plan', 'mmc.yaml', '--goal', 'p95 response <= 10 ms', '--along', 'load', '--quiet'],
    )
    expect(along.stdout).toContain('cannot be reached: even at load = 0.05')
    expect(along.stdout).toContain(
      'they take longer than 10 ms by themselves, and no other value changes that.',
    )
    const beyond = ['--along', 'load', '--from', '0.5', '--to', '7', '--step', '0.5']
    const typed = await switchyard(share, 'plan', 'mmc.yaml', '--goal', 'p95 wait <= 1 s', ...beyond)
    expect(typed.code).toBe(2)
    expect(typed.stderr).toMatch(/^load=\S+: load: found /)
    expect(typed.stderr).not.toContain('--set')
  }, 120_000)

  it('says that there is nothing to measure a goal by, rather than that it cannot be reached', async () => {
    const few = ['--goal', 'availability >= 99.9%', '--to', '14', '--seeds', '20', '--quiet']
    const { stdout } = await switchyard(manyServers(), 'plan', 'mmc.yaml', ...few)
    expect(stdout).toContain('availability >= 99.9% cannot be told: even at 14 machines, ')
    expect(stdout).toContain('there was nothing to measure it by')
  }, 120_000)

  it('plans goals of classes and of services that machines fail under', async () => {
    const folder = temporaryFolder()
    const site = (detection: string) =>
      writeFileSync(
        join(folder, 'site.yaml'),
        `name: Two classes and services
system: monolithic
machines: { count: 10, cpu: 4, memory: 16 GiB }
machine-failures: { mean-time-to-failure: 4 h, mean-time-to-repair: 10 min, detection: ${detection} }
workload:
  jobs:
    - { class: batch, interarrival: exponential 10 s, duration: exponential 2 min, cpu: 1, memory: 1 GiB }
    - { class: urgent, interarrival: exponential 20 s, duration: exponential 30 s, cpu: 1, memory: 1 GiB }
  services:
    - { class: web, count: 2, instances: 3, cpu: 1, memory: 1 GiB }
warm-up: 10 min
until: 3 h
`,
      )
    const goals = ['p95 wait <= 10 s of class urgent', 'p90 wait <= 1 min of class batch']
    const ask = (...more: string[]) =>
      switchyard(folder, 'plan', 'site.yaml', '--quiet', ...more.flatMap(goal => ['--goal', goal]))
    // An instance is away for a second in 4 h, and its machine may be full of jobs: 99.98 % or so are there.
    site('1 s')
    const held = await ask(...goals, 'availability >= 99.9%')
    expect(held.stdout).toMatch(/^8 \*( +\S+ % late \(\S+ to \S+\)){2} +99\.9\S* % \(/m)
    expect(held.stdout).toContain(
      `8 machines hold ${goals.join(' and ')} and availability >= 99.9%, with 95 %`,
    )
    // Availability differs by chance alone from 7 machines to 11.
    expect(held.stdout).not.toContain('did worse')
    // 30 s of 4 h are 0.2 %.
    site('30 s')
    const missed = await ask(...goals, 'availability >= 99.9%')
    expect(missed.stdout).toContain('\navailability >= 99.9% cannot be reached: even at 41 machines')
    expect(missed.stdout).toContain('no machine more brings it back sooner')
    // 10, 11, 13, 17, 25 and 41 machines with five seeds each, and none of the range up to 320.
    expect(missed.stdout).toContain(
      '10 machines come as close to availability >= 99.9%, and cores are free at 41 machines, so more were not tried.',
    )
    expect(missed.stdout).toContain('Runs     30\n')
    // A job that runs when the run ends has no response: its mean is known from below alone.
    const mean = await ask(...goals, 'mean response <= 10 min')
    expect(mean.stdout).toMatch(/^mean response <= 10 min cannot be reached: even at 41 machines, /m)
    expect(mean.stdout).toMatch(
      /^Jobs were cut off by the end of 5 of 5 runs, so response_mean_s is known from below /m,
    )
    // Machines that are used well are few.
    const used = await ask(...goals, 'cpu_used_share >= 60%')
    expect(used.stdout).toMatch(
      /^More machines take cpu_used_share >= 60% further away than it is at 10 machines: /m,
    )
    const ofJobs = await ask(...goals, 'availability >= 99.9% of class batch')
    expect(ofJobs.stdout).toMatch(/^availability >= 99.9% of class batch cannot be told: /m)
  }, 240_000)

  it('tells growth beside the most load', async () => {
    const share = manyServers(undefined, 'load: 0.8\n')
    const ask = ['--goal', 'p95 wait <= 2 s', '--along', 'load', '--growth', '10%', '--quiet']
    const { stdout } = await switchyard(share, 'plan', 'mmc.yaml', ...ask)
    // C(10, a) · e^(−2(10 − a)) is 4.33 % at a = 8.7 and 5.54 % at 8.8, and at 9.46, a tenth more than 8.6, it is 27.6 %.
    expect(stdout).toMatch(/^load = 0\.8[5-8] holds p95 wait/m)
    expect(stdout).toMatch(/^With 10 % more load, load = 0\.8[5-8] would not do: /m)
  }, 120_000)

  it('refuses a load that follows the machines, and a setting that changes nothing', async () => {
    const goal = ['--goal', 'p95 wait <= 1 s']
    const following = manyServers(undefined, 'load: 0.8')
    const { code, stderr } = await switchyard(following, 'plan', 'mmc.yaml', ...goal)
    expect(code).toBe(2)
    expect(stderr).toContain('load: { is: 80%, of: 10 machines }')
    const range = ['--along', 'slices', '--from', '10', '--to', '30', '--step', '10']
    const same = await switchyard(manyServers(), 'plan', 'mmc.yaml', ...goal, ...range)
    expect(same.stderr).toContain('is the same from 10 to 30, expected a setting that changes it')
  }, 120_000)
})
