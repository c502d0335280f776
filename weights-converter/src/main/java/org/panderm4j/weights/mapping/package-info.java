/**
 * From a foreign checkpoint's keys to our architecture and our names.
 *
 * <p>In: tensors by foreign key, configuration files as JSON. Out: a {@link org.panderm4j.nn.clip.Towers}, {@link
 * org.panderm4j.nn.tower.Weights} by our names, and a report that names every tensor. One key table a family, as data; what
 * reads sizes from shapes is written once for each kind of tower. None of its business: containers, the network, arithmetic.
 */
package org.panderm4j.weights.mapping;
