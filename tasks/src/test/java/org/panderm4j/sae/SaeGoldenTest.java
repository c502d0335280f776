package org.panderm4j.sae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.panderm4j.sae.SaeFixture.check;
import static org.panderm4j.sae.SaeFixture.copy;
import static org.panderm4j.sae.SaeFixture.direct;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.sae.Capacities;
import org.panderm4j.nn.sae.Histogram;
import org.panderm4j.nn.sae.NeuronActivity;
import org.panderm4j.nn.sae.ReconstructionScore;
import org.panderm4j.nn.sae.Resampler;
import org.panderm4j.nn.sae.RowDraws;
import org.panderm4j.nn.sae.SaeDesign;
import org.panderm4j.nn.sae.SaeEpoch;
import org.panderm4j.nn.sae.SaeLearner;
import org.panderm4j.nn.sae.SaeNetwork;
import org.panderm4j.nn.sae.SaeStart;
import org.panderm4j.nn.sae.SaeStep;
import org.panderm4j.nn.sae.SaeTraining;
import org.panderm4j.nn.sae.SaeWeights;
import org.panderm4j.nn.sae.Sparsity;
import org.panderm4j.nn.sae.fused.SaeNetworks;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.Workers;
import org.panderm4j.nn.train.loop.Trainer;
import org.panderm4j.nn.train.loop.TrainingListener;
import org.panderm4j.nn.train.loop.TrainingPlan;
import org.panderm4j.nn.train.optimizer.Adam;
import org.panderm4j.nn.train.optimizer.AdamSettings;
import org.panderm4j.nn.train.optimizer.ParameterGroups;
import org.panderm4j.nn.train.optimizer.Schedule;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.sae.SaeCheckpoint;

/** The sparse autoencoder against what the reference computed, in all its forms. */
@Tag("golden")
class SaeGoldenTest {
    private static final int THREADS = 2;
    private static final String L1 = "train/loss/learned_activations_l1";
    private static final String PENALTY = "train/loss/learned_activations_l1_loss_penalty";
    private static final String L2 = "train/loss/l2_reconstruction_loss";
    private static final String TOTAL = "train/loss/total_loss";
    private static final String ACTIVITY = "train/learned_neuron_activity/";
    private static final String SCORE = "validate/reconstruction_score";

    @TempDir
    Path temporary;

