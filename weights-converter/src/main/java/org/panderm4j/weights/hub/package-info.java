/**
 * The Hugging Face hub and its cache on disk.
 *
 * <p>In: a model id, a file name, the environment variables that the Hugging Face tools read. Out: a path in a cache of
 * their layout, whole and checked against its digest. None of its business: what the files hold, and where progress is
 * shown.
 */
package org.panderm4j.weights.hub;
