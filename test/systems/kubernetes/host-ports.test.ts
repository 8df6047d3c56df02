import { expect, it } from 'vitest'
import { ANY_ADDRESS, HostPorts, hostPortsOf } from '../../../systems/kubernetes/host-ports.ts'

const port = (ip: string, protocol = 'TCP', port = 80) => ({ ip, protocol, port })

it('a port is taken for its address and protocol, or for every address', () => {
  const ports = new HostPorts()
  ports.take([port('10.0.0.1')])
  expect(ports.conflicts([port('10.0.0.1')])).toBe(true)
  expect(ports.conflicts([port('10.0.0.2')])).toBe(false)
  expect(ports.conflicts([port('10.0.0.1', 'UDP')])).toBe(false)
  expect(ports.conflicts([port(ANY_ADDRESS)])).toBe(true)
  const copy = ports.copy()
  ports.release([port('10.0.0.1')])
  expect(ports.conflicts([port(ANY_ADDRESS)])).toBe(false)
  expect(copy.conflicts([port(ANY_ADDRESS)])).toBe(true)
})

it('a port 0 is none', () => {
  expect(hostPortsOf([port('10.0.0.1', 'TCP', 0), port('10.0.0.1')])).toEqual([port('10.0.0.1')])
})
