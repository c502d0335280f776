package org.panderm4j.tune;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;

/** Where the values of one searched option lie. */
sealed interface Domain {
    /** Arbiter's space of it, for drawing. */
    ParameterSpace<?> draws();

    /** The text of what {@link #draws} gave. */
    String text(Object drawn);

    /** The values of a grid, at most {@code points} of a range, its ends among them. */
    List<String> grid(int points);

    /** Whether there is one value alone. */
    default boolean isFixed() {
        return false;
    }

    /**
     * A few values, each as likely as any other.
     *
     * @param values different ones
     */
    record Choices(List<String> values) implements Domain {
        public Choices {
            values = List.copyOf(values);
        }

        @Override
        public ParameterSpace<?> draws() {
            return new DiscreteParameterSpace<>(values);
        }

        @Override
        public String text(Object drawn) {
            return (String) drawn;
        }

        @Override
        public List<String> grid(int points) {
            return values;
        }

        @Override
        public boolean isFixed() {
            return values.size() == 1;
        }
    }

    /**
     * All numbers between two.
     *
     * @param whole whether only whole ones count
     * @param logarithmic whether each factor is as likely as any other, instead of each difference
     */
    record Range(double from, double to, boolean whole, boolean logarithmic) implements Domain {
        @Override
        public ParameterSpace<?> draws() {
            if (logarithmic) {
                return new ContinuousParameterSpace(new LogUniformDistribution(from, to));
            }
            return whole ? new IntegerParameterSpace((int) from, (int) to) : new ContinuousParameterSpace(from, to);
        }

        @Override
        public String text(Object drawn) {
            double value = ((Number) drawn).doubleValue();
            return whole ? Long.toString(Math.round(value)) : NumberText.drawn(value, from, to);
        }

        @Override
        public List<String> grid(int points) {
            Set<String> values = new LinkedHashSet<>(); // neighbouring points may round to the same whole number
            for (int i = 0; i < points; i++) {
                double share = points == 1 ? 0.5 : i / (points - 1.0);
                values.add(text(at(share)));
            }
            return new ArrayList<>(values);
        }

        private double at(double share) {
            return logarithmic ? from * Math.pow(to / from, share) : from + share * (to - from);
        }
    }
}
