package org.panderm4j.tune;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.run.ShellWords;

/**
 * The command line of a trial.
 *
 * @param common words that all trials have in common
 */
record BestCommand(List<String> common, SearchSpace space) {
    /** Quoted for a shell. */
    String of(TrialResult trial) {
        List<String> words = new ArrayList<>(common);
        for (SearchSpace.Dimension dimension : space.dimensions()) {
            String value = trial.configuration().values().get(dimension.option().name());
            words.addAll(dimension.option().arguments(value));
        }
        return ShellWords.join(words);
    }
}
