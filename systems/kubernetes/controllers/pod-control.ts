/**
 * What controllers ask of the API server about pods (Kubernetes, pkg/controller/controller_utils.go, PodControlInterface).
 */
import type { OwnedPod } from './owned-pod.ts'

export interface PodControl {
  /** A pod from the template of this revision; `index` as in `OwnedPod`. */
  create(revision: number, index: number): OwnedPod
  /** The pod is to go: it is `terminating` from now on, or gone at once where no kubelet has it. */
  delete(pod: OwnedPod): void
}
