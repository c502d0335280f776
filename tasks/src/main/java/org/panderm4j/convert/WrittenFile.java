package org.panderm4j.convert;

import java.nio.file.Path;

/**
 * A file of a converted folder.
 *
 * @param path where it lies
 * @param bytes its size
 * @param what it holds, in a few words
 */
public record WrittenFile(Path path, long bytes, String what) {}
