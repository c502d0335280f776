package org.panderm4j.nn.engine.cuda;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.tower.Tower;

/** Whole towers in every precision against fixtures; recordings and parts of batches against what they stand for. */
final class ModelChecks {
    private static final String KIND = "model";
    /** Largest relative error in float32. */
    private static final double RELATIVE = 1e-4;

    private static final List<Precision> PRECISIONS = List.of(Precision.F32, Precision.TF32, Precision.BF16);
    /** So many that they are several parts, if they are small. */
    private static final int MANY = 3000;

    private final Findings findings;

    private ModelChecks(Findings findings) {
        this.findings = findings;
    }

    /** All of them. */
    static void run(Device device, Findings findings) {
        ModelChecks checks = new ModelChecks(findings);
        CheckedTowers.all().forEach((name, tower) -> {
            DrawnWeights weights = new DrawnWeights(tower);
            for (Precision precision : PRECISIONS) {
                String label = name + " " + precision.label();
                findings.run(KIND, label, () -> {
                    try (CudaEncoder encoder = CudaEncoder.open(tower, weights, "", precision, device)) {
                        checks.compare(name, precision, encoder);
                        if (CheckedTowers.batch(name) > 2) {
                            checks.parts(label, precision, encoder);
                        }
                    }
                });
            }
        });
    }

    /** The first run of a shape is eager, the second is recorded, the third is a repetition of the recording. */
    private void compare(String name, Precision precision, Encoder encoder) {
        Tower tower = encoder.tower();
        String label = name + " " + precision.label();
        int size = CheckedTowers.batch(name);
        Batch batch = DrawnBatches.of(tower, size);
        List<String> heads = List.copyOf(tower.heads().keySet());
        Map<String, Tensor> eager = encoder.encode(batch, heads);
        Map<String, Tensor> recorded = encoder.encode(batch, heads);
        Map<String, Tensor> repeated = encoder.encode(batch, heads);
        boolean equal = heads.stream()
                .allMatch(
                        head -> same(eager.get(head), recorded.get(head)) && same(eager.get(head), repeated.get(head)));
        findings.add(Finding.fact(KIND, label + ", recorded and eager", "equal", equal));
        for (String head : heads) {
            judge(label + ", " + head, precision, size, recorded.get(head).values(), Fixtures.read(name, head));
        }
        float[] inner = encoder.encode(batch, List.of(CheckedTowers.INNER))
                .get(CheckedTowers.INNER)
                .values();
        judge(
                label + ", " + CheckedTowers.INNER,
                precision,
                1,
                Errors.narrow(Fixtures.sample(Errors.wide(inner))),
                Fixtures.read(name, CheckedTowers.INNER));
    }

    /** Far more than go at once: halves asked for alone are the same bytes if the parts are, rows asked for alone the same numbers. */
    private void parts(String label, Precision precision, CudaEncoder encoder) {
        Tower tower = encoder.tower();
        Batch batch = DrawnBatches.of(tower, MANY);
        List<String> heads = List.copyOf(tower.heads().keySet());
        int parts = new Parts(tower).of(batch, heads, encoder.partTokens()).size();
        findings.add(Finding.fact(KIND, label + ", batch of " + MANY, "cut into parts", parts > 1));
        Map<String, Tensor> all = encoder.encode(batch, heads);
        int[] places = IntStream.range(0, 40).map(i -> i * 73 % MANY).toArray();
        Map<String, Tensor> some = encoder.encode(DrawnBatches.some(batch, places), heads);
        for (String head : heads) {
            float[][] rows = all.get(head).rows();
            float[][] picked =
                    Arrays.stream(places).mapToObj(place -> rows[place]).toArray(float[][]::new);
            judge(
                    label + ", " + head + " of " + parts + " parts",
                    precision,
                    places.length,
                    Tensor.ofRows(picked).values(),
                    Errors.wide(some.get(head).values()));
        }
        findings.add(Finding.fact(
                KIND,
                label + ", " + parts + " parts again",
                "equal",
                heads.stream()
                        .allMatch(head ->
                                same(all.get(head), encoder.encode(batch, heads).get(head)))));
    }

    private void judge(String name, Precision precision, int rows, float[] found, double... expected) {
        double limit = switch (precision) {
            case BF16 -> 5e-4;
            case TF32 -> 1e-5;
            default -> 1e-9;
        };
        findings.add(Finding.error(KIND, name + ", 1 - cosine", Errors.angle(rows, found, expected), limit));
        if (precision == Precision.F32) {
            findings.add(Finding.error(KIND, name + ", relative", Errors.relative(found, expected), RELATIVE));
        }
    }

    private static boolean same(Tensor left, Tensor right) {
        return Arrays.equals(left.values(), right.values());
    }
}
