package org.panderm4j.weights.torch;

/**
 * One line of a zip archive's central directory; sizes and offset in bytes.
 *
 * @param compressed bytes in the file
 * @param size bytes after inflating
 * @param header where the local header lies
 */
record ZipItem(String name, int method, boolean encrypted, long compressed, long size, long header) {
    static final int STORED = 0;
    static final int DEFLATED = 8;
}
