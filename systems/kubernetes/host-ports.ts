/**
 * Ports of the node that pods take (Kubernetes, pkg/scheduler/framework/types.go, v1.34.4).
 */

export interface HostPort {
  readonly protocol: string
  /** `0.0.0.0` stands for every address. */
  readonly ip: string
  readonly port: number
}

export const ANY_ADDRESS = '0.0.0.0'

/** Those of the ports that a node gives: a port 0 is none. */
export function hostPortsOf(ports: readonly HostPort[]): readonly HostPort[] {
  return ports.filter(({ port }) => port > 0)
}

/** The host ports in use on a node. A port that two pods hold is free when the first of them goes, as in the real one. */
export class HostPorts {
  /** Addresses by protocol and port. */
  readonly #used: Map<string, Set<string>>

  constructor(used: Iterable<readonly [string, ReadonlySet<string>]> = []) {
    this.#used = new Map([...used].map(([port, addresses]) => [port, new Set(addresses)]))
  }

  copy(): HostPorts {
    return new HostPorts(this.#used)
  }

  take(ports: readonly HostPort[]): void {
    for (const port of ports) {
      const addresses = this.#used.get(keyOf(port))
      if (addresses === undefined) this.#used.set(keyOf(port), new Set([port.ip]))
      else addresses.add(port.ip)
    }
  }

  release(ports: readonly HostPort[]): void {
    for (const port of ports) {
      const addresses = this.#used.get(keyOf(port))
      addresses?.delete(port.ip)
      if (addresses?.size === 0) this.#used.delete(keyOf(port))
    }
  }

  conflicts(ports: readonly HostPort[]): boolean {
    for (const port of ports) {
      const addresses = this.#used.get(keyOf(port))
      if (addresses === undefined) continue
      if (port.ip === ANY_ADDRESS || addresses.has(ANY_ADDRESS) || addresses.has(port.ip)) return true
    }
    return false
  }
}

const keyOf = ({ protocol, port }: HostPort) => `${protocol}/${port}`
