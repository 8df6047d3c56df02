/**
 * Who is told what becomes of pods, the controller that a pod is of and the controller of nodes, and of nodes, all controllers.
 */
import type { FrameworkId, MachineId } from '../../../sim/world/handles.ts'
import type { NodeController, PodController } from './api-server.ts'
import type { PodObject } from './pod-object.ts'

export class Watchers {
  /** By framework. */
  readonly controllers: Partial<PodController>[] = []
  nodes: NodeController | null = null

  of(framework: FrameworkId): Partial<PodController> {
    return this.controllers[framework]!
  }

  nodeChanged(machine: MachineId): void {
    for (const controller of this.controllers) controller?.nodeChanged?.(machine)
  }

  created(pod: PodObject): void {
    this.of(pod.framework).podCreated?.(pod)
  }

  bound(pod: PodObject): void {
    this.of(pod.framework).podBound?.(pod)
    this.nodes?.podBound?.(pod)
  }

  running(pod: PodObject): void {
    this.of(pod.framework).podRunning?.(pod)
  }

  ready(pod: PodObject): void {
    this.of(pod.framework).podReady?.(pod)
  }

  restarts(pod: PodObject): void {
    this.of(pod.framework).podRestarts?.(pod)
  }

  deleted(pod: PodObject): void {
    this.of(pod.framework).podDeleted?.(pod)
  }

  over(pod: PodObject): void {
    this.nodes?.podOver?.(pod)
    this.of(pod.framework).podOver?.(pod)
  }

  /** It is gone without ever having run, or without its controller being asked. */
  gone(pod: PodObject): void {
    this.nodes?.podOver?.(pod)
  }
}
