import { describe, expect, it } from 'vitest'
import {
  cronJobName,
  dnsLabel,
  environmentName,
  jobName,
  labelValue,
  type NameForm,
  portName,
  qualifiedName,
  serviceName,
  subdomain,
} from '../../../../systems/kubernetes/manifest/names.ts'
import { deployment, readManifests } from './read-manifests.ts'

const long = (length: number) => 'a'.repeat(length)

describe('names', () => {
  it.each<[string, NameForm, string[], string[]]>([
    ['dnsLabel', dnsLabel, ['a', '1-a', long(63)], ['', 'A', '-a', 'a-', 'a.b', 'a_b', long(64)]],
    ['subdomain', subdomain, ['a', 'a.b-c.1', long(253)], ['', 'a..b', '.a', 'a.', 'a-.b', 'a/b', long(254)]],
    ['serviceName', serviceName, ['web', 'w1'], ['1web', 'web.a', long(64)]],
    ['cronJobName', cronJobName, [long(52)], [long(53), 'A']],
    ['jobName', jobName, [long(63), 'a.b'], [long(64)]],
    [
      'qualifiedName',
      qualifiedName,
      ['app', 'A_b.c', 'example.com/app', `x/${long(63)}`, `${long(253)}/a`],
      ['', '/app', 'a/', 'a/b/c', 'Example.com/a', '-a', 'a b', `x/${long(64)}`],
    ],
    ['labelValue', labelValue, ['', 'A_b.c-1', long(63)], ['-', 'a b', 'a/b', long(64)]],
    ['portName', portName, ['http', '8080-tcp', long(15)], ['8080', 'a--b', '-a', 'HTTP', long(16)]],
    ['environmentName', environmentName, ['PATH', 'a.b-c', 'with space'], ['', 'A=B', 'ä', 'a\n']],
  ])('%s', (_, form, good, bad) => {
    expect(good.filter(text => !form.is(text))).toEqual([])
    expect(bad.filter(text => form.is(text))).toEqual([])
  })
})

const faultsOf = (object: object) =>
  readManifests([object]).faults.map(fault => fault.replace(/^.*?: /, '').replace(/, expected .*/, ''))

describe('metadata', () => {
  it('has a name of its kind, a namespace, labels and annotations', () => {
    const metadata = {
      ...{ name: 'web', namespace: 'My Shop', labels: { 'a b': 'c', app: 'web server' } },
      annotations: { 'Example.com/Note': 'anything at all ✓', 'two words': '' },
    }
    expect(faultsOf({ ...deployment('web'), metadata })).toEqual([
      'Deployment My Shop/web: metadata.namespace: found "My Shop"',
      'Deployment My Shop/web: metadata.labels.a b: found "a b" as a key',
      'Deployment My Shop/web: metadata.labels.app: found "web server"',
      'Deployment My Shop/web: metadata.annotations.two words: found "two words" as a key',
    ])
  })

  it('is checked in templates too', () => {
    const template = {
      metadata: { labels: { app: 'web', tier: 'a/b' }, annotations: { '': 'x' } },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    }
    expect(faultsOf(deployment('web', { template }))).toEqual([
      'Deployment shop/web: spec.template.metadata.labels.tier: found "a/b"',
      'Deployment shop/web: spec.template.metadata.annotations.: found "" as a key',
    ])
  })

  it.each([
    ['v1', 'Namespace', 'a.b'],
    ['v1', 'Service', '1st'],
    ['batch/v1', 'CronJob', long(53)],
    ['batch/v1', 'Job', long(64)],
  ])('of %s %s: not %s', (apiVersion, kind, name) => {
    const found = faultsOf({ apiVersion, kind, metadata: { name } })
    expect(found[0]).toMatch(new RegExp(`: metadata.name: found "${name}"$`))
  })
})
