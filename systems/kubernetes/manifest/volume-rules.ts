/**
 * What the API server refuses of the volumes of pods (Kubernetes, pkg/apis/core/validation/validation.go, v1.34.4): their names, that
 * each is of one kind, and that it says what it is made from.
 */
import type { Fields } from './fields.ts'
import { checkOnce, dnsLabel, requireName } from './names.ts'

/** What a kind of volume cannot do without. */
const needed: Readonly<Record<string, readonly string[]>> = {
  configMap: ['name'],
  secret: ['secretName'],
  persistentVolumeClaim: ['claimName'],
  hostPath: ['path'],
  nfs: ['server', 'path'],
  csi: ['driver'],
}

export function checkVolumes(spec: Fields): void {
  const volumes = spec.each('volumes')
  for (const volume of volumes) {
    requireName(volume, 'name', dnsLabel, 'the name of the volume')
    const kinds = Object.keys(volume.all).filter(key => key !== 'name' && volume.has(key))
    if (kinds.length > 1)
      volume.reading.said(
        volume.at,
        `found a volume that is ${kinds.join(' and ')}, expected one kind for each; make them volumes of their own`,
      )
    for (const kind of kinds)
      for (const key of needed[kind] ?? []) {
        const source = volume.inside(kind)
        if ((source.anything(key) ?? '') === '')
          source.expected(key, source.anything(key), `what the ${kind} is made from`, 'add it')
      }
  }
  checkOnce(volumes, 'name', 'volume')
}
