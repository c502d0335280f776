package org.panderm4j.finetune;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.panderm4j.data.multimodal.Case;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.multimodal.MetadataForm;
import org.panderm4j.data.multimodal.MetadataText;
import org.panderm4j.data.multimodal.MetadataVector;
import org.panderm4j.data.multimodal.NamedPicture;
import org.panderm4j.data.table.Split;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.eval.FinetuneMetrics;
import org.panderm4j.eval.Predictions;
import org.panderm4j.eval.Temperature;
import org.panderm4j.nn.fusion.Fusing;
import org.panderm4j.nn.fusion.FusionDesign;
import org.panderm4j.nn.lora.Lora;
import org.panderm4j.nn.lora.LoraTarget;
import org.panderm4j.nn.train.loop.TrainingResult;
import org.panderm4j.run.RunPlan;

/** A finished run that nobody made: its numbers are drawn, its pictures are not there. */
final class MadeUpRun {
    static final List<String> CLASSES = List.of("nevus", "<b>melanoma</b>", "BCC, other");
    static final RunPlan PLAN =
            new RunPlan("finetune", Map.of("--model", "demo", "--out", "runs/it's one"), 7, "digest");

    private MadeUpRun() {}

    /** One with test cases. */
    static FinishedRun tested() {
        CaseTable table = table();
        return run(table, Optional.of(scores(table)), Optional.of(new Temperature(1.5, false, 1.2, 1.1)));
    }

    /** One without. */
    static FinishedRun untested() {
        return run(table(), Optional.empty(), Optional.empty());
    }

    private static FinishedRun run(CaseTable table, Optional<TestScores> test, Optional<Temperature> temperature) {
        TrainingResult training = new TrainingResult(
                40, TrainingResult.End.NO_IMPROVEMENT, Optional.of(new TrainingResult.Best(0.7, 20)));
        Map<Split, Integer> used = new EnumMap<>(Map.of(Split.TRAIN, 60, Split.VAL, 20, Split.TEST, 60));
        FinetuneResult result = new FinetuneResult(
                training,
                2,
                Map.of("loss", 0.9, "auroc", Double.NaN),
                test,
                temperature,
                used,
                new FinetuneResult.Learned(1234, 2_500_000),
                List.of("a note on <i>cases</i>"),
                List.of());
        return finished(table, Optional.of(options()), result, temperature.map(Temperature::value));
    }

    /** A test of a model that was trained before. */
    static FinishedRun testedAlone(Optional<Double> temperature) {
        CaseTable table = table();
        FinetuneResult result = FinetuneResult.tested(2, Split.TEST, scores(table), List.of(), List.of());
        return finished(table, Optional.empty(), result, temperature);
    }

    private static FinishedRun finished(
            CaseTable table, Optional<FinetuneOptions> options, FinetuneResult result, Optional<Double> temperature) {
        Bootstrap bootstrap = new Bootstrap(7, 50, Bootstrap.LEVEL);
        return new FinishedRun(PLAN, table, model(temperature), MissingRule.MEAN, bootstrap, options, result);
    }

    private static FinetuneOptions options() {
        FusionOptions fusion = new FusionOptions(
                Set.of(View.CLINICAL, View.DERMOSCOPIC),
                FusionOptions.Metadata.TEXT,
                Fusing.CROSS_ATTENTION,
                8,
                2,
                false,
                Fusing.CONCATENATION,
                OptionalInt.empty(),
                8,
                2,
                FusionDesign.HeadKind.MLP,
                true);
        TowerOptions towers = new TowerOptions(
                new TowerMode.LastBlocks(2), new TowerMode.LowRank(), new TowerMode.Frozen(), lora(), false, 0, 0);
        StepOptions steps = new StepOptions(
                50,
                64,
                1,
                1e-4,
                OptionalDouble.empty(),
                0,
                1e-4,
                false,
                1,
                OptionalDouble.empty(),
                Optional.of("acc"),
                10,
                false);
        LossOptions loss = new LossOptions(false, 0, 0, 1);
        return new FinetuneOptions(
                fusion, towers, steps, loss, 0, true, MissingRule.MEAN, false, 8, 50, 0, 10, 7, 0, 1);
    }

