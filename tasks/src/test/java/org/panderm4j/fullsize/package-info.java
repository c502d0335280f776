/**
 * Models at their real size without their weight files: keys listed from the sizes of the architecture, values by formula,
 * configuration as a hub repository has it. Written for tests of the whole program, and by hand for measurements.
 */
package org.panderm4j.fullsize;
