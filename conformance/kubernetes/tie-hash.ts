/**
 * FNV-1a with 64 bits, of ASCII texts, in halves of 32 bits.
 */

/** The offset basis of FNV-1a. */
const [HIGH, LOW] = [0xcbf29ce4, 0x84222325]
/** The prime is 2^40 + 0x1b3. */
const PRIME = 0x1b3
const HALF = 2 ** 32

/** Sixteen hexadecimal digits. */
export function fnv1a(text: string): string {
  let high = HIGH
  let low = LOW
  for (let i = 0; i < text.length; i++) {
    const mixed = (low ^ text.charCodeAt(i)) >>> 0
    const product = mixed * PRIME
    high = (high * PRIME + Math.floor(product / HALF) + ((mixed << 8) >>> 0)) % HALF
    low = product % HALF
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0')
}
