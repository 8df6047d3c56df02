'use strict'
/**
 * What chartjs-node-canvas asks of node-canvas, over @napi-rs/canvas, whose binary comes with its package.
 *
 * System fonts are never loaded, so that text looks the same on every machine; register a font before drawing.
 * In SVG, text becomes paths: a reader needs no font, and a missing one cannot eat spaces.
 */
process.env.DISABLE_SYSTEM_FONTS_LOAD = '1'
const nodeCanvas = require('@napi-rs/canvas/node-canvas')
const { createCanvas, SvgExportFlag } = require('@napi-rs/canvas')

/** With `type` 'svg' a canvas whose `toBuffer` gives an SVG file, else one for images. */
exports.createCanvas = (width, height, type) => {
  if (type !== 'svg') return nodeCanvas.createCanvas(width, height, type)
  const canvas = createCanvas(width, height, SvgExportFlag.ConvertTextToPaths)
  canvas.toBuffer = () => canvas.getContent()
  return canvas
}
exports.registerFont = nodeCanvas.registerFont
exports.Image = nodeCanvas.Image
