/** What the API server refuses of containers and volumes, a field at a time. */
import { describe, expect, it } from 'vitest'
import { deployment, readManifests } from './read-manifests.ts'

const c = { name: 'c', image: 'i' }

/** Of a Deployment with such pods. */
function faultsOf(spec: object, kind = 'Deployment', changes: object = {}): string[] {
  return readManifests([{ ...deployment('web', changes, spec), kind }]).faults.map(fault =>
    fault.replace(/^.*shop\/web: spec\.template\.spec\.?/, '').replace(/; correct it$/, ''),
  )
}

describe('containers are refused', () => {
  it.each<[string, object, string[]]>([
    ['never, when they are right', { containers: [c], initContainers: [{ ...c, name: 'i' }] }, []],
    [
      'without a name or an image, or with a name that is none',
      { containers: [{ image: 'i' }, { name: 'My_App', image: '' }] },
      [
        'containers[0].name: found nothing, expected the name of the container; add it',
        'containers[1].name: found "My_App", expected up to 63 lower-case letters, digits and "-", with a letter or digit at both ends',
        'containers[1].image: found "", expected the image that it runs; add it',
      ],
    ],
    [
      'with one name for two, also of an init container',
      { containers: [c], initContainers: [c] },
      [
        'containers[0].name: found the container "c" for the second time, expected every name once; rename one of them',
      ],
    ],
    [
      'with words that are none',
      {
        containers: [{ ...c, imagePullPolicy: 'always', terminationMessagePolicy: 'Log' }],
        dnsPolicy: 'Host',
      },
      [
        'containers[0].imagePullPolicy: found "always", expected one of Always, IfNotPresent, Never',
        'containers[0].terminationMessagePolicy: found "Log", expected one of File, FallbackToLogsOnError',
        'dnsPolicy: found "Host", expected one of ClusterFirst, ClusterFirstWithHostNet, Default, None',
      ],
    ],
    [
      'with ports without a number, with names that are none or stand twice, and of a host that stand twice',
      {
        containers: [
          {
            ...c,
            ports: [
              { name: 'http' },
              { name: 'http', containerPort: 80, hostPort: 80 },
              { name: 'HTTP', containerPort: 81 },
            ],
          },
          {
            ...c,
            name: 'd',
            ports: [
              { containerPort: 8080, hostPort: 80 },
              { containerPort: 1, hostPort: 80, protocol: 'UDP' },
            ],
          },
        ],
      },
      [
        'containers[0].ports[0].containerPort: found nothing, expected a port from 1 to 65535',
        'containers[0].ports[2].name: found "HTTP", expected up to 15 lower-case letters, digits and "-", with a letter among them and no "--"',
        'containers[0].ports[1].name: found the port "http" for the second time, expected every name once; rename one of them',
        'containers[1].ports[0].hostPort: found 80, expected every port of the host once in a pod; take another',
      ],
    ],
    [
      'on the network of their host with another port there, or the same one twice',
      {
        hostNetwork: true,
        containers: [{ ...c, ports: [{ containerPort: 80, hostPort: 81 }, { containerPort: 81 }] }],
      },
      [
        'containers[0].ports[0].hostPort: found 81, expected containerPort, 80, on the network of the host',
        'containers[0].ports[1].hostPort: found 81, expected every port of the host once in a pod; take another',
      ],
    ],
    [
      'with variables without a name or of two sources, though not for a name that stands twice',
      {
        containers: [
          {
            ...c,
            env: [
              { name: 'A', value: '1' },
              { name: 'A', value: '2' },
              { value: '1' },
              { name: 'B=', value: '1' },
              { name: 'C', value: '1', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
              { name: 'D', valueFrom: {} },
            ],
            envFrom: [{ prefix: 'P' }],
          },
        ],
      },
      [
        'containers[0].env[2].name: found nothing, expected the name of the variable; add it',
        'containers[0].env[3].name: found "B=", expected characters that can be printed, without "="',
        'containers[0].env[4].valueFrom: found {"fieldRef":{"fieldPath":"metadata.name"}}, expected value or valueFrom, not both',
        'containers[0].env[5].valueFrom: found nothing in it, expected one of fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef; add it',
        'containers[0].envFrom[0]: found {"prefix":"P"}, expected configMapRef or secretRef',
      ],
    ],
    [
      'with mounts of no volume, and two at one path',
      {
        volumes: [{ name: 'v', emptyDir: {} }],
        containers: [
          {
            ...c,
            volumeMounts: [
              { name: 'v', mountPath: '/a' },
              { name: 'v', mountPath: '/a' },
              { name: 'w', mountPath: '/b' },
              {},
            ],
          },
        ],
      },
      [
        'containers[0].volumeMounts[2].name: found "w", expected one of the volumes of the pod: v; add the volume',
        'containers[0].volumeMounts[3].name: found "", expected the name of a volume; add it',
        'containers[0].volumeMounts[3].mountPath: found nothing, expected where it is mounted; add it',
        'containers[0].volumeMounts[1].mountPath: found the path "/a" for the second time, expected every path once; rename one of them',
      ],
    ],
    [
      'with probes that ask nothing or twice, and with what only other probes have',
      {
        containers: [
          {
            ...c,
            livenessProbe: { periodSeconds: 5 },
            readinessProbe: { exec: {}, tcpSocket: { port: 1 }, terminationGracePeriodSeconds: 5 },
            startupProbe: { exec: {}, successThreshold: 2, failureThreshold: -1 },
            lifecycle: { preStop: {} },
          },
        ],
      },
      [
        'containers[0].livenessProbe: found nothing in it, expected one of exec, httpGet, tcpSocket, grpc; add it',
        'containers[0].readinessProbe: found exec and tcpSocket, expected one of exec, httpGet, tcpSocket, grpc; delete the others',
        'containers[0].readinessProbe.terminationGracePeriodSeconds: found 5, expected none for a readinessProbe',
        'containers[0].startupProbe.failureThreshold: found -1, expected a whole number of at least 0',
        'containers[0].startupProbe.successThreshold: found 2, expected 1, for a startupProbe',
        'containers[0].lifecycle.preStop: found nothing in it, expected one of exec, httpGet, tcpSocket, sleep; add it',
      ],
    ],
    [
      'with a life of their own where they end before the others, and with a restart policy where they do not',
      {
        containers: [{ ...c, restartPolicy: 'Always' }],
        initContainers: [
          { ...c, name: 'i', livenessProbe: { exec: {} } },
          { ...c, name: 'j', livenessProbe: { exec: {} }, restartPolicy: 'Always' },
        ],
      },
      [
        'initContainers[0].livenessProbe: found livenessProbe of an init container, expected restartPolicy: Always beside it; delete one of them',
      ],
    ],
  ])('%s', (_, spec, faults) => {
    expect(faultsOf(spec)).toEqual(faults)
  })

  it('in templates of StatefulSets, which the API server takes and whose pods it then refuses; claims can be mounted', () => {
    const spec = { containers: [{ ...c, image: '', volumeMounts: [{ name: 'data', mountPath: '/d' }] }] }
    const volumeClaimTemplates = [{ metadata: { name: 'data' }, spec: {} }]
    expect(faultsOf(spec, 'StatefulSet', { volumeClaimTemplates })).toEqual([
      'containers[0].image: found "", expected the image that it runs; add it',
    ])
    expect(faultsOf(spec, 'StatefulSet')).toContain(
      'containers[0].volumeMounts[0].name: found "data", expected one of the volumes of the pod, which has none; add the volume',
    )
  })
})

describe('pods are refused', () => {
  it('with names of hosts and gates that are none', () => {
    const gates = [{ name: 'a' }, { name: 'a' }, {}]
    expect(
      faultsOf({ hostname: 'a.b', schedulingGates: gates, nodeName: 'n', readinessGates: [{}] }),
    ).toEqual([
      'hostname: found "a.b", expected up to 63 lower-case letters, digits and "-", with a letter or digit at both ends',
      'schedulingGates[2].name: found nothing, expected the name of the gate; add it',
      'schedulingGates[1].name: found the gate "a" for the second time, expected every name once; rename one of them',
      'nodeName: found "n", expected none while there are schedulingGates',
      'readinessGates[0].conditionType: found nothing, expected the type of a condition; add it',
    ])
  })

  it('with a deadline where they go on for ever', () => {
    expect(faultsOf({ activeDeadlineSeconds: 5 })).toEqual([
      'activeDeadlineSeconds: found 5, expected none: its pods go on for ever',
    ])
  })

  it('with volumes without a name, of two kinds, or that do not say what they are made from', () => {
    const volumes = [
      { name: 'a' },
      { name: 'a', configMap: { name: 'c' } },
      { emptyDir: {} },
      { name: 'b', emptyDir: {}, hostPath: { path: '/x' } },
      { name: 'd', secret: {} },
    ]
    expect(faultsOf({ volumes })).toEqual([
      'volumes[2].name: found nothing, expected the name of the volume; add it',
      'volumes[3]: found a volume that is emptyDir and hostPath, expected one kind for each; make them volumes of their own',
      'volumes[4].secret.secretName: found nothing, expected what the secret is made from; add it',
      'volumes[1].name: found the volume "a" for the second time, expected every name once; rename one of them',
    ])
  })
})

it('a restart policy of a container that is no init container is of a later release, and refused of what nobody has stored', () => {
  const web = deployment('web', {}, { containers: [{ ...c, restartPolicy: 'Always' }] })
  const stored = readManifests([web])
  expect([stored.faults, [...stored.notHonoured.keys()]]).toEqual([[], ['containers.restartPolicy']])
  expect(readManifests([{ ...web, metadata: { name: 'web' } }]).faults).toEqual([
    '0.spec.template.spec.containers.0.restartPolicy: Deployment default/web: spec.template.spec.containers[0].restartPolicy: found "Always", expected none: it is for init containers; correct it',
  ])
})

it('a node that a template names is no fault, and is not honoured', () => {
  const { faults, notHonoured } = readManifests([deployment('web', {}, { nodeName: 'n1' })])
  expect(faults).toEqual([])
  expect([...notHonoured]).toEqual([['nodeName', 1]])
})
