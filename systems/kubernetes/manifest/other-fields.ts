/**
 * Fields that the API has and that are not read, wherever they stand (Kubernetes, staging/src/k8s.io/api, v1.34.4): they are not
 * honoured. What is neither here nor read is no field, and the API server refuses it (`fieldValidation: Strict`, as `kubectl apply`
 * asks for).
 */
export const otherFields: ReadonlySet<string> = new Set([
  // Of pods.
  ...['ephemeralContainers', 'hostnameOverride', 'os', 'resourceClaims', 'runtimeClassName'],
  // Of containers and their resources.
  ...['claims', 'restartPolicyRules', 'volumeDevices'],
  // Of objects.
  ...['volumeClaimTemplates', 'configSource'],
  // Kinds of volumes.
  ...[
    'awsElasticBlockStore',
    'azureDisk',
    'azureFile',
    'cephfs',
    'cinder',
    'csi',
    'ephemeral',
    'fc',
    'flexVolume',
  ],
  ...[
    'flocker',
    'gcePersistentDisk',
    'gitRepo',
    'glusterfs',
    'image',
    'iscsi',
    'nfs',
    'persistentVolumeClaim',
  ],
  ...['photonPersistentDisk', 'portworxVolume', 'quobyte', 'rbd', 'scaleIO', 'storageos', 'vsphereVolume'],
])
