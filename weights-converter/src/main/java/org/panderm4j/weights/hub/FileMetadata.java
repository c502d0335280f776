package org.panderm4j.weights.hub;

/**
 * What the hub tells of a file before it is fetched.
 *
 * @param name name inside the model
 * @param commit 40 hexadecimal digits
 * @param etag entity tag: SHA-256 of a large file, git's SHA-1 of a small one, anything else on some mirrors
 * @param size bytes, or -1 if not told
 */
record FileMetadata(String name, String commit, String etag, long size) {
    static final long UNKNOWN = -1;

    boolean hasSize() {
        return size != UNKNOWN;
    }
}
