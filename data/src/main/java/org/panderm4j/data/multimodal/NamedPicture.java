package org.panderm4j.data.multimodal;

import java.nio.file.Path;

/**
 * A picture of a case.
 *
 * @param name as it stands in the table
 * @param path where the file is
 */
public record NamedPicture(String name, Path path) {}
