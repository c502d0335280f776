package org.panderm4j.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.panderm4j.tune.SearchSpace.Dimension;

class CandidatesTest {
    private static final TunableMetric METRIC = TunableMetric.higher("bacc");
    private static final TunableOption C = TunableOption.real("c", "", 0, 1e9);
    private static final TunableOption RATE = TunableOption.real("rate", "", 0, 1);
    private static final TunableOption LAYERS = TunableOption.integer("layers", "", 1, 1000);
    private static final TunableOption WIDTH = TunableOption.integer("width", "", 1, 1 << 20);
    private static final TunableOption FIRST = TunableOption.flag("first", "");
    private static final TunableOption SECOND = TunableOption.flag("second", "");
    private static final Domain BOTH = new Domain.Choices(List.of("true", "false"));

    private static SearchSpace space(Dimension... dimensions) {
        return new SearchSpace(Path.of("space.yaml"), List.of(dimensions));
    }

    private static SearchSpace wide() {
        return space(
                new Dimension(C, new Domain.Range(0.01, 1000, false, true)),
                new Dimension(RATE, new Domain.Range(0.2, 0.3, false, false)),
                new Dimension(LAYERS, new Domain.Range(2, 5, true, false)),
                new Dimension(WIDTH, new Domain.Range(1, 4096, true, true)),
                new Dimension(FIRST, BOTH),
                new Dimension(SECOND, BOTH));
    }

    private static TuneSettings settings(SearchKind kind, int trials, long seed) {
        return new TuneSettings(
                Path.of("space.yaml"), kind, trials, 3, null, EarlyStopping.NONE, 1, Long.MAX_VALUE, seed);
    }

    /** Some function of the configuration. */
    private static double score(Configuration configuration) {
        return -Math.abs(Math.log10(configuration.real("c", 1)) - 1) - Math.abs(configuration.integer("layers", 3) - 3);
    }

