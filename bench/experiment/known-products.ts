/**
 * Products that people name where a system is meant.
 */

/** Which system is the product, or decides as it does; sources in docs/background/architectures.md. */
const systems: Readonly<Record<string, string>> = {
  mesos: 'mesos-1.0',
  dcos: 'dcos-1.8',
  marathon: 'marathon-head',
  aurora: 'offers',
  kubernetes: 'kubernetes-1.34',
  k8s: 'kubernetes-1.34',
  swarm: 'monolithic',
  borg: 'monolithic',
  slurm: 'monolithic',
  yarn: 'monolithic',
  omega: 'shared-state',
  nomad: 'shared-state',
  sparrow: 'sampling',
}

/** `"mesos-1.0" decides in the way of mesos`, or nothing where no product is called so. */
export function systemOf(product: string): string | undefined {
  const plain = product.toLowerCase().replace(/[^a-z0-9]/g, '')
  const system = Object.hasOwn(systems, plain) ? systems[plain] : undefined
  return system === undefined ? undefined : `"${system}" decides in the way of ${product}: write ${system}`
}
