package org.panderm4j.finetune;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Which picture of which case, in which version.
 *
 * @param index of the case
 * @param version what is done to it
 */
record PictureChoice(int index, Version version) {
    /** Versions of a picture. */
    sealed interface Version {
        /** As in use. */
        record Plain() implements Version {}

        /**
         * Changed at random, as in training.
         *
         * @param draws give the same numbers each time they are asked for
         */
        record Augmented(Supplier<RandomGenerator> draws) implements Version {}

        /** One of several of a test. */
        record OfTest(int number, Supplier<RandomGenerator> draws) implements Version {}
    }

    static PictureChoice plain(int index) {
        return new PictureChoice(index, new Version.Plain());
    }

    /** Empty draws stand for a plain picture. */
    static PictureChoice of(int index, Optional<Supplier<RandomGenerator>> draws) {
        return new PictureChoice(
                index, draws.<Version>map(Version.Augmented::new).orElseGet(Version.Plain::new));
    }
}
