/**
 * How far a sweep is, on stderr: a bar in a terminal, a line now and then in a log, nothing under `--quiet`.
 */
import type { Progress } from '../bench/run/sweep.ts'

/** Between two lines in a log. */
export const LINE_EVERY_MS = 15_000

export interface ProgressView {
  show(progress: Progress): void
  /** Takes the bar off the screen, so that what follows starts on a clean line. */
  end(): void
}

/** Chooses the view that fits the stream. */
export async function progressView(stream: NodeJS.WriteStream, quiet: boolean): Promise<ProgressView> {
  if (quiet) return { show() {}, end() {} }
  return stream.isTTY ? await bar(stream) : lines(stream)
}

async function bar(stream: NodeJS.WriteStream): Promise<ProgressView> {
  const { SingleBar } = await import('cli-progress')
  const view = new SingleBar({
    format: '{bar} {value} of {total} runs, {eta_formatted} left',
    stream,
    hideCursor: true,
    clearOnComplete: true,
    // The end is announced with end(); a full bar would otherwise stay while reports are drawn.
    stopOnComplete: false,
  })
  let started = false
  return {
    show({ done, total }) {
      if (started) {
        view.setTotal(total)
        view.update(done)
      } else view.start(total, done)
      started = true
    },
    end() {
      if (started) view.stop()
    },
  }
}

function lines(stream: NodeJS.WriteStream): ProgressView {
  const started = Date.now()
  let said = started
  return {
    show({ done, total, kept, open }) {
      const now = Date.now()
      if (done === kept && kept > 0) {
        stream.write(`${kept} of ${total} runs are finished already.\n`)
      } else if (done > kept && done < total && now - said >= LINE_EVERY_MS) {
        said = now
        if (open) {
          stream.write(`${done} of ${total} runs, and more where these do not tell enough.\n`)
          return
        }
        const left = ((now - started) / (done - kept)) * (total - done)
        stream.write(`${done} of ${total} runs, about ${Math.ceil(left / 60_000)} min left.\n`)
      }
    },
    end() {},
  }
}
