package org.panderm4j.nn.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.tower.Tower;

/**
 * What a user should know of the engine that is taken, in one line.
 *
 * @param choice among the engines of a build
 */
record EngineNote(EngineChoice choice) {
    /** See {@link Engines#note}. */
    Optional<String> of(EngineOptions options, Map<String, Tower> towers) {
        List<String> notes = new ArrayList<>();
        if (options.isFree() && !choice.providers().present().isEmpty()) {
            String taken = choice.resolve(options);
            left(taken, options).ifPresent(notes::add);
            towers.forEach((name, tower) -> choice.refusal(taken, tower)
                    .ifPresent(reason -> notes.add("engine " + choice.choose(tower, options) + " is taken for the "
                            + name + " tower, since engine " + taken + " " + reason)));
        } else {
            if (options.isFree()) {
                choice.providers().absences().ifPresent(notes::add);
                own(options).ifPresent(notes::add);
            }
            idle().ifPresent(notes::add);
        }
        return notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes));
    }

    /** See {@link Engines#idleCard}. */
    Optional<String> idle() {
        return Optional.of(choice.here().get().nd4j())
                .filter(nd4j -> nd4j.warns())
                .map(nd4j -> nd4j.sentence());
    }

    /** That, and why, a card that is present is left for another engine. */
    private Optional<String> left(String taken, EngineOptions options) {
        if (choice.providers().of(taken).isPresent()) {
            return Optional.empty();
        }
        String cards = String.join(" and ", choice.providers().present());
        return Optional.of("engine " + taken + " is taken, since " + cards
                + (options.residence() == Residence.STREAMED
                        ? " does not stream weights"
                        : " has no precision " + options.precision().label()));
    }

    /** Why it is the one of this module that is taken. */
    private Optional<String> own(EngineOptions options) {
        OwnEngines here = choice.here().get();
        if (here.isOnCard()) {
            String taken = choice.resolve(options);
            return Optional.of("engine " + taken + " is taken, since "
                    + (taken.equals(Engines.SAMEDIFF)
                            ? here.nd4j().sentence()
                            : "samediff has no precision " + options.precision().label()));
        }
        return here.onednn().map(reason -> "engine samediff is taken, since onednn is not present here: " + reason);
    }
}
