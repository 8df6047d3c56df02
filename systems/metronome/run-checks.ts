/**
 * What Metronome checks of a run beyond the types of its fields, in its own words (JobRunSpec.scala and Network.scala,
 * de4174d). A violation is a path and what is wrong there.
 */
export type Violation = readonly [path: string, says: string]

export interface WrittenNetwork {
  readonly mode: string
  readonly name?: string
  readonly labels?: Readonly<Record<string, string>>
}

/** What the checks look at. Fields are as in the API. */
export interface WrittenRun {
  readonly cmd?: string
  readonly gpus?: number
  readonly docker?: { readonly image?: string }
  readonly ucr?: unknown
  readonly networks?: readonly WrittenNetwork[]
  readonly volumes?: readonly { readonly secret?: string }[]
  readonly env?: Readonly<Record<string, string | { readonly secret?: string }>>
  readonly secrets?: Readonly<Record<string, unknown>>
}

export function runViolations(run: WrittenRun): Violation[] {
  const { networks = [], volumes = [], gpus = 0 } = run
  const found: Violation[] = networkingFaults(run).map((says): Violation => ['/networks', says])
  if (gpus !== 0 && run.docker !== undefined) found.push(['/gpus', 'GPUs are not supported with Docker'])
  if (run.docker !== undefined && volumes.some(({ secret }) => secret !== undefined))
    found.push(['/volumes', 'File based secrets are only supported by UCR'])
  networks.forEach((network, i) => {
    for (const [path, says] of networkViolations(network)) found.push([`/networks(${i})${path}`, says])
  })
  const image = run.docker?.image ?? ''
  if (run.cmd === undefined && image === '' && run.ucr === undefined)
    found.push(['/', 'Cmd, Docker or UCR image must be specified'])
  if (run.docker !== undefined && run.ucr !== undefined)
    found.push(['/', 'Either Docker or UCR should be provided, but not both'])
  const secrets = secretsFault(run)
  if (secrets !== '') found.push(['/', secrets])
  return found
}

function networkingFaults({ networks = [], docker, ucr }: WrittenRun): string[] {
  const modes = new Set(networks.map(({ mode }) => mode))
  const names = networks.flatMap(({ name }) => (name === undefined ? [] : [name]))
  const found = []
  if (modes.size > 1)
    found.push(
      'You may not mix host, container, or container/bridge networking. Only define one kind of network.',
    )
  if (docker === undefined && ucr === undefined) {
    if ([...modes].some(mode => mode !== 'host'))
      found.push('Only containers may join container or bridge networks')
  } else if (docker !== undefined && ucr === undefined && networks.length > 1) {
    if (modes.size === 1 && modes.has('container'))
      found.push('Docker does not allow specification of multiple networks')
  }
  if (networks.length > 1 && [...modes].some(mode => mode !== 'container'))
    found.push('Only one host or container/bridge network modes are allowed')
  if (new Set(names).size < names.length) found.push('network names must be unique')
  return found
}

export function networkViolations({ mode, name, labels = {} }: WrittenNetwork): Violation[] {
  if (mode === 'container')
    return name === undefined || name === '' ? [['/name', 'must not be empty for container networks']] : []
  const hint = mode === 'host' ? 'for host network' : 'for container/bridge networks'
  const found: Violation[] = []
  if (name !== undefined) found.push(['/name', `must be empty ${hint}`])
  if (mode === 'host' && Object.keys(labels).length > 0) found.push(['/labels', `must be empty ${hint}`])
  return found
}

/** Every secret must be used, and every reference must have its secret. */
function secretsFault({ env = {}, volumes = [], secrets = {} }: WrittenRun): string {
  const ofEnv = Object.values(env).flatMap(value => (typeof value === 'string' ? [] : [value.secret]))
  const referenced = new Set(
    [...ofEnv, ...volumes.map(({ secret }) => secret)].filter(name => name !== undefined),
  )
  const provided = Object.keys(secrets)
  const missing = [...referenced].filter(name => !provided.includes(name))
  const unused = provided.filter(name => !referenced.has(name))
  let says = ''
  if (missing.length > 0)
    says += `The following secrets are referenced, but undefined: ${missing.join(', ')}. Please add them to the secrets field.`
  if (unused.length > 0)
    says += `The following secrets are defined, but not referenced: ${unused.join(', ')}. Please remove them from the secrets field.`
  return says
}
