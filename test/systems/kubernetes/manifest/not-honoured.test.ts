import { expect, it } from 'vitest'
import { container, deployment, readManifests } from './read-manifests.ts'

it('names what is read and changes nothing: histories, and what is done with what is finished', () => {
  const template = { spec: { restartPolicy: 'Never', containers: [container()] } }
  const job = { template, ttlSecondsAfterFinished: 100 }
  const read = readManifests([
    deployment('web', { revisionHistoryLimit: 10 }),
    deployment('db', { revisionHistoryLimit: 2 }),
    { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' }, spec: job },
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'c' },
      spec: {
        schedule: '@hourly',
        jobTemplate: { spec: { template } },
        ...{ successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 },
      },
    },
  ])
  expect(read.faults).toEqual([])
  expect([...read.notHonoured]).toEqual([
    ['CronJob.failedJobsHistoryLimit', 1],
    ['CronJob.successfulJobsHistoryLimit', 1],
    ['Deployment.revisionHistoryLimit', 2],
    ['Job.ttlSecondsAfterFinished', 1],
  ])
  expect(readManifests([deployment('web', { revisionHistoryLimit: -1 })]).faults).toEqual([
    '0.spec.revisionHistoryLimit: Deployment shop/web: spec.revisionHistoryLimit: found -1, expected a whole number of at least 0; correct it',
  ])
})
