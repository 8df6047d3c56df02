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
    [['run', '--sede', '3'], "Unknown option '--sede'. Did you mean one of --seeds, --set?"],
    [
      ['run', '--seeds', 'many'],
      '--seeds many: expected a whole number from 1 to 10000, or how well the mean is to be known',
    ],
    [['run', '--workers', '0'], '--workers 0: expected a whole number from 1 to 1024.'],
    [['run', '--out', ''], '--out: found no name, expected that of a folder.'],
    [['run', '--shard', '3/2'], '--shard 3/2: expected i/n with 1 ≤ i ≤ n'],
    [['report'], "Missing required argument 'folder'. Run switchyard --help for what there is."],
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
