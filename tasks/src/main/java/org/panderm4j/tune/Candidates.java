package org.panderm4j.tune;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;

/**
 * The configurations to try, one after another, none of them twice. The sequence is a function of space, settings and the scores
 * reported between; so a search that goes on asks for all of them again and runs those that it has no result for.
 */
final class Candidates {
    /** Draws that find nothing new before the space counts as tried. */
    private static final int MOST_REPEATS = 1000;

    private final ArbiterSpace space;
    private final CandidateGenerator generator;
    private final List<Candidate<?>> given = new ArrayList<>();
    private final Set<Configuration> tried = new HashSet<>();

    private Candidates(ArbiterSpace space, CandidateGenerator generator) {
        this.space = space;
        this.generator = generator;
    }

    static Candidates of(SearchSpace space, TuneSettings settings, TunableMetric metric) {
        ArbiterSpace options = settings.kind() == SearchKind.GRID
                ? ArbiterSpace.grid(space, settings.gridPoints())
                : ArbiterSpace.draws(space);
        return new Candidates(options, Generators.of(options, settings, metric));
    }

    /** The next one; empty when there is none left. */
    Optional<Configuration> next() {
        for (int i = 0; i < MOST_REPEATS && generator.hasMoreCandidates(); i++) {
            Candidate<?> candidate = generator.getCandidate();
            if (candidate.getException() != null) {
                return Optional.empty(); // the genetic search has run out of new genes
            }
            Configuration configuration = space.configuration(values(candidate));
            if (tried.add(configuration)) {
                given.add(candidate);
                return Optional.of(configuration);
            }
        }
        return Optional.empty();
    }

    private static List<String> values(Candidate<?> candidate) {
        return ((List<?>) candidate.getValue()).stream().map(String.class::cast).toList();
    }

    /**
     * Tells the score of one that was given.
     *
     * @param index from 0, in the order they were given
     */
    void report(int index, double score) {
        generator.reportResults(new OptimizationResult(given.get(index), score, index, null, null, null));
    }
}
