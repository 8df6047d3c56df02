import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { version } from '../../bench/run/package.ts'
import { groupNumbers } from '../../sim/measure/numbers.ts'
import { schedulerNumbers } from '../../sim/measure/scheduler-numbers.ts'
import { systems } from '../../systems/catalogue.ts'
import { orders, placements, rules, shares } from '../../systems/generic/named-policies.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { plainEnvironment, switchyard } from './command.ts'

const here = process.cwd()

describe('the help', () => {
  it.each([
    ['switchyard', []],
    ['run', ['run']],
    ['plan', ['plan']],
    ['pack', ['pack']],
    ['best', ['best']],
    ['vary', ['vary']],
    ['check', ['check']],
    ['explain', ['explain']],
    ['why', ['why']],
    ['list', ['list']],
    ['trace', ['trace']],
    ['trace info', ['trace', 'info']],
    ['report', ['report']],
    ['bench', ['bench']],
    ['conformance', ['conformance']],
  ])('of %s is as it was read and found good', async (_, command) => {
    const { code, stdout, stderr } = await switchyard(here, ...command, '--help')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatchSnapshot()
  })

  it('comes without being asked for when there is no command, on stderr and with code 2', async () => {
    const { code, stdout, stderr } = await switchyard(here)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^Usage: switchyard/)
  })
})

describe('a command line that is wrong', () => {
  it.each([
    [['rn'], "Unknown command 'rn'. Did you mean run?"],
    [['small.yaml'], "Unknown command 'small.yaml'. Did you mean `switchyard run small.yaml`?"],
    [['help', 'rn'], 'help rn: there is no command rn. Did you mean run?'],
    [['help', 'trace', 'inf'], 'help trace inf: there is no command inf. Did you mean info?'],
    [['run', '--sede', '3'], 'run: there is no option --sede. Did you mean --seeds?'],
    [['run', '-q'], 'run: there is no option -q. `switchyard run --help` lists its options.'],
    [['run', '--json=yes'], '--json: found the value "yes", expected none: it is on or left out.'],
    [['run', '--seeds', '3', '--seeds', '5'], '--seeds: found 3 and 5, expected one of them.'],
    [['run', '--out', '--quiet'], '--out: found the option --quiet, expected <folder>.'],
    [['run', '--out'], '--out: found no value, expected <folder>.'],
    [
      ['run', '--set', 'until=1h', '--set', 'until=2h'],
      '--set until: found 1h and 2h, expected one value; a list makes an axis: --set until="[1h, 2h]".',
    ],
    [['report', 'a', 'b'], 'report: found a and b, expected one folder.'],
    [['trace', 'info', 'a', 'b'], 'trace info: found a and b, expected one file.'],
    [
      ['run', '--seeds', 'many'],
      '--seeds many: expected a whole number from 1 to 10000, or how well the mean is to be known',
    ],
    [['run', '--workers', '0'], '--workers 0: expected a whole number from 1 to 1024.'],
    [['run', '--out', ''], '--out: found no name, expected that of a folder.'],
    [['run', '--shard', '3/2'], '--shard 3/2: expected i/n with 1 ≤ i ≤ n'],
    [
      ['report'],
      'report: found no folder, expected a folder that `switchyard run` wrote. Run `switchyard report --help` for examples.',
    ],
    [['report', 'nowhere'], 'nowhere does not exist. Expected a folder that `switchyard run` wrote'],
    [
      ['list', 'constructor'],
      'list constructor: there is no such list. Expected systems, frameworks, orders, placements, rules, shares, preemptions, numbers, traces or examples.',
    ],
    [['list', 'system'], 'list system: there is no such list. Did you mean systems?'],
  ])('is answered in a sentence: %j', async (args, sentence) => {
    const { code, stdout, stderr } = await switchyard(temporaryFolder(), ...args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr.startsWith(sentence), stderr).toBe(true)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  it.each([
    [
      ['run', '--sede', '3', '--seeds', '0', '--workers', 'x', '--set', 'until', '--set', 'load'],
      [
        '--seeds 0: expected a whole number',
        '--workers x: expected a whole number',
        '--set until: expected key=value',
        '--set load: expected key=value',
        'run: there is no option --sede.',
      ],
    ],
    [
      ['plan', '--confidence', '5', '--goal'],
      [
        '--confidence 5: expected a share',
        '--goal: found no value, expected <goal>.',
        'plan: found no experiment, expected a YAML file.',
      ],
    ],
    [
      ['plan', 'a.yaml', '--resample', 'days'],
      [
        '--resample days: expected users, weeks or none.',
        'plan: found no goal',
        'a.yaml: found no such file',
      ],
    ],
    [
      ['report', 'a', 'b', '--jsn', '--no-chart'],
      [
        'report: there is no option --jsn.',
        'report: there is no option --no-chart.',
        'report: found a and b, expected one folder.',
      ],
    ],
    // What stands behind an unknown option may be its value or an argument: nothing is said of it.
    [['report', '--jsn', 'a'], ['report: there is no option --jsn.']],
    [['report', 'a', '--jsn', 'b'], ['report: there is no option --jsn.']],
    // And so may what stands behind an option that was taken for a value.
    [['plan', 'a.yaml', '--goal', '--out', 'b'], ['--goal: found the option --out, expected <goal>.']],
    // What the words name is told with them.
    [
      ['vary', 'a.yaml', '--trajectories', '0'],
      ['--trajectories 0: expected a whole number', 'a.yaml: found no such file'],
    ],
    [
      ['pack', 'a.yaml', '--trials', '0', '--goal', 'p95 wayt <= 1 s'],
      ['--trials 0: expected a whole number', '--goal "p95 wayt <= 1 s"', 'a.yaml: found no such file'],
    ],
    [
      ['explain', 'a', '--job', '1', '--task', '1/0', '--gantt', 'b.bmp', '--from', '2q'],
      [
        'explain: found --job and --task, expected one',
        '--gantt b.bmp: expected a name that ends with',
        '--from: found "2q"',
      ],
    ],
    [
      ['why', 'a', '--at', '5q', '--at', 'load=1', '--at', 'load=2'],
      ['--at: found "5q"', '--at load=2: found 1 too, expected one value.'],
    ],
    [
      ['best', 'a', '--first-seeds', '3', '--seeds', '2'],
      ['--first-seeds 3: found fewer than 10', '--seeds 2: found fewer than the 3', 'a: found no such file'],
    ],
  ])('is told all that is wrong with it at once: %j', async (args, sentences) => {
    const { code, stdout, stderr } = await switchyard(temporaryFolder(), ...args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    const lines = stderr.trimEnd().split('\n')
    expect(lines.map((line, i) => line.slice(0, sentences[i]?.length))).toEqual(sentences)
  })

  it('is not told when help is asked for', async () => {
    const { code, stdout, stderr } = await switchyard(here, 'run', '--seeds', '0', '--help')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^Usage: switchyard run/)
  })

  it('is answered in JSON as well where JSON was asked for', async () => {
    const { code, stdout } = await switchyard(here, 'report', 'nowhere', '--json')
    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      exitCode: 2,
      error: expect.stringMatching(/^nowhere does not exist\./),
    })
  })
})

