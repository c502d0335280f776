package org.panderm4j.tune;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.random.JDKRandomGenerator;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.UniformCrossover;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.parentselection.RandomTwoParentSelection;
import org.deeplearning4j.arbiter.optimize.generator.genetic.mutation.RandomMutationOperator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.population.PopulationModel;
import org.deeplearning4j.arbiter.optimize.generator.genetic.selection.GeneticSelectionOperator;
import org.panderm4j.data.random.RandomStreams;

/**
 * Arbiter's generators, seeded. Left to themselves they draw from generators that begin at the time of day: the grid shuffles
 * before it can be given a seed, so it is asked for its own order; of the genetic search each operator is given a generator.
 */
final class Generators {
    /** A share of genes that are drawn anew: options are few, and Arbiter's own 0.005 would hardly ever touch one. */
    private static final double MUTATION = 0.2;

    private static final int LEAST_POPULATION = 6;
    private static final int MOST_POPULATION = 30;

    private Generators() {}

    static CandidateGenerator of(ArbiterSpace space, TuneSettings settings, TunableMetric metric) {
        RandomGenerator seeds = new RandomStreams(settings.seed()).stream("candidates");
        return switch (settings.kind()) {
            case RANDOM -> {
                RandomSearchGenerator random = new RandomSearchGenerator(space);
                random.setRngSeed(seeds.nextLong());
                yield random;
            }
            case GRID ->
                new GridSearchCandidateGenerator(
                        space, settings.gridPoints(), GridSearchCandidateGenerator.Mode.Sequential, null);
            case GENETIC ->
                new GeneticSearchCandidateGenerator.Builder(space, new Direction(metric.minimized()))
                        .populationModel(new PopulationModel.Builder()
                                .populationSize(population(settings.trials()))
                                .build())
                        .selectionOperator(selection(seeds))
                        .build();
        };
    }

    /** Two thirds of it are drawn at random before the first are crossed: of few trials, that must not be all. */
    private static int population(int trials) {
        return Math.max(LEAST_POPULATION, Math.min(MOST_POPULATION, trials / 3));
    }

    private static GeneticSelectionOperator selection(RandomGenerator seeds) {
        // Uniform: the order of options in a file says nothing on which of them belong together.
        UniformCrossover crossover = new UniformCrossover.Builder()
                .randomGenerator(seeded(seeds))
                .parentSelection(new RandomTwoParentSelection(seeded(seeds)))
                .build();
        return new GeneticSelectionOperator.Builder()
                .randomGenerator(seeded(seeds))
                .crossoverOperator(crossover)
                .mutationOperator(new RandomMutationOperator.Builder()
                        .mutationRate(MUTATION)
                        .randomGenerator(seeded(seeds))
                        .build())
                .build();
    }

    private static JDKRandomGenerator seeded(RandomGenerator seeds) {
        JDKRandomGenerator generator = new JDKRandomGenerator();
        generator.setSeed(seeds.nextLong());
        return generator;
    }

    /** The one thing that the genetic generator asks a score function. */
    private record Direction(boolean minimize) implements ScoreFunction {
        private static final String SCORED = "trials bring their scores with them";

        @Override
        @SuppressWarnings("deprecation") // part of the interface
        public double score(Object model, DataProvider data, Map<String, Object> parameters) {
            throw new UnsupportedOperationException(SCORED);
        }

        @Override
        public double score(Object model, Class<? extends DataSource> data, Properties properties) {
            throw new UnsupportedOperationException(SCORED);
        }

        @Override
        public List<Class<?>> getSupportedModelTypes() {
            return List.of();
        }

        @Override
        public List<Class<?>> getSupportedDataTypes() {
            return List.of();
        }
    }
}
