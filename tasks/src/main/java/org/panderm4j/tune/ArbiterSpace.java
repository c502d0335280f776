package org.panderm4j.tune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.AbstractParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.panderm4j.tune.SearchSpace.Dimension;

/**
 * A space as Arbiter wants it: a leaf for each option that varies, together a list of their values' texts. Options of a single value
 * stay outside, for Arbiter's grid (1.0.0-beta7) loses its count over them.
 */
final class ArbiterSpace extends AbstractParameterSpace<List<String>> {
    private final List<Dimension> dimensions;
    private final List<Domain> domains = new ArrayList<>();
    private final List<ParameterSpace<?>> leaves = new ArrayList<>();

    private ArbiterSpace(List<Dimension> dimensions) {
        this.dimensions = dimensions;
        for (Dimension dimension : dimensions) {
            if (!dimension.domain().isFixed()) {
                domains.add(dimension.domain());
                leaves.add(dimension.domain().draws());
            }
        }
        if (leaves.isEmpty()) {
            // No generator takes a space without leaves; this one says nothing, so all candidates are the same.
            leaves.add(new DiscreteParameterSpace<>(List.of("one", "other")));
        }
    }

    /** For drawing. */
    static ArbiterSpace draws(SearchSpace space) {
        return new ArbiterSpace(space.dimensions());
    }

    /**
     * For a grid. Arbiter would cut every range into equally many points; here each option brings its own list, since whole numbers
     * on a logarithmic scale may have fewer.
     */
    static ArbiterSpace grid(SearchSpace space, int points) {
        List<Dimension> lists = new ArrayList<>();
        for (Dimension dimension : space.dimensions()) {
            lists.add(new Dimension(
                    dimension.option(), new Domain.Choices(dimension.domain().grid(points))));
        }
        return new ArbiterSpace(lists);
    }

    /**
     * All options of a candidate.
     *
     * @param values as {@link #getValue} gave them
     */
    Configuration configuration(List<String> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        int next = 0;
        for (Dimension dimension : dimensions) {
            Domain domain = dimension.domain();
            texts.put(
                    dimension.option().name(), domain.isFixed() ? domain.grid(1).get(0) : values.get(next++));
        }
        return new Configuration(texts);
    }

    @Override
    public List<String> getValue(double[] genes) {
        List<String> values = new ArrayList<>(); // a candidate is serialised, which not every list can be
        for (int i = 0; i < domains.size(); i++) {
            values.add(domains.get(i).text(leaves.get(i).getValue(genes)));
        }
        return values;
    }

    @Override
    public int numParameters() {
        return leaves.size();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public List<ParameterSpace> collectLeaves() {
        return List.copyOf(leaves);
    }

    @Override
    public boolean isLeaf() {
        return false;
    }

    @Override
    public void setIndices(int... indices) {
        throw new UnsupportedOperationException("only leaves have a place among the genes");
    }
}
