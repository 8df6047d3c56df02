/**
 * Products that people name where an architecture is meant.
 */

/** Which of the four architectures decides as the product does; sources in docs/background/architectures.md. */
const architectures: Readonly<Record<string, string>> = {
  mesos: 'offers',
  dcos: 'offers',
  marathon: 'offers',
  aurora: 'offers',
  kubernetes: 'monolithic',
  k8s: 'monolithic',
  swarm: 'monolithic',
  borg: 'monolithic',
  slurm: 'monolithic',
  yarn: 'monolithic',
  omega: 'shared-state',
  nomad: 'shared-state',
  sparrow: 'sampling',
}

/** `"offers" is the way of Mesos`, or nothing where no product is called so. */
export function architectureOf(product: string): string | undefined {
  const plain = product.toLowerCase().replace(/[^a-z0-9]/g, '')
  const system = Object.hasOwn(architectures, plain) ? architectures[plain] : undefined
  return system === undefined ? undefined : `"${system}" decides in the way of ${product}: write ${system}`
}
