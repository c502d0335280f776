/**
 * What a drawn lesion is: patient, diagnosis, attributes, and the probability tables they are drawn from.
 *
 * <p>In: a random stream. Out: values, each changeable one by one. None of its business: how a value looks in a picture
 * or is put into words.
 */
package org.panderm4j.data.synth.lesion;