describe('switchyard --version', () => {
  it('prints the version of package.json', async () => {
    expect(await switchyard(here, '--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  })
})

describe('the output', () => {
  // In a shell, because the output of the test's own process cannot be a full disk.
  const inShell = (command: string) =>
    spawnSync('sh', ['-c', command, 'sh', process.execPath, resolve('cli/switchyard.mjs')], {
      env: plainEnvironment,
      encoding: 'utf8',
    })

  it('may be cut short by whoever reads it', () => {
    const { stdout, stderr } = inShell('"$1" "$2" list | head -n 1')
    expect({ stdout, stderr }).toEqual({ stdout: 'Systems (system:)\n', stderr: '' })
  })

  it.skipIf(!existsSync('/dev/full'))('that no disk has room for is told in a sentence', () => {
    const { status, stderr } = inShell('"$1" "$2" list > /dev/full')
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'The output could not be written: the disk is full.\n',
    })
  })
})

describe('switchyard list', () => {
  it('says of every system what it is for', async () => {
    const { stdout } = await switchyard(here, 'list', 'systems', '--json')
    const listed = (JSON.parse(stdout) as { systems: { name: string; about: string }[] }).systems
    expect(listed.map(({ name }) => name)).toEqual(Object.keys(systems))
    for (const { about } of listed) expect(about).toMatch(/^[\w].{20,}/)
  })

  it('lists what an experiment can name', async () => {
    const { code, stdout } = await switchyard(here, 'list', '--json')
    const lists = JSON.parse(stdout) as Record<string, { name: string; about: string }[]>
    const names = (list: string) => lists[list]!.map(({ name }) => name)
    expect(code).toBe(0)
    expect(names('systems')).toEqual(
      expect.arrayContaining(['monolithic', 'offers', 'shared-state', 'sampling']),
    )
    expect(names('orders')).toEqual(Object.keys(orders))
    expect(names('placements')).toEqual(Object.keys(placements))
    expect(names('shares')).toEqual(Object.keys(shares))
    expect(names('rules')).toEqual(Object.keys(rules))
    expect(names('numbers')).toEqual([...groupNumbers, ...schedulerNumbers].map(({ name }) => name))
    for (const list of Object.values(lists)) {
      for (const { name, about } of list) expect(about, name).not.toBe('')
    }
  })

  it('lists one part in text', async () => {
    const { stdout } = await switchyard(here, 'list', 'shares')
    expect(stdout).toMatchInlineSnapshot(`
      "Shares (root.share:), which framework is next
        fifo            no shares: in order of submission
        drf             dominant resource fairness: the smallest share of the resource it has most of
        drf-running     the same, blind to what is locked in offers (the Omega simulator)
        asset-fairness  the smallest sum of the shares of cores and memory
        fair            the smallest share of the cores
      "
    `)
  })
})
