/**
 * Fields that the API has and that are not read (Kubernetes, staging/src/k8s.io/api, v1.34.4): they are not honoured. What is neither
 * here nor read is no field, and the API server refuses it (`fieldValidation: Strict`, as `kubectl apply` asks for).
 */

const ofPods = ['ephemeralContainers', 'hostnameOverride', 'os', 'resourceClaims', 'runtimeClassName']

const ofContainers = ['restartPolicyRules', 'volumeDevices']

/** By the field of the object, or of the list, in which they stand. */
const others: Readonly<Record<string, readonly string[]>> = {
  containers: ofContainers,
  initContainers: ofContainers,
  resources: ['claims'],
  volumes: [
    ...['awsElasticBlockStore', 'azureDisk', 'azureFile', 'cephfs', 'cinder', 'csi', 'ephemeral', 'fc'],
    ...['flexVolume', 'flocker', 'gcePersistentDisk', 'gitRepo', 'glusterfs', 'image', 'iscsi', 'nfs'],
    ...['persistentVolumeClaim', 'photonPersistentDisk', 'portworxVolume', 'quobyte', 'rbd', 'scaleIO'],
    ...['storageos', 'vsphereVolume'],
  ],
}

/** `at` begins with the kind of the object. */
export function isOtherField(at: readonly (string | number)[]): boolean {
  const [field, owner, before] = at.filter(part => typeof part === 'string').reverse()
  if (owner !== 'spec') return owner !== undefined && (others[owner]?.includes(field!) ?? false)
  if (before === 'Pod' || before === 'template') return ofPods.includes(field!)
  return (
    (before === 'StatefulSet' && field === 'volumeClaimTemplates') ||
    (before === 'Node' && field === 'configSource')
  )
}
