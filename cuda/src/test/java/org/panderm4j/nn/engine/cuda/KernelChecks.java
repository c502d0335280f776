package org.panderm4j.nn.engine.cuda;

/** Each kernel and product against plain loops in double precision. */
final class KernelChecks {
    private KernelChecks() {}

    /**
     * @param seed of the inputs
     */
    static void run(Device device, long seed, Findings findings) {
        findings.run(KernelCheck.KIND, "the card", () -> {
            try (Session session = Session.open(device)) {
                KernelCheck check = new KernelCheck(session, new Operations(session), findings, seed);
                new NormChecks(check).run();
                new ElementChecks(check).run();
                new StemChecks(check).run();
                new ProductChecks(check).run();
                new AttentionChecks(check).run();
            }
        });
    }
}
