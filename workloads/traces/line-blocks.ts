import { open, stat } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { TraceError } from './trace-faults.ts'

/** Bytes asked of the file at a time. Measured: from 64 KiB on, larger chunks change the speed by less than 5 %. */
const CHUNK = 256 * 1024

/** No format read here has longer lines; a file without line ends must not fill the memory. */
const LONGEST_LINE = 1024 * 1024

const LINE_FEED = 10

/** Beginnings of files that people hand over and that are not text; by the formats' own specifications. */
const magicNumbers: readonly { readonly bytes: readonly number[]; readonly is: string }[] = [
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], is: 'zstd compression' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], is: 'xz compression' },
  { bytes: [0x42, 0x5a, 0x68], is: 'bzip2 compression' },
  { bytes: [0x04, 0x22, 0x4d, 0x18], is: 'lz4 compression' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], is: 'a zip archive' },
  { bytes: [0x50, 0x41, 0x52, 0x31], is: 'a Parquet file' },
]

export interface LineBlockOptions {
  /** Bytes read at a time; tests make it small to cut lines everywhere. */
  readonly chunkBytes?: number
}

/**
 * Reads a text file, plain or gzip (by its first bytes, not its name), as blocks of whole lines.
 *
 * Every block ends with a line feed, added after the last line if the file has none. A block holds until the next is asked
 * for, which may lie in the same memory. Memory stays bounded by the chunk and the longest line. The file is open only while a chunk is read, so an abandoned reading holds no descriptor.
 * Throws a TraceError for a file that cannot be opened, is empty, is not text, or ends inside its compressed data.
 */
export async function* lineBlocks(file: string, options: LineBlockOptions = {}): AsyncGenerator<Buffer> {
  const chunkBytes = options.chunkBytes ?? CHUNK
  const start = await beginning(file)
  const zipped = start[0] === 0x1f && start[1] === 0x8b
  // A decompressor may still read in one chunk when the next is there; who looks for lines does not.
  const raw = zipped
    ? fileChunks(file, chunkBytes)
    : fileChunks(file, chunkBytes, Buffer.allocUnsafe(chunkBytes))
  let first = true
  for await (const block of wholeLines(file, zipped ? gunzipped(file, raw, chunkBytes) : raw)) {
    if (block.includes(0)) {
      throw new TraceError(file, [`${file}: found a NUL byte, expected a text file (plain or gzip)`])
    }
    // A byte order mark is about the encoding, not about the data.
    const marked = first && block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf
    first = false
    yield marked ? block.subarray(3) : block
  }
  if (first) throw new TraceError(file, [`${file}: found an empty file, expected a trace`])
}

/** The first bytes of the file, after checking that it is one that can be read as text. */
async function beginning(file: string): Promise<Buffer> {
  const status = await stat(file).catch(reason => {
    throw unreadable(file, reason)
  })
  if (!status.isFile()) {
    const problem = status.isDirectory()
      ? 'found a folder, expected a file'
      : 'found something that is not a regular file; a trace is read twice, so it cannot come through a pipe'
    throw new TraceError(file, [`${file}: ${problem}`])
  }
  for await (const chunk of fileChunks(file, 8)) {
    const magic = magicNumbers.find(({ bytes }) => bytes.every((byte, at) => chunk[at] === byte))
    if (magic === undefined) return chunk
    throw new TraceError(file, [`${file}: found ${magic.is}, expected plain text or gzip`])
  }
  return Buffer.alloc(0)
}

/** The file in chunks: all in the same memory, or each in its own. */
async function* fileChunks(file: string, chunkBytes: number, same?: Buffer): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const chunk = same ?? Buffer.allocUnsafe(chunkBytes)
    const read = await readAt(file, chunk, position)
    if (read === 0) return
    position += read
    yield chunk.subarray(0, read)
  }
}

async function readAt(file: string, chunk: Buffer, position: number): Promise<number> {
  try {
    const handle = await open(file)
    try {
      return (await handle.read(chunk, 0, chunk.length, position)).bytesRead
    } finally {
      await handle.close()
    }
  } catch (reason) {
    throw unreadable(file, reason)
  }
}

async function* gunzipped(
  file: string,
  raw: AsyncIterable<Buffer>,
  chunkBytes: number,
): AsyncGenerator<Buffer> {
  // zlib wants room for 64 bytes at least.
  const gunzip = createGunzip({ chunkSize: Math.max(64, chunkBytes) })
  // The callback is required; whatever goes wrong also ends the iteration below with the same error.
  pipeline(Readable.from(raw, { objectMode: true, highWaterMark: 1 }), gunzip, () => {})
  try {
    for await (const chunk of gunzip) yield chunk as Buffer
  } catch (reason) {
    const code = (reason as NodeJS.ErrnoException).code ?? ''
    if (!code.startsWith('Z_')) throw reason
    const found = code === 'Z_BUF_ERROR' ? 'the end of the file inside its gzip data' : 'damaged gzip data'
    throw new TraceError(file, [
      `${file}: found ${found} (zlib: ${(reason as Error).message}), expected a complete gzip file; fetch it again`,
    ])
  }
}

/** Cuts chunks at line ends: only a line that straddles chunks is copied. */
async function* wholeLines(file: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = []
  let restBytes = 0
  for await (const chunk of chunks) {
    const last = chunk.lastIndexOf(LINE_FEED)
    if (last >= 0) {
      let from = 0
      if (restBytes > 0) {
        from = chunk.indexOf(LINE_FEED) + 1
        yield Buffer.concat([...rest, chunk.subarray(0, from)])
        rest = []
        restBytes = 0
      }
      if (last >= from) yield chunk.subarray(from, last + 1)
    }
    if (last + 1 < chunk.length) {
      rest.push(Buffer.from(chunk.subarray(last + 1)))
      restBytes += chunk.length - last - 1
    }
    if (restBytes > LONGEST_LINE) {
      throw new TraceError(file, [
        `${file}: found a line of more than ${LONGEST_LINE} bytes, expected lines that end in LF or CR LF`,
      ])
    }
  }
  if (restBytes > 0) yield Buffer.concat([...rest, Buffer.of(LINE_FEED)])
}

function unreadable(file: string, reason: unknown): Error {
  const code = (reason as NodeJS.ErrnoException).code
  if (code === undefined) return reason as Error
  const found: Readonly<Record<string, string>> = {
    ENOENT: 'no such file',
    EACCES: 'a file that may not be read',
    ENOTDIR: 'a file where the path names a folder',
  }
  return new TraceError(file, [
    `${file}: found ${found[code] ?? `an error (${code})`}, expected a trace that can be read`,
  ])
}
