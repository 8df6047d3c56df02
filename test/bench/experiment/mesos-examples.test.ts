/**
 * The scenarios on Mesos: every value that must come out by hand or from a source does.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { switchyard } from '../../cli/command.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const folder = 'examples/mesos'
const withChecks = readdirSync(folder).filter(name =>
  /^checks:$/m.test(readFileSync(join(folder, name), 'utf8')),
)

test('six of the scenarios have such values', () => {
  expect(withChecks).toEqual([
    'agent-death.yaml',
    'failing-upgrade.yaml',
    'master-death.yaml',
    'oversubscription.yaml',
    'rack-death.yaml',
    'rolling-upgrade.yaml',
  ])
})

/** Row 13 of the question on DC/OS too, which is quick. */
const examples = [...withChecks.map(name => join(folder, name)), 'examples/dcos/13-launch-tokens.yaml']

test.each(examples)('all checks of %s come out', async path => {
  const { code, stdout, stderr } = await switchyard(
    temporaryFolder(),
    ...['run', resolve(path), '--no-charts', '--quiet', '--out', 'out'],
  )
  expect(code, stderr).toBe(0)
  const checks = stdout.split('\n').filter(line => line.startsWith('Check, '))
  expect(checks.length).toBeGreaterThan(0)
  expect(checks.filter(line => !line.startsWith('Check, came out:'))).toEqual([])
})
