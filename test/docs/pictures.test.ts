/**
 * Pictures of pages are charts that a run draws: it draws the same bytes again.
 */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { switchyard } from '../cli/command.ts'
import { temporaryFolder } from '../temporary-folder.ts'

test.each([
  {
    picture: 'oversubscription.png',
    experiment: 'mesos/oversubscription.yaml',
    chart: 'intervals-core-hours-done-framework-batch.png',
  },
  { picture: 'rack-death.png', experiment: 'mesos/rack-death.yaml', chart: 'utilisation.png' },
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
])('$picture is $chart of examples/$experiment', async ({ picture, experiment, chart }) => {
  const folder = temporaryFolder()
  const path = resolve('examples', experiment)
  const { code, stderr } = await switchyard(folder, 'run', path, '--out', 'drawn', '--quiet')
  expect(code, stderr).toBe(0)
  const drawn = readFileSync(join(folder, 'drawn/charts', chart))
  expect(
    drawn.equals(readFileSync(join('docs/images', picture))),
    `docs/images/${picture} is not what the run draws: look at the new chart, and copy it there.`,
  ).toBe(true)
})
