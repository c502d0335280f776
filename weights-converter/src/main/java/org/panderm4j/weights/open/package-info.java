/**
 * From what a user writes after {@code --model} to an open model.
 *
 * <p>In: a folder, a file, a hub identifier or a short name, and the options that belong to it. Out: an {@link
 * org.panderm4j.weights.open.OpenModel} whose weights still lie on disk. None of its business: running it.
 */
package org.panderm4j.weights.open;
