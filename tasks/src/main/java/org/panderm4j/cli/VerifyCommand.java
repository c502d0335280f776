package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.verify.Comparison;
import org.panderm4j.verify.Reference;
import org.panderm4j.verify.ReferencePictures;
import org.panderm4j.verify.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code panderm verify}. */
@Command(
        name = "verify",
        description = "Compare a model with the activations of its reference; fails if any array departs.")
final class VerifyCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommonOptions common;

    @Mixin
    private ModelOptions model;

    @Option(
            names = "--reference",
            required = true,
            paramLabel = "DIR",
            description = "Folder of pixels.npy, tokens.npy and expect/*.npy.")
    private Path reference;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "Where the pictures lie that a reference without pixels.npy names.")
    private Path images;

    @Option(
            names = "--tolerance",
            defaultValue = "1e-4",
            paramLabel = "X",
            description = "Largest error allowed, relative to an array's largest value (default: ${DEFAULT-VALUE}).")
    private double tolerance;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (!(tolerance > 0 && Double.isFinite(tolerance))) {
            throw new UsageException("--tolerance: expected a positive number, found " + tolerance);
        }
        Reference expected = new Reference(reference);
        List<Comparison> comparisons;
        try (DermModel ours = model.open(common, console)) {
            comparisons = Verification.run(ours, expected, pixels(ours, expected), tolerance);
        }
        Optional<Comparison> departed =
                comparisons.stream().filter(one -> !one.holds()).findFirst();
        if (json) {
            console.printJson(certificate(comparisons, departed));
        } else {
            print(comparisons);
        }
        departed.ifPresent(this::tell);
        return departed.isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private Optional<Batch.Images> pixels(DermModel ours, Reference expected) throws IOException {
        Optional<Batch.Images> pixels = expected.pixels();
        if (pixels.isPresent() && images != null) {
            throw new UsageException(
                    "--images: " + reference + " holds pixels.npy, which needs no pictures; leave --images out");
        }
        return pixels.isPresent() ? pixels : ReferencePictures.prepare(ours, reference, Optional.ofNullable(images));
    }

    private void tell(Comparison first) {
        String why = first.note().isEmpty() ? "error " + number(first.error()) : first.note();
        console.messages()
                .println("panderm verify: " + first.array() + " is the first array that departs: " + why
                        + ", tolerance " + number(tolerance));
    }

    private void print(List<Comparison> comparisons) {
        TextTable table = new TextTable("array", "shape", "error", "tolerance", "ok", "note");
        comparisons.forEach(one -> table.row(
                one.array(),
                one.shape(),
                number(one.error()),
                number(one.tolerance()),
                one.holds() ? "yes" : "NO",
                one.note()));
        table.print(console.results());
    }

    private Map<String, Object> certificate(List<Comparison> comparisons, Optional<Comparison> departed) {
        Map<String, Object> certificate = new LinkedHashMap<>();
        certificate.put("model", model.model);
        certificate.put("reference", reference.toString());
        certificate.put("tolerance", tolerance);
        certificate.put("ok", departed.isEmpty());
        certificate.put("first_departure", departed.map(Comparison::array).orElse(null));
        List<Map<String, Object>> arrays = new ArrayList<>();
        comparisons.forEach(one -> arrays.add(row(one)));
        certificate.put("arrays", arrays);
        return certificate;
    }

    private static Map<String, Object> row(Comparison one) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", one.array());
        row.put("shape", one.shape());
        // JSON has no infinity.
        row.put("error", Double.isFinite(one.error()) ? one.error() : null);
        row.put("tolerance", one.tolerance());
        row.put("ok", one.holds());
        row.put("note", one.note());
        return row;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2g", value);
    }
}
