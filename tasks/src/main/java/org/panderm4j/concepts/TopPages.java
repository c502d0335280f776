package org.panderm4j.concepts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.panderm4j.report.ConceptPage;
import org.panderm4j.report.Fact;
import org.panderm4j.report.Headline;
import org.panderm4j.report.PictureRow;
import org.panderm4j.report.Thumbnails;
import org.panderm4j.report.Tile;
import org.panderm4j.run.RunPlan;

/** From pictures of features to the page that shows them. */
final class TopPages {
    private final RunPlan plan;
    private final int count;

    TopPages(RunPlan plan, int count) {
        this.plan = plan;
        this.count = count;
    }

    ConceptPage of(TopInputs inputs, List<TopPictures> found) {
        List<PictureRow> rows =
                found.stream().map(pictures -> row(inputs, pictures)).toList();
        return new ConceptPage(
                "Concept pictures",
                inputs.table().file().getFileName().toString(),
                "The pictures in which each feature is most active, among "
                        + inputs.table().rows().size() + ".",
                notes(found),
                List.of(new ConceptPage.Section(
                        "Pictures of " + found.size() + (found.size() == 1 ? " feature" : " features"),
                        "No picture was labelled for this: a feature is active where the dictionary has found its vector.",
                        headlines(found),
                        List.of(),
                        List.of(),
                        rows)),
                List.of(
                        new Fact("Activations", inputs.activations().file().toString()),
                        new Fact("Table", inputs.table().file().toString()),
                        new Fact("Seed", Long.toString(plan.seed()))),
                List.of());
    }

    private static List<String> notes(List<TopPictures> found) {
        List<String> silent = found.stream()
                .filter(pictures ->
                        pictures.rows().isEmpty() || pictures.rows().get(0).value() <= 0)
                .map(pictures -> pictures.query().title())
                .toList();
        return silent.isEmpty()
                ? List.of()
                : List.of("Never active in these pictures, so that the pictures shown mean nothing: "
                        + String.join(", ", silent) + ".");
    }

    private List<Headline> headlines(List<TopPictures> found) {
        List<TopPictures> judged =
                found.stream().filter(one -> one.truth().isPresent()).toList();
        if (judged.isEmpty()) {
            return List.of();
        }
        OptionalDouble mean = judged.stream()
                .mapToDouble(one -> one.precision(count).orElseThrow())
                .average();
        return List.of(new Headline(
                "Precision at " + count,
                String.format(Locale.ROOT, "%.2f", mean.orElseThrow()),
                "mean over " + judged.size() + (judged.size() == 1 ? " feature" : " features")
                        + " with a column that tells; by chance "
                        + String.format(
                                Locale.ROOT,
                                "%.2f",
                                judged.stream()
                                        .mapToDouble(TopPictures::share)
                                        .average()
                                        .orElseThrow())));
    }

    private PictureRow row(TopInputs inputs, TopPictures pictures) {
        List<Tile> tiles = new ArrayList<>();
        for (int i = 0; i < pictures.rows().size(); i++) {
            ConceptRetrieval.Ranked row = pictures.rows().get(i);
            Path file = inputs.pictures().get(row.index());
            int at = i;
            Optional<Boolean> has = pictures.truth().map(all -> all.get(at));
            tiles.add(new Tile(
                    Thumbnails.of(file),
                    String.valueOf(file.getFileName()),
                    has,
                    has.map(yes -> yes ? "present" : "absent").orElse(""),
                    List.of(new Fact("activation", String.format(Locale.ROOT, "%.3f", row.value())))));
        }
        return new PictureRow(pictures.query().title(), note(pictures), tiles);
    }

    private String note(TopPictures pictures) {
        List<String> parts = new ArrayList<>();
        pictures.query()
                .similarity()
                .ifPresent(value ->
                        parts.add("similarity of text and feature " + String.format(Locale.ROOT, "%.3f", value)));
        pictures.precision(count)
                .ifPresent(value -> parts.add(String.format(
                        Locale.ROOT,
                        "%.0f %% of these have \"%s\", %.0f %% of all",
                        100 * value,
                        pictures.column().orElseThrow(),
                        100 * pictures.share())));
        return String.join("; ", parts);
    }
}
