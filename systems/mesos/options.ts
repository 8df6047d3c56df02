/**
 * What an experiment can set of Mesos as a root, and of frameworks under it.
 */
import { offerOptions } from '../generic/offers.ts'
import type { FrameworkSpec, RootSpec } from '../generic/spec.ts'
import type { Option, Options, OptionsOf } from '../options.ts'
import type { SorterName } from './head-sorters.ts'
import { coreUseOptions, oversubscriptionOptions } from './oversubscription/options.ts'
import type { MesosFrameworkSpec, MesosSpec } from './spec.ts'

const amounts = {
  cpuMilli: { is: 'cpu', optional: true, about: 'Cores.' },
  memoryMiB: { is: 'memory', zero: true, optional: true, about: 'Memory.' },
} as const

const byRole = (about: string): Option => ({ is: 'by-name', of: { is: 'map', of: amounts }, about })

const role = 'the name of a role'

const sorters: readonly SorterName[] = ['drf', 'random']

const reservation: Options = {
  role: { is: 'text', expected: role, about: 'Only frameworks in this role are offered it.' },
  cpuMilli: {
    ...amounts.cpuMilli,
    about: 'Cores of every such machine; all that it has where that is less.',
  },
  memoryMiB: { ...amounts.memoryMiB, about: 'Memory of every such machine.' },
  on: {
    is: 'map',
    of: {
      attribute: { is: 'text', expected: 'the name of an attribute of machines', about: 'The attribute.' },
      value: { is: 'text', expected: 'a value of the attribute', about: 'Its value.' },
    },
    optional: true,
    about: 'Only machines with this value of an attribute; left out: all machines.',
  },
}

const partition: Options = {
  at: { is: 'duration', zero: true, about: 'When it begins.' },
  lasts: { is: 'duration', about: 'How long it lasts.' },
  machines: {
    is: 'list',
    of: { is: 'whole', least: 0 },
    least: 1,
    about: 'Numbers of the machines that are cut off, from 0.',
  },
}

const maintenance: Options = {
  posted: {
    is: 'duration',
    zero: true,
    about: 'When the schedule is posted, and frameworks are asked to leave; left out: at the beginning.',
    optional: true,
  },
  start: { is: 'duration', about: 'When the machines are taken down, with what still runs there.' },
  lasts: { is: 'duration', about: 'After so long they are up again.' },
  machines: {
    is: 'list',
    of: { is: 'whole', least: 0 },
    least: 1,
    about: 'Numbers of the machines, from 0.',
  },
}

export const mesosOptions: OptionsOf<Omit<MesosSpec, 'era'>, RootSpec> = {
  ...offerOptions,
  suppress: {
    is: 'boolean',
    about: 'Mesos: a framework that wants nothing says so, and is offered nothing until it revives.',
  },
  revive: {
    is: 'boolean',
    about: 'Mesos: a framework that begins to want something has its refusals forgotten.',
  },
  messageCost: {
    is: 'duration',
    zero: true,
    about: 'Mesos: what the master takes to handle one message, one after the other. An assumption.',
  },
  agentPingTimeout: {
    is: 'duration',
    about: 'Mesos: time between two pings of the master to an agent (--agent_ping_timeout).',
  },
  maxAgentPingTimeouts: {
    is: 'whole',
    least: 1,
    about: 'Mesos: pings in a row without an answer, after which an agent is given up.',
  },
  agentRemovalInterval: {
    is: 'duration',
    zero: true,
    about: 'Mesos: one agent in this time at most is given up (--agent_removal_rate_limit); 0 s: no limit.',
  },
  agentReregisterTimeout: {
    is: 'duration',
    about: 'Mesos: a new master gives up agents that it has not heard of for so long.',
  },
  election: {
    is: 'duration',
    zero: true,
    about: 'Mesos: from the death of a master to the next one (--zk_session_timeout).',
  },
  masterMeanTimeToFailure: {
    is: 'duration',
    never: true,
    about: 'Mesos: mean time between failures of the leading master (exponential).',
  },
  masterFailures: {
    is: 'list',
    of: { is: 'duration', zero: true },
    about: 'Mesos: moments at which the leading master dies. A list.',
  },
  weights: {
    is: 'by-name',
    of: { is: 'ratio' },
    about:
      "Mesos: weights of roles, by role, also of roles above others at head; of a role that is left out, its frameworks' weight.",
  },
  roleSorter: {
    is: 'word',
    of: sorters,
    about:
      'Mesos at head: which role is offered something next: drf, of the smallest dominant share; random, by chance in proportion to the weights (--role_sorter).',
  },
  frameworkSorter: {
    is: 'word',
    of: sorters,
    about: 'Mesos at head: the same of the frameworks of a role (--framework_sorter).',
  },
  guarantees: byRole('Mesos: what roles can count on, by role (quota).'),
  limits: byRole('Mesos at head: what roles may not go beyond, by role (quota).'),
  reservations: {
    is: 'list',
    of: { is: 'map', of: reservation },
    about: 'Mesos: what agents reserve for roles. A list.',
  },
  partitions: {
    is: 'list',
    of: { is: 'map', of: partition },
    about: 'Mesos: machines that go on and cannot be reached for a while. A list.',
  },
  maintenance: {
    is: 'list',
    of: { is: 'map', of: maintenance },
    expected: 'windows such as [{ machines: [0, 1], start: 2 h, lasts: 30 min }]',
    about: 'Mesos: windows in which machines are down for maintenance; inverse offers come before. A list.',
  },
  ports: {
    is: 'list',
    of: {
      is: 'map',
      of: {
        from: { is: 'whole', least: 1, most: 65_535, about: 'The first port.' },
        to: { is: 'whole', least: 1, most: 65_535, about: 'The last one.' },
      },
    },
    expected: 'ranges such as [{ from: 31000, to: 32000 }]',
    about: 'Mesos: ports that every agent offers, for Marathon. A list of ranges.',
  },
  ...oversubscriptionOptions,
}

export const mesosFrameworkOptions: OptionsOf<MesosFrameworkSpec, FrameworkSpec> = {
  role: {
    is: 'text',
    expected: role,
    about:
      'Mesos: the role in which the framework registers; left out: "*", with all the others. At head a/b lies below a.',
  },
  roles: {
    is: 'list',
    of: { is: 'text', expected: role },
    least: 1,
    expected: 'roles such as [web, web/shop]',
    about:
      'Mesos at head: in place of role, several; a task counts for the role in which it was offered. For frameworks that queue. A list.',
  },
  inverseOffers: {
    is: 'word',
    of: ['ignore', 'accept', 'decline'],
    absent: 'ignore',
    about:
      'Mesos: asked to leave an agent before maintenance, the framework starts its tasks there anew elsewhere, stays, or does not answer. For frameworks that queue.',
  },
  keepsOffers: {
    is: 'boolean',
    about:
      'Mesos: while it has work, the framework keeps offers that it cannot use yet until they time out, in place of declining them. For frameworks that queue.',
  },
  reconciliationInterval: {
    is: 'duration',
    about:
      'Mesos: every so often the framework asks the master for the states of its tasks, besides when it registers; left out: it does not. For frameworks that queue.',
  },
  waitForUnreachable: {
    is: 'duration',
    about:
      'Mesos at head: the framework is PARTITION_AWARE and waits so long for tasks on an agent that was given up, which go on if it is back before; left out: they are lost to it. For frameworks that queue.',
  },
  ...coreUseOptions,
}
