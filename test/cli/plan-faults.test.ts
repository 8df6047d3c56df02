import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { switchyard } from './command.ts'

/** One kind of machines, of which there are ten. */
function manyServers(): string {
  const folder = temporaryFolder()
  writeFileSync(
    join(folder, 'mmc.yaml'),
    `name: M/M/c
system: batch-fcfs
machines: { count: 10, cpu: 1, memory: 1 GiB }
workload:
  jobs: { interarrival: exponential 100 ms, duration: exponential 1 s, cpu: 1, memory: 1 GiB }
until: 400 s
`,
  )
  return folder
}

describe('what is wrong with a question of switchyard plan', () => {
  it('tells all faults of its goals at once', async () => {
    const { code, stderr } = await switchyard(
      manyServers(),
      ...['plan', 'mmc.yaml', '--goal', 'p95 wayt <= 1 s', '--goal', 'p95 wait < 1 s', '--seeds', '5'],
    )
    expect(code).toBe(2)
    expect(stderr.trim().split('\n')).toHaveLength(3)
  })

  it('tells with them what is wrong with the options, the range and the experiment', async () => {
    const folder = manyServers()
    const ask = async (...words: string[]) =>
      (await switchyard(folder, 'plan', ...words)).stderr.trim().split('\n')
    expect(
      await ask(
        ...['mmc.yaml', '--goal', 'p95 wayt <= 1 s', '--confidence', '2', '--seeds', '5', '--set', 'seed=3'],
        ...['--along', 'laod', '--from', '3', '--to', '2', '--step', '-1'],
      ),
    ).toEqual([
      '--confidence 2: expected a share from 50% and below 100%, such as 95%.',
      expect.stringMatching(/^--goal "p95 wayt <= 1 s"/),
      '--seeds 5: found 5 seeds, expected at least 20; with fewer the test claims more than it knows.',
      '--from 3: expected less than --to 2.',
      '--step -1: expected a number above 0.',
      expect.stringMatching(/^--set seed=3: seed: found an unknown key/),
    ])
    // A goal that took the next option for its value is no missing one; and a setting is looked for where its range is one.
    expect(
      await ask(
        'mmc.yaml',
        '--goal',
        '--quiet',
        '--along',
        'laod',
        '--from',
        '1',
        '--to',
        '2',
        '--step',
        '1',
      ),
    ).toEqual(['--goal: found the option --quiet, expected <goal>.', expect.stringContaining('laod')])
    expect(await ask('none.yaml', '--up-to', '3')).toEqual([
      expect.stringContaining('found no goal'),
      expect.stringContaining('--up-to 3'),
      expect.stringContaining('none.yaml: found no such file'),
    ])
  }, 120_000)

  it('refuses ranges of machines that are none, and steps', async () => {
    const ask = (...range: string[]) =>
      switchyard(manyServers(), 'plan', 'mmc.yaml', '--goal', 'p95 wait <= 1 s', ...range)
    const told = async (...range: string[]) => (await ask(...range)).stderr.trim()
    expect(await told('--from', '10', '--to', '3')).toBe('--from 10: expected at most --to 3.')
    // 32 times the 10 machines of the file.
    expect(await told('--from', '321')).toMatch(/^--from 321: expected at most 320, .* with --to\.$/)
    expect((await told('--from', '0', '--to', '2.5', '--step', '5')).split('\n')).toEqual([
      '--from 0: expected a whole number of machines from 1 to 1000000.',
      '--to 2.5: expected a whole number of machines from 1 to 1000000.',
      '--step 5: machines are counted one by one, expected 1; leave it out.',
    ])
  }, 120_000)
})