    private static Lora lora() {
        return new Lora(8, 16, Set.of(LoraTarget.QUERY), Set.of(), 0);
    }

    private static FineTuned model(Optional<Double> temperature) {
        FusionDesign design = new FusionDesign(
                true,
                true,
                new FusionDesign.Images(16, Fusing.CROSS_ATTENTION, 8, 2),
                false,
                Optional.of(new FusionDesign.Metadata(
                        FusionDesign.Metadata.Kind.TEXT, 16, 128, Fusing.CONCATENATION, 8, 2)),
                FusionDesign.HeadKind.MLP,
                List.of(new FusionDesign.Output("diagnosis", 3), new FusionDesign.Output("network", 2)));
        return new FineTuned(
                FineTuned.FORMAT,
                "made-up",
                Optional.empty(),
                CLASSES,
                List.of(),
                design,
                Optional.empty(),
                "demo",
                "9f3c",
                ReadOut.MEAN,
                Map.of("channel-order", "RGB"),
                Map.of("clinical", "last-2", "dermoscopic", "lora", FineTuned.TEXT, "frozen"),
                Optional.of(lora()),
                MissingRule.MEAN,
                2,
                temperature);
    }

    private static CaseTable table() {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            Split split = i < 65 ? Split.TRAIN : i < 85 ? Split.VAL : Split.TEST;
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("anything", "value " + i);
            fields.put("sex", i % 2 == 0 ? "male" : "<b>female</b>");
            if (i % 5 > 0) {
                fields.put("age", String.valueOf(20 + i % 60));
            }
            cases.add(new Case(
                    Path.of("cases.csv"),
                    i + 2L,
                    Optional.of(new NamedPicture("c" + i + ".png", Path.of("nowhere", "c" + i + ".png"))),
                    i == 90
                            ? Optional.empty()
                            : Optional.of(new NamedPicture("d" + i + ".png", Path.of("nowhere", "d" + i + ".png"))),
                    OptionalInt.of(i % CLASSES.size()),
                    split,
                    "patient " + i / 2,
                    fields,
                    Map.of()));
        }
        return new CaseTable(
                "made-up", List.of(Path.of("cases.csv")), CLASSES, List.of(), new Sentences(), cases, List.of());
    }

    private static TestScores scores(CaseTable table) {
        Random random = new Random(5);
        List<Integer> cases = new ArrayList<>();
        double[][] logits = new double[60][CLASSES.size()];
        int[] labels = new int[logits.length];
        for (int i = 0; i < logits.length; i++) {
            cases.add(86 + i);
            labels[i] = table.cases().get(86 + i).label().orElseThrow();
            for (int c = 0; c < CLASSES.size(); c++) {
                logits[i][c] = random.nextGaussian() + (c == labels[i] ? 1.5 : 0);
            }
        }
        Predictions predictions = Predictions.of(labels, new Temperature(1, false, 0, 0).probabilities(logits));
        int[] known = new int[40];
        double[][] told = new double[known.length][];
        for (int i = 0; i < known.length; i++) {
            known[i] = i % 2;
            double share = random.nextDouble();
            told[i] = new double[] {share, 1 - share};
        }
        return new TestScores(
                cases,
                predictions,
                logits,
                0.8,
                FinetuneMetrics.summary(predictions, new Bootstrap(7, 50, Bootstrap.LEVEL)),
                Map.of("network", criterion(Predictions.of(known, told))),
                3,
                5);
    }

    private static CriterionScores criterion(Predictions predictions) {
        return new CriterionScores(
                predictions, FinetuneMetrics.summary(predictions, new Bootstrap(7, 50, Bootstrap.LEVEL)));
    }

    private record Sentences() implements MetadataForm {
        @Override
        public MetadataText text() {
            return fields -> "Sex: " + fields.get("sex") + ".";
        }

        @Override
        public MetadataVector fit(List<Case> training) {
            throw new UnsupportedOperationException("not asked for");
        }

        @Override
        public Map<Split, MetadataText> referenceText(List<Case> cases) {
            throw new UnsupportedOperationException("not asked for");
        }

        @Override
        public Map<Split, MetadataVector> reference(List<Case> cases, Optional<MetadataVector> trained) {
            throw new UnsupportedOperationException("not asked for");
        }
    }
}
