/**
 * Pictures of pages are charts that a run draws: it draws the same bytes again. What the page of a picture quotes is in the run's finding.
 */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { switchyard } from '../cli/command.ts'
import { temporaryFolder } from '../temporary-folder.ts'

test.each([
  {
    picture: 'root-swap.png',
    experiment: 'root-swap.yaml',
    chart: 'scorecard.png',
    page: 'docs/background/root-swap.md',
  },
  {
    picture: 'four-architectures.png',
    experiment: 'four-architectures.yaml',
    chart: 'intervals-wait-first-mean-s-all.png',
  },
  {
    picture: 'oversubscription.png',
    experiment: 'mesos/oversubscription.yaml',
    chart: 'intervals-core-hours-done-framework-batch.png',
  },
  {
    picture: 'agent-death.png',
    experiment: 'mesos/agent-death.yaml',
    chart: 'intervals-relaunch-max-s-all.png',
  },
  { picture: 'rack-death.png', experiment: 'mesos/rack-death.yaml', chart: 'utilisation.png' },
  { picture: 'failing-upgrade.png', experiment: 'mesos/failing-upgrade.yaml', chart: 'utilisation.png' },
  {
    picture: 'refusals.png',
    experiment: 'mesos/refusals.yaml',
    chart: 'intervals-wait-last-max-s-class-service.png',
  },
  {
    picture: 'hoarding.png',
    experiment: 'mesos/hoarding.yaml',
    chart: 'intervals-jobs-finished-class-large.png',
  },
  {
    picture: 'second-marathon.png',
    experiment: 'dcos/02-on-top-contended.yaml',
    chart: 'intervals-deployment-mean-s-all.png',
  },
  {
    picture: 'stale-joins.png',
    experiment: 'dcos/09-joins.yaml',
    chart: 'intervals-joins-stale-share-scheduler-chronos.png',
  },
  { picture: 'starvation.png', experiment: 'mesos/starvation.yaml', chart: 'wait-distribution.png' },
])('$picture is $chart of examples/$experiment', async ({ picture, experiment, chart, page }) => {
  const folder = temporaryFolder()
  const path = resolve('examples', experiment)
  const { code, stderr } = await switchyard(folder, 'run', path, '--out', 'drawn', '--quiet')
  expect(code, stderr).toBe(0)
  const drawn = readFileSync(join(folder, 'drawn/charts', chart))
  expect(
    drawn.equals(readFileSync(join('docs/images', picture))),
    `docs/images/${picture} is not what the run draws: look at the new chart, and copy it there.`,
  ).toBe(true)
  if (page === undefined) return
  const quoted = quotation(readFileSync(page, 'utf8'))
  expect(quoted).not.toBe('')
  expect(readFileSync(join(folder, 'drawn/summary.md'), 'utf8')).toContain(quoted)
})

/** The lines of a page that begin with '> ', as one, and names in them as plain text. */
function quotation(page: string): string {
  return [...page.matchAll(/^> (.*)$/gm)].map(([, line]) => line!.replaceAll('`', '')).join(' ')
}
