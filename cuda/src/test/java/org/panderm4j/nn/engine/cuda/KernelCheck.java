package org.panderm4j.nn.engine.cuda;

import java.util.SplittableRandom;

/** What every check of kernels has: a card in use and a way back from it, operations on it, a place for its rows, fresh inputs by a seed. */
record KernelCheck(Card card, Downlink back, Operations operations, Findings findings, long seed) {
    static final String KIND = "kernel";
    /** Of sums that float32 holds; exact up to the order of additions. */
    static final double F32 = 2e-6;

    static final double BF16 = 5e-3;

    static double limit(Element format) {
        return format == Element.BF16 ? BF16 : F32;
    }

    /** The error of one case. */
    @FunctionalInterface
    interface Case {
        double error(CardArrays arrays);
    }

    /** One case, with inputs of its own. */
    double error(String name, Case one) {
        try (CardArrays arrays = new CardArrays(card, back, new SplittableRandom(seed * 31 + name.hashCode()))) {
            return one.error(arrays);
        }
    }

    /** A row for one case. */
    void check(String name, double limit, Case one) {
        findings.run(KIND, name, () -> findings.add(Finding.error(KIND, name, error(name, one), limit)));
    }
}
