/**
 * Picture files to pixels, as the reference's image library (Pillow 9.4) opens them.
 *
 * <p>In: encoded files. Out: a {@link org.panderm4j.data.image.Picture} in the colour mode of its file, and
 * {@link org.panderm4j.data.image.Pixels}, plain RGB. None of its business: sizes and statistics a model wants. EXIF
 * orientation is not applied; damaged, cut and oversized files are refused before a decoder sees them. In two points this is
 * stricter than Pillow: every checksum of a PNG must be right, and its end chunk must be there. HEIC, 16-bit BMP and TIFF
 * other than 8-bit grey or colour are refused with a hint.
 *
 * <table>
 * <caption>Which decoder, and why</caption>
 * <tr><th>file</th><th>mode</th><th>decoder</th><th>why</th></tr>
 * <tr><td>JPEG, grey or colour</td><td>L, RGB</td><td>OpenCV</td><td>its own libjpeg-turbo, equal on every JDK</td></tr>
 * <tr><td>JPEG, four components</td><td>CMYK</td><td>ImageIO, raw raster</td><td>OpenCV converts with another
 * formula</td></tr>
 * <tr><td>PNG, grey, colour, with or without alpha</td><td>L, LA, RGB, RGBA</td><td>OpenCV</td><td>fast; 16-bit colour
 * keeps the high byte</td></tr>
 * <tr><td>PNG, 16-bit grey</td><td>I</td><td>OpenCV</td><td>the values as they are, 0..65535</td></tr>
 * <tr><td>PNG, palette or one bit</td><td>P, 1</td><td>ImageIO, raster of indices</td><td>OpenCV looks colours up, the
 * resize needs indices</td></tr>
 * <tr><td>GIF, first frame</td><td>P, or L for a grey ramp</td><td>ImageIO, raster of indices</td><td>same</td></tr>
 * <tr><td>BMP, 24 and 32 bit</td><td>RGB, RGBA</td><td>OpenCV</td><td>plain bytes</td></tr>
 * <tr><td>BMP, 1, 4 and 8 bit</td><td>P, L, 1</td><td>ImageIO, raster of indices</td><td>as PNG palettes</td></tr>
 * <tr><td>WebP</td><td>RGB, RGBA</td><td>OpenCV</td><td>the JDK has none</td></tr>
 * <tr><td>TIFF, 8-bit grey or colour</td><td>L, RGB, RGBA</td><td>OpenCV; ImageIO with alpha</td><td>OpenCV
 * multiplies colours by alpha</td></tr>
 * </table>
 */
package org.panderm4j.data.image;
