package org.panderm4j.nn.engine.cuda;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.panderm4j.nn.engine.cuda.Kernel.Grid;

/** The kernels of attention.cu on an {@link EmulatedCard}, by the definition of attention. */
final class AttentionKernel {
    private final EmulatedCard card;
    private final KernelArguments given;
    private final boolean plain;
    private final boolean masked;
    private final Element format;

    AttentionKernel(EmulatedCard card, String kernel, KernelArguments given) {
        this.card = card;
        this.given = given;
        this.plain = kernel.startsWith("attention_plain");
        this.masked = plain || kernel.startsWith("attention_masked");
        this.format = kernel.endsWith(Element.BF16.label) ? Element.BF16 : Element.F32;
    }

    void run(List<String> definitions, Grid grid) {
        Map<String, Integer> defined = definitions.stream()
                .collect(Collectors.toMap(
                        one -> one.substring(0, one.indexOf('=')),
                        one -> Integer.valueOf(one.substring(one.indexOf('=') + 1))));
        int c = defined.get("C");
        int queries = plain ? AttentionPlan.plainQueries(c) : 16 * defined.get("GROUPS") * defined.get("WARPS");
        long qkv = given.address();
        long mixed = given.address();
        long seen = given.address();
        long added = given.address();
        int n = given.size();
        int heads = given.size();
        float scale = given.number();
        boolean causal = given.size() != 0;
        if (!masked && (seen != 0 || added != 0 || causal)) {
            throw new IllegalStateException("this kernel hides nothing and adds nothing");
        }
        int sequences = Math.toIntExact(grid.x() / heads / ((n + queries - 1) / queries));
        long tokens = (long) sequences * n;
        double[] expected = new AttentionCase(
                        sequences,
                        n,
                        heads,
                        c,
                        scale,
                        causal,
                        card.get(format, qkv, tokens * 3 * heads * c),
                        card.getBytes(seen, tokens),
                        card.getIfAny(Element.F32, added, (long) heads * n * n))
                .expected();
        float[] values = new float[expected.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) expected[i];
        }
        card.put(format, mixed, values);
    }
}
