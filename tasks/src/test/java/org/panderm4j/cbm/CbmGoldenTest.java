package org.panderm4j.cbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.concepts.ClassImportance;
import org.panderm4j.concepts.ConceptMatch;
import org.panderm4j.concepts.ConceptMatching;
import org.panderm4j.concepts.ConceptRetrieval;
import org.panderm4j.concepts.ConceptRetrieval.Ranked;
import org.panderm4j.concepts.Importance;
import org.panderm4j.concepts.Intervention;
import org.panderm4j.concepts.Similarity;
import org.panderm4j.data.random.MersenneTwister;
import org.panderm4j.data.random.SolverSeed;
import org.panderm4j.data.sampling.StratifiedSplit;
import org.panderm4j.eval.BinaryMetrics;
import org.panderm4j.nn.linear.BinaryClassifier;
import org.panderm4j.nn.linear.L1Sgd;
import org.panderm4j.nn.linear.SparseRows;

/** Splits, solver, matching, intervention and ranking against what the reference's scripts have computed. */
@Tag("golden")
class CbmGoldenTest {
    private static final double EXACT = 1e-9;
    private static final double SIMILARITY = 1e-6;
    private static final double MEAN = 1e-6;
    private static final double TEST_SHARE = 0.2;
    private static final int FIXED_STATE = 42;
    /** Where the reference's tables have the label. */
    private static final int THIRD = 2;

    private static final int LAST = -1;

