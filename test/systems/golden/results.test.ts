/**
 * Results that are written down, so that whoever changes one sees it: of a small run of every system, and of eventful runs.
 *
 * A few numbers of each stand there to be read; the digest is one of everything that started and ended, and of all numbers. A change of
 * any is told in the changelog, under *Numbers that changed*.
 */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Result } from '../../../sim/measure/result.ts'
import { systems } from '../../../systems/catalogue.ts'
import { resultOf } from '../one-experiment.ts'
import { eventfulRun } from './eventful-run.ts'
import { genericScenarios } from './generic-scenarios.ts'
import { kubernetesScenarios } from './kubernetes-scenarios.ts'
import { mesosFrameworkScenarios } from './mesos-framework-scenarios.ts'
import { mesosScenarios } from './mesos-scenarios.ts'

const READ = [
  'tasks_started',
  'tasks_failed',
  'tasks_lost',
  'jobs_finished',
  'wait_first_mean_s',
  'cpu_used_share',
]

/** How many events a run took is left out: another way to the same results may need fewer. */
function inShort(
  { events: _, ...result }: Result,
  log: readonly string[],
): Readonly<Record<string, unknown>> {
  const { numbers } = result.rows.find(({ scope }) => scope === 'all')!
  const digest = createHash('sha256')
    .update(JSON.stringify([log, result]))
    .digest('hex')
    .slice(0, 16)
  return { ...Object.fromEntries(READ.map(name => [name, numbers[name]])), digest }
}

describe('a small run', () => {
  it.each(Object.keys(systems))('of %s has the result that is written down', name => {
    expect(inShort(resultOf(name), [])).toMatchSnapshot()
  })
})

const scenarios = Object.entries({
  ...genericScenarios,
  ...mesosScenarios,
  ...mesosFrameworkScenarios,
  ...kubernetesScenarios,
})

describe.each([
  ['an eventful run', false],
  ['an eventful run on whole seconds', true],
])('%s', (_, wholeSeconds) => {
  it.each(scenarios)('of %s has the result that is written down', async (_, scenario) => {
    const { log, result } = await eventfulRun({ ...scenario, wholeSeconds })
    // A run in which little happens holds little.
    expect(log.length).toBeGreaterThan(100)
    expect(inShort(result, log)).toMatchSnapshot()
  })
})