    private static List<Configuration> draw(SearchSpace space, SearchKind kind, int count, long seed) {
        Candidates candidates = Candidates.of(space, settings(kind, count, seed), METRIC);
        List<Configuration> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Optional<Configuration> next = candidates.next();
            if (next.isEmpty()) {
                break;
            }
            drawn.add(next.get());
            candidates.report(i, score(next.get()));
        }
        return drawn;
    }

    @ParameterizedTest
    @EnumSource(SearchKind.class)
    void areAFunctionOfTheSeed(SearchKind kind) {
        for (long seed = 0; seed < 5; seed++) {
            List<Configuration> once = draw(wide(), kind, 60, seed);
            assertThat(draw(wide(), kind, 60, seed)).isEqualTo(once).hasSize(60).doesNotHaveDuplicates();
            if (kind != SearchKind.GRID) {
                assertThat(draw(wide(), kind, 60, seed + 1)).doesNotContainAnyElementsOf(once);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SearchKind.class)
    void lieInTheSpace(SearchKind kind) {
        for (long seed = 0; seed < 20; seed++) {
            for (Configuration one : draw(wide(), kind, 50, seed)) {
                assertThat(one.real("c", -1)).as("seed %d", seed).isBetween(0.01, 1000.0);
                assertThat(one.real("rate", -1)).isBetween(0.2, 0.3);
                assertThat(one.integer("layers", -1)).isBetween(2, 5);
                assertThat(one.integer("width", -1)).isBetween(1, 4096);
            }
        }
    }

    @Test
    void spreadOverTheScaleOfTheRange() {
        List<Configuration> drawn = draw(wide(), SearchKind.RANDOM, 2000, 3);
        assertThat(drawn.stream().filter(one -> one.real("c", 0) < 3.1623)).hasSizeBetween(900, 1100);
        assertThat(drawn.stream().filter(one -> one.integer("width", 0) < 64)).hasSizeBetween(900, 1100);
        assertThat(drawn.stream().filter(one -> one.real("rate", 0) < 0.25)).hasSizeBetween(900, 1100);
        for (int layers = 2; layers <= 5; layers++) {
            int wanted = layers;
            assertThat(drawn.stream().filter(one -> one.integer("layers", 0) == wanted))
                    .hasSizeBetween(400, 600);
        }
        // Two options of equal values are two options.
        assertThat(drawn.stream().filter(one -> one.flag("first", false) != one.flag("second", false)))
                .hasSizeBetween(900, 1100);
    }

    @Test
    void ofAGridAreEachCombinationOnce() {
        SearchSpace space = space(
                new Dimension(C, new Domain.Range(0.01, 1000, false, true)),
                new Dimension(LAYERS, new Domain.Range(1, 2, true, true)),
                new Dimension(FIRST, BOTH),
                new Dimension(RATE, new Domain.Choices(List.of("0.1"))));
        List<Configuration> grid = draw(space, SearchKind.GRID, 100, 0);
        assertThat(space.gridSize(3)).isEqualTo(12);
        assertThat(grid).hasSize(12).doesNotHaveDuplicates();
        assertThat(grid).extracting(one -> one.values().get("c")).containsOnly("0.01", "3.16228", "1000");
        assertThat(grid).extracting(one -> one.values().get("layers")).containsOnly("1", "2");
    }

    @Test
    void ofEveryGridAreAsManyAsCounted() {
        for (int values = 1; values <= 40; values++) {
            List<String> numbers = Stream.iterate(1, i -> i + 1)
                    .limit(values)
                    .map(String::valueOf)
                    .toList();
            SearchSpace space = space(new Dimension(LAYERS, new Domain.Choices(numbers)), new Dimension(FIRST, BOTH));
            assertThat(new HashSet<>(draw(space, SearchKind.GRID, 100, 0)))
                    .hasSize(2 * values)
                    .hasSize((int) space.gridSize(9));
        }
    }

    @ParameterizedTest
    @EnumSource(SearchKind.class)
    void ofAnythingFixedIsOne(SearchKind kind) {
        SearchSpace space = space(
                new Dimension(LAYERS, new Domain.Choices(List.of("3"))),
                new Dimension(FIRST, new Domain.Choices(List.of("true"))));
        assertThat(draw(space, kind, 9, 1))
                .extracting(Configuration::toString)
                .containsExactly("layers = 3, first = true");
    }

    @Test
    void aGridLargerThanCanBeCountedIsNotCounted() {
        Dimension many = new Dimension(
                WIDTH,
                new Domain.Choices(Stream.iterate(1, i -> i + 1)
                        .limit(1000)
                        .map(String::valueOf)
                        .toList()));
        Dimension[] dimensions = new Dimension[9];
        Arrays.fill(dimensions, many);
        assertThat(space(dimensions).gridSize(3)).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @EnumSource(SearchKind.class)
    void endWhenAllHaveBeenTried(SearchKind kind) {
        SearchSpace space = space(new Dimension(FIRST, BOTH), new Dimension(SECOND, BOTH));
        assertThat(draw(space, kind, 50, 1)).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void ofAGeneticSearchLearn() {
        double random = 0;
        double genetic = 0;
        Set<Configuration> first = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            random += lateMean(draw(wide(), SearchKind.RANDOM, 80, seed));
            List<Configuration> drawn = draw(wide(), SearchKind.GENETIC, 80, seed);
            genetic += lateMean(drawn);
            first.add(drawn.get(0));
        }
        assertThat(first).hasSize(20);
        assertThat(genetic / 20).isGreaterThan(random / 20 + 0.5);
    }

    private static double lateMean(List<Configuration> drawn) {
        return drawn.subList(40, 80).stream()
                .mapToDouble(CandidatesTest::score)
                .average()
                .orElseThrow();
    }

    @Test
    void ofAGeneticSearchFollowTheDirection() {
        Candidates up = Candidates.of(wide(), settings(SearchKind.GENETIC, 30, 2), METRIC);
        Candidates down = Candidates.of(wide(), settings(SearchKind.GENETIC, 30, 2), TunableMetric.lower("loss"));
        List<Configuration> ups = new ArrayList<>();
        List<Configuration> downs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ups.add(up.next().orElseThrow());
            downs.add(down.next().orElseThrow());
            up.report(i, score(ups.get(i)));
            down.report(i, -score(downs.get(i)));
        }
        assertThat(ups).isEqualTo(downs);
    }
}
