import { AnsweringScheduler } from '../../policies/root/offers/answering-scheduler.ts'
import { fifoShare } from '../../policies/share/fifo.ts'
import type { RootKind, SystemDefinition } from '../definition.ts'
import { frameworks, latency, scheduler } from '../generic/systems.ts'
import { checkMesos } from './checks.ts'
import { mesosFrameworkOptions, mesosOptions } from './options.ts'
import { MesosRoot } from './root.ts'
import type { MesosFrameworkSpec, MesosSpec } from './spec.ts'
import { dcosMesos, mesosOf } from './systems.ts'

export const mesosRoot: RootKind<MesosSpec, MesosFrameworkSpec> = {
  kind: 'mesos',
  says: 'Mesos itself: its allocator, agents and master, era by era',
  options: mesosOptions,
  frameworkOptions: mesosFrameworkOptions,
  startsGangs: true,
  plansStarts: false,
  check: checkMesos,

  build({ root, frameworks }, { cluster, builder, liveness }) {
    return new MesosRoot({
      options: root,
      frameworks,
      liveness,
      takerOf: (framework, retries) => {
        // Each framework has a queue of its own; who is offered what is the master's to decide.
        const parts = { ...builder.of(framework), share: fifoShare }
        const options = { strictlyMoreCpu: false, freeFailedAttempts: false }
        const taker = new AnsweringScheduler(cluster, framework, parts, cluster.engine, options)
        taker.onRetry = retries
        return taker
      },
    })
  },
}

export const mesos: SystemDefinition = {
  title: 'Mesos',
  says: 'The real allocator, master and agents, by era; see [Mesos](../systems/mesos.md) for what is modelled and where each constant comes from.',
  roots: [mesosRoot],
  systems: {
    'mesos-1.0': {
      says: 'Mesos 1.0 itself, with the defaults of its flags: allocator, agents, master, updates',
      ...{ root: mesosOf('1.0', scheduler), frameworks, latency, quirks: {} },
    },
    'mesos-head': {
      says: 'Mesos as it is last: roles in a tree, limits, finer quota',
      ...{ root: mesosOf('head', scheduler), frameworks, latency, quirks: {} },
    },
    'mesos-dcos-1.8': {
      says: 'Mesos 1.0 as DC/OS 1.8 sets it: offers of 2 min, agents given up after 300 s, one in 20 min',
      ...{ root: dcosMesos(scheduler), frameworks, latency, quirks: {} },
    },
  },
}
