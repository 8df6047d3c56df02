/**
 * Settings of Mesos as a root, as an experiment writes them. Nothing here has a default.
 */
import * as z from 'zod'
import { describe } from './faults.ts'
import { cpu, duration, leaf, memory, text, whole } from './quantities.ts'

const roleAmounts = z
  .record(
    z.string(),
    z.strictObject({
      cpu: cpu().optional().describe('Cores.'),
      memory: memory({ zero: true }).optional().describe('Memory.'),
    }),
  )
  .optional()

const reservation = z.strictObject({
  role: text('the name of a role').describe('Only frameworks in this role are offered it.'),
  cpu: cpu().optional().describe('Cores of every such machine; all that it has where that is less.'),
  memory: memory({ zero: true }).optional().describe('Memory of every such machine.'),
  on: z
    .strictObject({
      attribute: text('the name of an attribute of machines').describe('The attribute.'),
      value: text('a value of the attribute').describe('Its value.'),
    })
    .optional()
    .describe('Only machines with this value of an attribute; left out: all machines.'),
})

const partition = z.strictObject({
  at: duration({ zero: true }).describe('When it begins.'),
  lasts: duration().describe('How long it lasts.'),
  machines: z.array(whole(0)).min(1).describe('Numbers of the machines that are cut off, from 0.'),
})

const yesOrNo = () =>
  leaf(
    input => (typeof input === 'boolean' ? input : { found: describe(input), expected: 'true or false' }),
    { type: 'boolean' },
  )

export const mesosSettings = {
  suppress: yesOrNo()
    .optional()
    .describe('Mesos: a framework that wants nothing says so, and is offered nothing until it revives.'),
  revive: yesOrNo()
    .optional()
    .describe('Mesos: a framework that begins to want something has its refusals forgotten.'),
  'message-cost': duration({ zero: true })
    .optional()
    .describe('Mesos: what the master takes to handle one message, one after the other. An assumption.'),
  'agent-ping-timeout': duration()
    .optional()
    .describe('Mesos: time between two pings of the master to an agent (--agent_ping_timeout).'),
  'max-agent-ping-timeouts': whole(1)
    .optional()
    .describe('Mesos: pings in a row without an answer, after which an agent is given up.'),
  'agent-removal-interval': duration({ zero: true })
    .optional()
    .describe(
      'Mesos: one agent in this time at most is given up (--agent_removal_rate_limit); 0 s: no limit.',
    ),
  'agent-reregister-timeout': duration()
    .optional()
    .describe('Mesos: a new master gives up agents that it has not heard of for so long.'),
  election: duration({ zero: true })
    .optional()
    .describe('Mesos: from the death of a master to the next one (--zk_session_timeout).'),
  'master-mean-time-to-failure': duration({ never: true })
    .optional()
    .describe('Mesos: mean time between failures of the leading master (exponential).'),
  'master-failures': z
    .array(duration({ zero: true }))
    .optional()
    .describe('Mesos: moments at which the leading master dies. A list.'),
  guarantees: roleAmounts.describe('Mesos: what roles can count on, by role (quota).'),
  limits: roleAmounts.describe('Mesos at head: what roles may not go beyond, by role (quota).'),
  reservations: z.array(reservation).optional().describe('Mesos: what agents reserve for roles. A list.'),
  partitions: z
    .array(partition)
    .optional()
    .describe('Mesos: machines that go on and cannot be reached for a while. A list.'),
}

/** Amounts by role, and of reservations, under the names that the specification has for their units. */
export function inRootUnits(key: string, value: unknown): unknown {
  if (key === 'reservations') return (value as Amounts[]).map(withUnits)
  if (key !== 'guarantees' && key !== 'limits') return value
  return Object.fromEntries(
    Object.entries(value as Record<string, Amounts>).map(([role, amounts]) => [role, withUnits(amounts)]),
  )
}

interface Amounts {
  readonly cpu?: number | undefined
  readonly memory?: number | undefined
}

const withUnits = ({ cpu, memory, ...rest }: Amounts) => ({
  ...rest,
  ...(cpu !== undefined && { cpuMilli: cpu }),
  ...(memory !== undefined && { memoryMiB: memory }),
})