    static List<CbmFixture> cases() throws IOException {
        List<CbmFixture> found = CbmFixture.all();
        assertThat(found).as("folders with meta.json in cbm").isNotEmpty();
        return found;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void splitsAndSolver(CbmFixture fixture) throws IOException {
        JsonNode expected = fixture.meta().get("script1");
        SparseRows rows = fixture.sparse("activations.npy");
        int[] labels = fixture.labels("meta_onehot.csv", THIRD);
        assertThat(rows.rows()).isEqualTo(fixture.meta().get("rows").intValue());
        assertThat(rows.width()).isEqualTo(fixture.meta().get("features").intValue());
        assertThat(Arrays.stream(labels).sum())
                .isEqualTo(fixture.meta().get("positive_rows").intValue());
        double[][] weights = fixture.matrix("script1_weights.npy");
        int splits = expected.get("splits").intValue();
        assertThat(weights).hasNumberOfRows(splits);
        for (String list : List.of("solver_seeds", "epochs", "intercepts", "auroc", "macro_f1")) {
            assertThat(expected.get(list)).as(list).hasSize(splits);
        }
        checkSeeds(expected, splits);
        checkRows(expected, labels);
        double[] meanWeight = new double[rows.width()];
        double[] means = new double[3]; // intercept, area, F1
        for (int i = 0; i < splits; i++) {
            StratifiedSplit.Parts parts = new StratifiedSplit(TEST_SHARE).split(labels, new MersenneTwister(i));
            L1Sgd.Fit fit = L1Sgd.REFERENCE.fit(
                    rows,
                    parts.train(),
                    positive(labels),
                    expected.at("/solver_seeds/" + i).intValue());
            BinaryClassifier classifier = fit.classifier();
            BinaryMetrics metrics = metrics(classifier, rows, labels, parts.test());
            assertThat(fit.epochs())
                    .as("split %d", i)
                    .isEqualTo(expected.at("/epochs/" + i).intValue());
            assertThat(classifier.weight()).as("split %d", i).containsExactly(weights[i], within(EXACT));
            check("intercept of split " + i, classifier.intercept(), expected.at("/intercepts/" + i));
            check("auroc of split " + i, value(metrics, "auroc"), expected.at("/auroc/" + i));
            check("macro_f1 of split " + i, value(metrics, "macro_f1"), expected.at("/macro_f1/" + i));
            for (int j = 0; j < meanWeight.length; j++) {
                meanWeight[j] += classifier.weight()[j] / splits;
            }
            means[0] += classifier.intercept() / splits;
            means[1] += value(metrics, "auroc") / splits;
            means[2] += value(metrics, "macro_f1") / splits;
        }
        assertThat(meanWeight).containsExactly(fixture.doubles("mean_classifier_weights.npy"), within(EXACT));
        assertThat(means[0]).isCloseTo(fixture.doubles("mean_classifier_intercept.npy")[0], within(EXACT));
        check("mean_auroc", means[1], expected.get("mean_auroc"));
        check("mean_macro_f1", means[2], expected.get("mean_macro_f1"));
        checkPrinted(expected.get("stdout_tail"), means[1], means[2]);
    }

    /** One generator for all fits, of which each split's first is thrown away. */
    private static void checkSeeds(JsonNode expected, int splits) {
        MersenneTwister global =
                new MersenneTwister(expected.get("global_numpy_seed").longValue());
        for (int i = 0; i < splits; i++) {
            SolverSeed.next(global);
            assertThat(SolverSeed.next(global))
                    .as("solver seed of split %d", i)
                    .isEqualTo(expected.at("/solver_seeds/" + i).intValue());
        }
    }

    private static void checkRows(JsonNode expected, int[] labels) {
        assertThat(expected.get("train_rows_of_split")).isNotEmpty();
        assertThat(expected.get("test_rows_of_split")).hasSameSizeAs(expected.get("train_rows_of_split"));
        for (Map.Entry<String, JsonNode> train :
                expected.get("train_rows_of_split").properties()) {
            StratifiedSplit.Parts parts =
                    new StratifiedSplit(TEST_SHARE).split(labels, new MersenneTwister(Long.parseLong(train.getKey())));
            assertThat(parts.train()).containsExactly(CbmFixture.ints(train.getValue()));
            assertThat(parts.test())
                    .containsExactly(
                            CbmFixture.ints(expected.get("test_rows_of_split").get(train.getKey())));
        }
    }

    private static void check(String what, double found, JsonNode expected) {
        assertThat(found).as(what).isCloseTo(expected.doubleValue(), within(EXACT));
    }

    /** The number at the end of each line, as it was printed, with three places. */
    private static void checkPrinted(JsonNode lines, double... values) {
        assertThat(lines).hasSize(values.length);
        for (int i = 0; i < values.length; i++) {
            assertThat(lines.get(i).textValue()).endsWith(": " + String.format(Locale.ROOT, "%.3f", values[i]));
        }
    }

    private static boolean[] positive(int[] labels) {
        boolean[] positive = new boolean[labels.length];
        for (int row = 0; row < labels.length; row++) {
            positive[row] = labels[row] == 1;
        }
        return positive;
    }

    private static int[] all(int rows) {
        int[] all = new int[rows];
        Arrays.setAll(all, row -> row);
        return all;
    }

    private static BinaryMetrics metrics(BinaryClassifier classifier, SparseRows rows, int[] labels, int[] test) {
        double[] decisions = Arrays.stream(test)
                .mapToDouble(row -> classifier.decision(rows, row))
                .toArray();
        return BinaryMetrics.of(
                Arrays.stream(test).map(row -> labels[row]).toArray(),
                decisions,
                Arrays.stream(decisions).map(BinaryClassifier::probability).toArray());
    }

    private static double value(BinaryMetrics metrics, String name) {
        return metrics.value(name).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void classImportance(CbmFixture fixture) throws IOException {
        JsonNode expected = fixture.meta().get("script2");
        float[][] rows = fixture.rows("activations.npy");
        int[] labels = fixture.labels("meta_onehot.csv", THIRD);
        int classes = Arrays.stream(labels).max().orElseThrow() + 1;
        assertThat(expected).hasSize(classes);
        ClassImportance importance = new ClassImportance(classes, rows[0].length);
        for (int i = 0; i < rows.length; i++) {
            importance.add(rows[i], labels[i]);
        }
        for (int label = 0; label < classes; label++) {
            JsonNode one = expected.get(Integer.toString(label));
            double[] found = importance.of(label);
            assertThat(found).containsExactly(CbmFixture.doubles(one.get("mean_activations")), within(MEAN));
            assertThat(one.get("top_indices")).isNotEmpty();
            int[] top = importance.top(label, one.get("top_indices").size());
            assertThat(top).containsExactly(CbmFixture.ints(one.get("top_indices")));
            assertThat(Arrays.stream(top).mapToDouble(j -> found[j]).toArray())
                    .containsExactly(CbmFixture.doubles(one.get("top_values")), within(MEAN));
        }
    }

    /** A classifier of the training rows, as script 3 fits it. */
    private static L1Sgd.Fit fixedFit(CbmFixture fixture) throws IOException {
        SparseRows rows = fixture.sparse("train/learned_activation.npy");
        return L1Sgd.REFERENCE.fit(
                rows, all(rows.rows()), positive(fixture.labels("train.csv", LAST)), SolverSeed.of(FIXED_STATE));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fixedSplit(CbmFixture fixture) throws IOException {
        JsonNode before = fixture.meta().get("script3_before");
        L1Sgd.Fit fit = fixedFit(fixture);
        BinaryClassifier classifier = fit.classifier();
        assertThat(SolverSeed.of(FIXED_STATE))
                .isEqualTo(before.get("solver_seed").intValue());
        assertThat(fit.epochs()).isEqualTo(before.get("epochs").intValue());
        assertThat(fit.epochs()).isEqualTo(before.get("independent_port_epochs").intValue());
        assertThat(classifier.live()).isEqualTo(before.get("nonzero_weights").intValue());
        check("intercept", classifier.intercept(), before.get("intercept"));
        assertThat(classifier.weight())
                .containsExactly(fixture.doubles("before-intervention/classifier_weights.npy"), within(EXACT));
        assertThat(classifier.intercept())
                .isCloseTo(fixture.doubles("before-intervention/classifier_intercept.npy")[0], within(EXACT));
        BinaryMetrics metrics = checkTest(fixture, classifier, "test/learned_activation.npy", "script3_before");
        checkProbabilities(fixture, metrics, "script3_before_probability.npy");
        checkPrinted(
                before.get("stdout_tail"),
                value(metrics, "auroc"),
                value(metrics, "macro_f1"),
                value(metrics, "accuracy"));
        BinaryMetrics after =
                checkTest(fixture, classifier, "test/learned_activation_after_intervention.npy", "script3_after");
        checkProbabilities(fixture, after, "script3_after_probability.npy");
        checkTest(fixture, classifier, "test/learned_activation_after_topk.npy", "script3_after_topk");
    }

    private static BinaryMetrics checkTest(
            CbmFixture fixture, BinaryClassifier classifier, String activations, String script) throws IOException {
        return checkTest(fixture, classifier, fixture.sparse(activations), script);
    }

    private static BinaryMetrics checkTest(
            CbmFixture fixture, BinaryClassifier classifier, SparseRows rows, String script) throws IOException {
        int[] labels = fixture.labels("test.csv", LAST);
        assertThat(classifier.decisions(rows))
                .as(script)
                .containsExactly(fixture.doubles(script + "_decision.npy"), within(EXACT));
        BinaryMetrics metrics = metrics(classifier, rows, labels, all(rows.rows()));
        JsonNode expected = fixture.meta().get(script);
        check(script, value(metrics, "auroc"), expected.get("roc_auc_score"));
        check(script, value(metrics, "macro_f1"), expected.get("f1_score"));
        check(script, value(metrics, "accuracy"), expected.get("accuracy_score"));
        return metrics;
    }

    private static void checkProbabilities(CbmFixture fixture, BinaryMetrics metrics, String name) throws IOException {
        double[] expected = fixture.doubles(name);
        assertThat(expected).hasSize(metrics.predictions().rows());
        for (int row = 0; row < expected.length; row++) {
            assertThat(metrics.predictions().probability(row, 1)).isCloseTo(expected[row], within(EXACT));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void intervention(CbmFixture fixture) throws IOException {
        BinaryClassifier classifier = fixedFit(fixture).classifier();
        Importance importance = new Importance(classifier.weight());
        JsonNode repeated = fixture.meta().at("/script4_matching_repeated/sorted");
        int[] matched = repeated(fixture, importance, repeated.size()).stream()
                .mapToInt(ConceptMatch::neuron)
                .toArray();
        assertThat(matched).containsExactly(CbmFixture.ints(fixture.meta().get("script4_intervened")));
        checkIntervention(fixture, classifier, matched, "intervention", "script3_after");
        int[] top = importance.top(fixture.meta().at("/script4_topk/indices").size());
        assertThat(top).containsExactly(CbmFixture.ints(fixture.meta().at("/script4_topk/indices")));
        checkIntervention(fixture, classifier, top, "topk", "script3_after_topk");
    }

    private static void checkIntervention(
            CbmFixture fixture, BinaryClassifier classifier, int[] neurons, String name, String script)
            throws IOException {
        Intervention silenced = new Intervention(neurons, new Intervention.Change.Zero());
        float[][] changed = Arrays.stream(fixture.rows("test/learned_activation.npy"))
                .map(silenced::of)
                .toArray(float[][]::new);
        assertThat(changed).isDeepEqualTo(fixture.rows("test/learned_activation_after_" + name + ".npy"));
        checkTest(fixture, classifier, SparseRows.of(changed), script);
    }

    private static Importance storedImportance(CbmFixture fixture) throws IOException {
        return new Importance(fixture.doubles("before-intervention/classifier_weights.npy"));
    }

    /** By falling size of weight, as the reference's script sorts them. */
    private static List<ConceptMatch> byImportance(List<ConceptMatch> matches) {
        return matches.stream()
                .sorted(Comparator.comparingDouble(match -> -Math.abs(match.importance())))
                .toList();
    }

    /** One text several times; the first of the embeddings is its. */
    private static List<ConceptMatch> repeated(CbmFixture fixture, Importance importance, int count)
            throws IOException {
        String text =
                fixture.meta().at("/script4_matching_repeated/sorted/0/concept").textValue();
        return byImportance(new ConceptMatching(importance, fixture.vectors())
                .nearest(text, fixture.rows("concept_embeddings.npy")[0], count));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void matching(CbmFixture fixture) throws IOException {
        Importance importance = storedImportance(fixture);
        ConceptMatching matching = new ConceptMatching(importance, fixture.vectors());
        JsonNode distinct = fixture.meta().get("script4_matching_distinct");
        List<ConceptMatch> matches =
                matching.oneToOne(CbmFixture.texts(distinct.get("concepts")), fixture.rows("concept_embeddings.npy"));
        checkMatches(matches, distinct.get("matched"));
        checkMatches(byImportance(matches), distinct.get("sorted"));
        checkMatches(matches, fixture.meta().at("/notebook_global/matched"));
        checkMatches(ConceptMatch.byWeight(matches), fixture.meta().at("/notebook_global/sorted"));
        JsonNode repeated = fixture.meta().get("script4_matching_repeated");
        List<ConceptMatch> same =
                repeated(fixture, importance, repeated.get("sorted").size());
        checkMatches(same, repeated.get("sorted"));
        assertThat(same.stream().mapToInt(ConceptMatch::neuron).sorted().toArray())
                .containsExactly(CbmFixture.ints(repeated.get("matched_neurons")));
        checkTop(fixture, importance);
        checkRetrieval(fixture);
    }

    private static void checkTop(CbmFixture fixture, Importance importance) {
        JsonNode top = fixture.meta().get("script4_topk");
        assertThat(top.get("indices")).isNotEmpty();
        int[] found = importance.top(top.get("indices").size());
        assertThat(found).containsExactly(CbmFixture.ints(top.get("indices")));
        assertThat(Arrays.stream(found)
                        .mapToDouble(j -> importance.weights()[j])
                        .toArray())
                .containsExactly(CbmFixture.doubles(top.get("importances")), within(EXACT));
    }

    private static void checkMatches(List<ConceptMatch> found, JsonNode expected) {
        assertThat(found).hasSize(expected.size()).isNotEmpty();
        for (int i = 0; i < found.size(); i++) {
            ConceptMatch match = found.get(i);
            JsonNode one = expected.get(i);
            assertThat(match.concept()).isEqualTo(one.get("concept_idx").intValue());
            assertThat(match.text()).isEqualTo(one.get("concept").textValue());
            assertThat(match.neuron()).isEqualTo(one.get("neuron_idx").intValue());
            assertThat(match.rank()).isEqualTo(one.get("importance_rank").intValue());
            assertThat(match.similarity()).isCloseTo(one.get("similarity").doubleValue(), within(SIMILARITY));
            check("importance", match.importance(), one.get("importance"));
        }
    }

    private static void checkRetrieval(CbmFixture fixture) throws IOException {
        float[][] rows = fixture.rows("activations.npy");
        float[][] similarities = Similarity.of(fixture.rows("concept_embeddings.npy"), fixture.vectors());
        boolean[] active = new boolean[rows[0].length];
        for (float[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                active[j] |= row[j] != 0;
            }
        }
        JsonNode all = fixture.meta().get("notebook_retrieval");
        assertThat(all).isNotEmpty();
        for (JsonNode one : all) {
            float[] own = similarities[one.get("concept").intValue()];
            List<Ranked> features = ConceptRetrieval.features(
                    own, active, one.get("top20_neurons").size());
            checkRanked(features, one.get("top20_neurons"), one.get("top20_similarities"), SIMILARITY);
            int neuron = features.get(0).index();
            assertThat(neuron).isEqualTo(one.get("neuron").intValue());
            float[] column = new float[rows.length];
            for (int row = 0; row < rows.length; row++) {
                column[row] = rows[row][neuron];
            }
            checkRanked(
                    ConceptRetrieval.rows(column, one.get("top_images").size()),
                    one.get("top_images"),
                    one.get("top_activations"),
                    EXACT);
        }
    }

    private static void checkRanked(List<Ranked> found, JsonNode places, JsonNode values, double tolerance) {
        assertThat(values).hasSameSizeAs(places).isNotEmpty();
        List<Double> ranked = new ArrayList<>();
        found.forEach(one -> ranked.add((double) one.value()));
        assertThat(found.stream().mapToInt(Ranked::index).toArray()).containsExactly(CbmFixture.ints(places));
        assertThat(ranked.stream().mapToDouble(one -> one).toArray())
                .containsExactly(CbmFixture.doubles(values), within(tolerance));
    }
}
