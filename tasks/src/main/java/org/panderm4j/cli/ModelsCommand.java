package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.panderm4j.weights.hub.HubClient;
import org.panderm4j.weights.hub.HubModelId;
import org.panderm4j.weights.hub.HubSettings;
import org.panderm4j.weights.open.ShippedModel;
import org.panderm4j.weights.open.ShortName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code panderm models}. */
@Command(name = "models", description = "List the models that have a short name.")
final class ModelsCommand implements Callable<Integer> {
    private final Console console;

    /** Filled by the parser; the contract has every command take these. */
    @Mixin
    @SuppressWarnings("UnusedVariable")
    private CommonOptions common;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ModelsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        HubClient hub =
                new HubClient(HubSettings.fromEnvironment(System.getenv()).withOffline(true));
        List<Map<String, Object>> rows = new ArrayList<>();
        Optional<Path> shipped = ShippedModel.find();
        if (shipped.isPresent()) {
            rows.add(row(ShippedModel.describe(shipped.get()), true));
        }
        for (ShortName model : ShortName.all()) {
            rows.add(
                    row(model, model.hub().isPresent() && hub.cached(model.hub().get())));
        }
        if (json) {
            console.printJson(rows);
        } else {
            TextTable table =
                    new TextTable("name", "hub", "family", "parameters (M)", "embedding", "cached", "licence");
            rows.forEach(row -> table.row(row.values().toArray()));
            table.print(console.results());
        }
        return ExitStatus.DONE;
    }

    private static Map<String, Object> row(ShortName model, boolean here) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", model.name());
        row.put("hub", model.hub().map(HubModelId::path).orElse("-"));
        row.put("family", model.family());
        row.put("parameters_millions", model.parameters());
        row.put("embedding", model.embedding());
        row.put("cached", here);
        row.put("licence", model.licence());
        return row;
    }
}
