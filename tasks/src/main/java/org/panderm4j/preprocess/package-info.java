/**
 * Pictures as the networks see them, written to an array file.
 *
 * <p>In: picture files and a transform. Out: one array (N, 3, H, W), and the pictures that could not be read with the reason.
 * None of its business: how a transform computes, which model it belongs to, networks.
 */
package org.panderm4j.preprocess;
