package org.panderm4j.nn.engine.cuda;

/** Each kernel and product against plain loops in double precision. */
final class KernelChecks {
    private KernelChecks() {}

    /** Longest sequences of attention. */
    private static final int LONGEST = 1025;

    /**
     * On a card.
     *
     * @param seed of the inputs
     */
    static void run(Device device, long seed, Findings findings) {
        findings.run(KernelCheck.KIND, "the card", () -> {
            try (Session session = Session.open(device)) {
                run(session, seed, LONGEST, findings);
            }
        });
    }

    /**
     * On whatever does what is queued.
     *
     * @param longest sequences of attention
     */
    static void run(Card card, long seed, int longest, Findings findings) {
        KernelCheck check = new KernelCheck(card, card.downlink(), new Operations(card), findings, seed);
        new NormChecks(check).run();
        new ElementChecks(check).run();
        new StemChecks(check).run();
        new GridChecks(check).run();
        new ProductChecks(check).run();
        new AttentionChecks(check, longest).run();
    }
}
