package org.panderm4j.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.clip.Towers;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.tower.Tower;

/** What a user should know of what computes, before it does. */
final class EngineNotes {
    private EngineNotes() {}

    /** Of a model's towers. */
    static Optional<String> of(Towers towers, EngineOptions engine) {
        Map<String, Tower> named = new LinkedHashMap<>(Map.of("image", towers.image()));
        towers.text().ifPresent(text -> named.put("text", text));
        return Engines.note(engine, named);
    }

    /** Tells it of towers. */
    static void tell(Towers towers, EngineOptions engine, CommonOptions common, Console console) {
        tell(of(towers, engine), common, console);
    }

    /** Tells it of what is no tower: that a card lies idle, and why. */
    static void tell(CommonOptions common, Console console) {
        tell(Engines.idleCard(), common, console);
    }

    private static void tell(Optional<String> note, CommonOptions common, Console console) {
        if (!common.quiet) {
            note.ifPresent(text -> console.messages().println("note: " + text));
        }
    }
}
