package org.panderm4j.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.panderm4j.doctor.Doctor;
import org.panderm4j.doctor.Finding;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.weights.open.ModelRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panderm doctor}. */
@Command(name = "doctor", description = "Check whether this machine can run the models, and say what to do if not.")
final class DoctorCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ModelOptions.ModelDetails details;

    @Option(names = "--model", paramLabel = "M", description = "A model to look at as well.")
    private String model;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        WrittenOptions.of(spec).onlyWith(model != null, "--model", "--arch", "--quick-gelu", "--allow-unexpected");
        Optional<ModelRequest> request = model == null ? Optional.empty() : Optional.of(details.request(model, common));
        EngineOptions engine = new EngineOptions(details.engine, details.precision, common.threads(), details.weights);
        List<Finding> findings =
                new Doctor(System.getenv()).examine(engine, request, new DownloadProgress(console, common.quiet));
        if (json) {
            console.printJson(findings.stream().map(DoctorCommand::row).toList());
        } else {
            TextTable table = new TextTable("status", "subject", "found", "cure");
            findings.forEach(one -> table.row(one.status(), one.subject(), one.found(), one.cure()));
            table.print(console.results());
        }
        boolean ill = findings.stream().anyMatch(one -> one.status() == Finding.Status.FAIL);
        return ill ? ExitStatus.FAILED : ExitStatus.DONE;
    }

    private static Map<String, Object> row(Finding finding) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("status", finding.status().name());
        row.put("subject", finding.subject());
        row.put("found", finding.found());
        row.put("cure", finding.cure());
        return row;
    }
}