    /** A form of the autoencoder. */
    private record Form(String name, Function<SaeWeights, SaeNetwork> opener) {
        SaeNetwork open(SaeWeights weights) {
            return opener.apply(weights);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Form> forms() {
        return Engines.present().stream()
                .filter(List.of(Engines.SAMEDIFF, Engines.ONEDNN)::contains)
                .map(engine -> new Form(engine, weights -> SaeNetworks.open(weights, engine, THREADS)));
    }

    private static int[] first(int count) {
        return IntStream.range(0, count).toArray();
    }

    private static SaeStep step(SaeNetwork network, SaeFixture fixture, int... rows) throws IOException {
        return network.gradients(fixture.x().rows(rows), rows.length, fixture.lambda(), new boolean[0]);
    }

    private static void checkLosses(String what, SaeStep step, double... expected) {
        check(what + " l1", step.l1(), expected[0]);
        check(what + " penalty", step.penalty(), expected[1]);
        check(what + " l2", step.l2(), expected[2]);
        check(what + " total", step.total(), expected[3]);
    }

    private static double[] numbers(JsonNode list) {
        return IntStream.range(0, list.size())
                .mapToDouble(i -> list.get(i).doubleValue())
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void forwardAndLosses(Form form) throws IOException {
        SaeFixture fixture = SaeFixture.read();
        int rows = fixture.batch();
        SaeWeights weights = fixture.weights("probe");
        int n = weights.design().inputs();
        int m = weights.design().features();
        try (SaeNetwork network = form.open(weights)) {
            FloatBuffer x = fixture.x().rows(first(rows));
            FloatBuffer learned = direct(rows * m);
            FloatBuffer decoded = direct(rows * n);
            network.apply(x, rows, learned, decoded);
            fixture.check("probe_learned", copy(learned));
            fixture.check("probe_decoded", copy(decoded));
            float[][] items = new float[3][rows];
            for (int i = 0; i < rows; i++) {
                double l1 = 0;
                double l2 = 0;
                for (int j = 0; j < m; j++) {
                    l1 += learned.get(i * m + j);
                }
                for (int k = 0; k < n; k++) {
                    l2 += Math.pow(x.get(i * n + k) - decoded.get(i * n + k), 2) / n;
                }
                items[0][i] = (float) (fixture.lambda() * l1);
                items[1][i] = (float) l2;
                items[2][i] = (float) (fixture.lambda() * l1 + l2);
            }
            fixture.check("probe_item_l1_penalty", items[0]);
            fixture.check("probe_item_l2", items[1]);
            fixture.check("probe_item_total", items[2]);
            JsonNode losses = fixture.meta().get("probe_losses");
            SaeStep step = step(network, fixture, first(rows));
            checkLosses(
                    "probe",
                    step,
                    Stream.of(L1, PENALTY, L2, TOTAL)
                            .mapToDouble(name -> losses.get(name).doubleValue())
                            .toArray());
            check("probe_total", step.total(), fixture.meta().get("probe_total").doubleValue());
        }
        checkStart(fixture);
    }

    /** A start of ours is bounded as the reference's, which fills the bounds. */
    private static void checkStart(SaeFixture fixture) throws IOException {
        SaeDesign design = fixture.weights("init").design();
        check(
                "init",
                SaeStart.weightBound(design),
                fixture.meta().get("init_encoder_weight_bound").doubleValue());
        check(
                "init",
                SaeStart.biasBound(design),
                fixture.meta().get("init_encoder_bias_bound").doubleValue());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void gradients(Form form) throws IOException {
        SaeFixture fixture = SaeFixture.read();
        try (SaeNetwork network = form.open(fixture.weights("probe"))) {
            step(network, fixture, first(fixture.batch()));
            for (var parameter : network.parameters().list()) {
                fixture.check("probe_grad_" + SaeFixture.file(parameter.name()), copy(parameter.gradient()));
            }
            check(
                    "projected",
                    copy(network.parameters().decoderWeight().gradient()),
                    projected(fixture.weights("probe"), fixture.doubles("probe_grad_decoder_weight_unprojected")));
        }
    }

    private static double[] projected(SaeWeights weights, double... gradient) {
        int m = weights.design().features();
        double[] projected = gradient.clone();
        for (int j = 0; j < m; j++) {
            double square = 0;
            double product = 0;
            for (int i = j; i < gradient.length; i += m) {
                square += (double) weights.decoderWeight()[i] * weights.decoderWeight()[i];
                product += weights.decoderWeight()[i] * gradient[i];
            }
            for (int i = j; i < gradient.length; i += m) {
                projected[i] -= product / square * weights.decoderWeight()[i];
            }
        }
        return projected;
    }

    private static Adam adam(SaeFixture fixture, SaeNetwork network, Workers workers) {
        double[] betas = numbers(fixture.meta().get("betas"));
        return new Adam(
                ParameterGroups.of(network.parameters().list()).build(),
                AdamSettings.adam(betas[0], betas[1], fixture.meta().get("eps").doubleValue()),
                workers);
    }

    private static double rate(SaeFixture fixture) {
        return fixture.meta().get("lr").doubleValue();
    }

    /** Numbers of steps after which the state was recorded. */
    private static List<Integer> recorded(SaeFixture fixture) throws IOException {
        Pattern name = Pattern.compile("after(\\d+)_tied_bias\\.npy");
        try (Stream<Path> files = Files.list(fixture.folder())) {
            List<Integer> steps = files.map(
                            file -> name.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> Integer.parseInt(matcher.group(1)))
                    .sorted()
                    .toList();
            assertThat(steps).isNotEmpty();
            return steps;
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void trainingSteps(Form form) throws IOException {
        SaeFixture fixture = SaeFixture.read();
        int[][] order = fixture.table("steps_order");
        double[] losses = fixture.doubles("steps_losses");
        List<Integer> recorded = recorded(fixture);
        int last = recorded.get(recorded.size() - 1);
        assertThat(losses).hasSize(4 * last);
        try (Workers workers = new Workers(THREADS);
                SaeNetwork network = form.open(fixture.weights("probe"));
                Adam adam = adam(fixture, network, workers)) {
            for (int i = 0; i < last; i++) {
                SaeStep step = step(network, fixture, order[i]);
                checkLosses("step " + i, step, Arrays.copyOfRange(losses, 4 * i, 4 * i + 4));
                adam.step(rate(fixture));
                network.constrain();
                if (recorded.contains(i + 1)) {
                    fixture.checkParameters("after" + (i + 1), network);
                }
            }
            fixture.checkMoments("after" + last, adam);
        }
    }

    /** Draws that were recorded; what they were asked for is kept. */
    private static final class RecordedDraws implements RowDraws {
        private final List<int[]> orders = new ArrayList<>();
        private final List<int[]> resamplingOrders = new ArrayList<>();
        private final List<int[]> draws = new ArrayList<>();
        private double[] probabilities = new double[0];

        @Override
        public int[] order(long epoch, int rows) {
            return orders.get((int) epoch);
        }

        @Override
        public int[] resamplingOrder(long epoch, int rows) {
            return resamplingOrders.remove(0);
        }

        @Override
        public int[] drawn(long epoch, double[] found, int count) {
            probabilities = found;
            int[] drawn = draws.remove(0);
            assertThat(drawn).as("recorded draws").hasSize(count);
            return drawn;
        }
    }

    private static SaeTraining training(SaeFixture fixture, int batch, int epochs, int every, int atMost) {
        return new SaeTraining(
                batch,
                epochs,
                fixture.lambda(),
                0,
                every > 0 ? Optional.of(new SaeTraining.Resampling(every, 1, atMost, 0)) : Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void resampling(Form form) throws IOException {
        SaeFixture fixture = SaeFixture.read();
        List<Integer> recorded = recorded(fixture);
        int steps = recorded.get(recorded.size() - 1);
        String before = "after" + steps;
        RecordedDraws draws = new RecordedDraws();
        draws.resamplingOrders.add(fixture.ints("resample_row_order"));
        draws.draws.add(fixture.ints("resample_draws"));
        long[] fired = Arrays.stream(fixture.ints("resample_fired_count"))
                .asLongStream()
                .toArray();
        int[] dead = fixture.ints("resample_dead_indices");
        try (Workers workers = new Workers(THREADS);
                SaeNetwork network = form.open(fixture.weights(before));
                Adam adam = adam(fixture, network, workers)) {
            adam.restore(steps, fixture.moments(before, network));
            Resampler resampler =
                    new Resampler(network, fixture.x(), training(fixture, fixture.batch(), 9, 1, 1), draws, adam);
            assertThat(resampler.resample(0, fired)).isEqualTo(dead.length);
            check("resample_probabilities", single(draws.probabilities), fixture.doubles("resample_probabilities"));
            checkNewFeatures(fixture, network.parameters().weights(), dead);
            fixture.checkParameters("resampled", network);
            fixture.checkMoments("resampled", adam);
            SaeStep next = step(network, fixture, fixture.table("steps_order")[steps]);
            checkLosses("next", next, numbers(fixture.meta().get("resample_next_step_losses")));
            adam.step(rate(fixture));
            network.constrain();
            fixture.checkParameters("resampled_next", network);
            assertThat((double) adam.steps())
                    .isEqualTo(fixture.meta()
                            .get("resample_next_step_adam_step_count")
                            .doubleValue());
        }
    }

    private static float[] single(double... values) {
        float[] single = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            single[i] = (float) values[i];
        }
        return single;
    }

    private static void checkNewFeatures(SaeFixture fixture, SaeWeights weights, int... dead) throws IOException {
        int n = weights.design().inputs();
        float[] columns = new float[n * dead.length];
        float[] rows = new float[n * dead.length];
        float[] biases = new float[dead.length];
        for (int k = 0; k < dead.length; k++) {
            float[] vector = weights.dictionaryVector(dead[k]);
            for (int i = 0; i < n; i++) {
                columns[i * dead.length + k] = vector[i];
                rows[k * n + i] = weights.encoderWeight()[dead[k] * n + i];
            }
            biases[k] = weights.encoderBias()[dead[k]];
        }
        fixture.check("resample_decoder_weight_columns", columns);
        fixture.check("resample_encoder_weight_rows", rows);
        fixture.check("resample_encoder_bias_values", biases);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void loop(Form form) throws IOException {
        SaeFixture fixture = SaeFixture.read();
        Pattern name = Pattern.compile("(loop_\\w+)_row_orders\\.npy");
        List<String> runs;
        try (Stream<Path> files = Files.list(fixture.folder())) {
            runs = files.map(file -> name.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .sorted()
                    .toList();
        }
        assertThat(runs).hasSizeGreaterThanOrEqualTo(2);
        for (String run : runs) {
            runLoop(form, fixture, run);
        }
    }

    private static void runLoop(Form form, SaeFixture fixture, String run) throws IOException {
        RecordedDraws draws = new RecordedDraws();
        List<Long> resampledAfter = sortOrders(fixture, run, draws);
        int events = fixture.meta().get(run + "_n_resampled").intValue();
        assertThat(resampledAfter).hasSize(events);
        int epochs = fixture.meta().get("loop_epochs").intValue();
        int batch = fixture.meta().get("loop_batch_size").intValue();
        int every = events == 0 ? 0 : (int) (resampledAfter.get(0) + 1);
        List<SaeEpoch> figures = new ArrayList<>();
        try (Workers workers = new Workers(THREADS);
                SaeNetwork network = form.open(fixture.weights("loop_init"));
                Adam adam = adam(fixture, network, workers)) {
            SaeTraining training = training(fixture, batch, epochs, every, events);
            SaeLearner learner = new SaeLearner(network, fixture.x(), training, draws, adam, figures::add);
            TrainingPlan plan =
                    TrainingPlan.of(training.steps(fixture.x().count()), Schedule.constant(rate(fixture), 0));
            new Trainer(learner, adam, plan, TrainingListener.none(), workers).run(() -> false);
            fixture.checkParameters(run, network);
            SaeStep after = step(network, fixture, first(fixture.x().count()));
            checkLosses(run, after, numbers(fixture.meta().get(run + "_final_losses")));
            assertThat(plan.steps() * batch)
                    .isEqualTo(fixture.meta().get(run + "_total_activations").longValue());
        }
        assertThat(figures).hasSize(epochs);
        assertThat(figures.stream().filter(one -> one.resampled() > 0).map(one -> one.epoch() - 1))
                .isEqualTo(resampledAfter);
        assertThat(draws.draws).isEmpty();
    }

    /** Gives the draws what was recorded, and tells after which epochs there was resampling. */
    private static List<Long> sortOrders(SaeFixture fixture, String run, RecordedDraws draws) throws IOException {
        int[][] orders = fixture.table(run + "_row_orders");
        JsonNode roles = fixture.meta().get(run + "_row_order_roles");
        Pattern resampling = Pattern.compile("resampling after epoch(\\d+)");
        List<Long> after = new ArrayList<>();
        assertThat(orders).hasNumberOfRows(roles.size());
        for (int i = 0; i < orders.length; i++) {
            Matcher matcher = resampling.matcher(roles.get(i).textValue());
            if (matcher.matches()) {
                after.add(Long.parseLong(matcher.group(1)));
                draws.resamplingOrders.add(orders[i]);
            } else {
                draws.orders.add(orders[i]);
            }
        }
        for (JsonNode drawn : fixture.meta().get(run + "_draws")) {
            draws.draws.add(
                    Arrays.stream(numbers(drawn)).mapToInt(one -> (int) one).toArray());
        }
        return after;
    }

    @ParameterizedTest
    @MethodSource("forms")
    void metrics(Form form) throws IOException {
        SaeFixture fixture = SaeFixture.read();
        int rows = fixture.batch();
        try (SaeNetwork network = form.open(fixture.weights("probe"))) {
            SaeStep step = step(network, fixture, first(rows));
            check("metric_l0", step.l0(), fixture.meta().get("metric_l0").doubleValue());
            long[] fired = Arrays.stream(step.fired()).asLongStream().toArray();
            SaeEpoch epoch = new SaeEpoch(1, rows, 0, 0, 0, 0, step.l0(), 0, fired, 0);
            fixture.check("metric_feature_density", epoch.density());
            checkHistogram(epoch.densities(), fixture.meta().get("metric_feature_density_histogram"));
            int m = network.design().features();
            FloatBuffer learned = direct(rows * m);
            network.apply(fixture.x().rows(first(rows)), rows, learned, null);
            float[][] matrix = new float[rows][m];
            for (int i = 0; i < rows; i++) {
                learned.get(i * m, matrix[i]);
            }
            float[] capacities = capacities(matrix);
            fixture.check("metric_capacities", capacities);
            checkHistogram(Capacities.histogram(capacities), fixture.meta().get("metric_capacity_histogram"));
            checkActivity(network, fixture);
        }
        checkScore(fixture.meta().get("metric_reconstruction_score"));
    }

    private static float[] capacities(float[][] learned) {
        try (Workers workers = new Workers(1)) {
            return Capacities.of(learned, workers);
        }
    }

    private static void checkHistogram(Histogram found, JsonNode expected) {
        assertThat(found.counts())
                .containsExactly(Arrays.stream(numbers(expected.get("counts")))
                        .mapToInt(one -> (int) one)
                        .toArray());
        check("edges", single(found.edges()), numbers(expected.get("edges")));
    }

    private static void checkActivity(SaeNetwork network, SaeFixture fixture) throws IOException {
        JsonNode recorded = fixture.meta().get("metric_neuron_activity");
        NeuronActivity activity = new NeuronActivity(
                Arrays.stream(numbers(recorded.get("horizons")))
                        .mapToObj(one -> (long) one)
                        .toList(),
                Arrays.stream(numbers(recorded.get("thresholds"))).boxed().toList());
        assertThat(recorded.get("steps")).isNotEmpty();
        for (JsonNode step : recorded.get("steps")) {
            int from = step.get("first_row").intValue();
            int count = step.get("rows").intValue();
            int[] rows = IntStream.range(from, from + count).toArray();
            int checked = 0;
            for (NeuronActivity.Report report :
                    activity.add(step(network, fixture, rows).fired(), count)) {
                checked += checkReport(report, step.get("log"));
            }
            assertThat(checked).isEqualTo(step.get("log").size());
        }
    }

    /** Gives how many entries of the log were looked at. */
    private static int checkReport(NeuronActivity.Report report, JsonNode log) {
        String over = "_over_" + report.rows() + "_activations";
        assertThat(log.get(ACTIVITY + "dead" + over).doubleValue()).isEqualTo(report.dead());
        assertThat(log.get(ACTIVITY + "alive" + over).doubleValue()).isEqualTo(report.alive());
        checkHistogram(report.activity(), log.get(ACTIVITY + "activity_histogram" + over));
        checkHistogram(report.logActivity(), log.get(ACTIVITY + "log_activity_histogram" + over));
        report.almostDead().forEach((threshold, count) -> {
            String name = String.format(Locale.ROOT, "%salmost_dead_%.1e%s", ACTIVITY, threshold, over);
            assertThat(log.get(name).doubleValue()).as(name).isEqualTo((double) count);
        });
        return 4 + report.almostDead().size();
    }

    private static void checkScore(JsonNode recorded) {
        ReconstructionScore score = ReconstructionScore.of(
                numbers(recorded.get("loss")),
                numbers(recorded.get("loss_with_reconstruction")),
                numbers(recorded.get("loss_with_zero_ablation")));
        JsonNode expected = recorded.get("result");
        check("plain", score.plain(), expected.get(SCORE + "/baseline_loss").doubleValue());
        check(
                "with",
                score.reconstructed(),
                expected.get(SCORE + "/loss_with_reconstruction").doubleValue());
        check(
                "without",
                score.ablated(),
                expected.get(SCORE + "/loss_with_zero_ablation").doubleValue());
        check("score", score.score(), expected.get(SCORE).doubleValue());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void checkpoint(Form form) throws IOException {
        SaeFixture fixture = SaeFixture.read();
        List<Path> files;
        try (Stream<Path> all = Files.list(fixture.folder())) {
            files = all.filter(file -> file.toString().endsWith(".pth"))
                    .sorted()
                    .toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            checkContents(fixture, file);
            Weights read = SaeCheckpoint.read(file);
            checkTensors(fixture, SaeWeights.of(read, new Sparsity.L1()));
            Path copy = temporary.resolve("copy-" + file.getFileName());
            SaeCheckpoint.writeTorch(
                    copy, read, fixture.x().count(), fixture.x().width());
            checkContents(fixture, copy);
            SaeWeights weights = SaeWeights.of(SaeCheckpoint.read(copy), new Sparsity.L1());
            checkTensors(fixture, weights);
            try (SaeNetwork network = form.open(weights)) {
                float[] embeddings = fixture.floats("extract_embeddings");
                int rows = embeddings.length / weights.design().inputs();
                FloatBuffer learned = direct(rows * weights.design().features());
                network.apply(direct(embeddings.length).put(embeddings).flip(), rows, learned, null);
                fixture.check("extract_learned_activation", copy(learned));
            }
        }
    }

    private static void checkTensors(SaeFixture fixture, SaeWeights weights) throws IOException {
        fixture.check("checkpoint_tied_bias", weights.tiedBias());
        fixture.check("checkpoint_encoder_weight", weights.encoderWeight());
        fixture.check("checkpoint_encoder_bias", weights.encoderBias());
        fixture.check("checkpoint_decoder_weight", weights.decoderWeight());
    }

    private static void checkContents(SaeFixture fixture, Path file) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            List<String> keys = new ArrayList<>();
            fixture.meta().get("state_dict_keys").forEach(key -> keys.add(key.textValue()));
            assertThat(checkpoint.tensors().keySet()).containsExactlyElementsOf(keys);
            for (String key : keys) {
                double[] shape = numbers(fixture.meta().get("state_dict_shapes").get(key));
                assertThat(checkpoint.tensors().get(key).shape())
                        .containsExactly(Arrays.stream(shape)
                                .mapToLong(axis -> (long) axis)
                                .toArray());
            }
            Map<String, Object> values = checkpoint.values();
            for (String size : List.of("n_input_features", "n_learned_features", "n_components")) {
                assertThat(values)
                        .containsEntry(
                                "model_config." + size, fixture.meta().get(size).longValue());
            }
        }
    }
}
