package org.panderm4j.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.panderm4j.report.Fact;
import org.panderm4j.report.PictureRow;
import org.panderm4j.report.Thumbnail;
import org.panderm4j.report.Tile;

/** The rows of pictures on the tour's page: for texts, and for pictures. */
final class PictureRows {
    private static final int SHOWN = 6;
    private static final int QUERIES = 4;

    private final DemoResult result;
    private final Portraits portraits;

    PictureRows(DemoResult result, Portraits portraits) {
        this.result = result;
        this.portraits = portraits;
    }

    /** The pictures that are nearest to a question. */
    PictureRow prompt(Answer answer) {
        List<Integer> shown = answer.best().stream().limit(SHOWN).toList();
        List<Tile> tiles = portraits.each(shown, (row, picture) -> {
            Case one = result.cases().get(row);
            boolean fits = answer.question().fits(one);
            Fact cosine = cosine(answer.cosines().get(answer.best().indexOf(row)));
            return tile(one, picture, Optional.of(fits), fits ? "it is there" : "not there", cosine);
        });
        String note = String.format(
                Locale.ROOT,
                "Of the %d nearest pictures, %d fit; of all pictures, %.0f %%.",
                answer.best().size(),
                answer.fitting(),
                100 * answer.share());
        return new PictureRow("“" + answer.question().prompt() + "”", note, tiles);
    }

    /** The first picture of every second diagnosis, and its neighbours. */
    List<PictureRow> similar() {
        List<PictureRow> rows = new ArrayList<>();
        for (int label = 1; label < result.classes().size() && rows.size() < QUERIES; label += 2) {
            String wanted = result.classes().get(label);
            IntStream.range(0, result.cases().size())
                    .filter(i -> result.cases().get(i).diagnosis().equals(wanted))
                    .findFirst()
                    .ifPresent(query -> rows.add(neighbours(query)));
        }
        return rows;
    }

    private PictureRow neighbours(int query) {
        Case asked = result.cases().get(query);
        Neighbours nearest = result.similar().nearest().get(query);
        List<Tile> tiles = new ArrayList<>(
                portraits.each(List.of(query), (row, picture) -> tile(asked, picture, Optional.empty(), "this one")));
        tiles.addAll(portraits.each(nearest.indices(), (row, picture) -> {
            Case other = result.cases().get(row);
            boolean same = other.diagnosis().equals(asked.diagnosis());
            Fact cosine = cosine(nearest.cosines().get(nearest.indices().indexOf(row)));
            return tile(other, picture, Optional.of(same), same ? "same" : "another", cosine);
        }));
        String note = "The first picture is the question; the others are the nearest of all, nearest first.";
        return new PictureRow("Like this " + asked.diagnosis(), note, tiles);
    }

    private static Tile tile(Case one, Thumbnail picture, Optional<Boolean> right, String verdict, Fact... more) {
        List<Fact> facts = new ArrayList<>(List.of(new Fact("diagnosis", one.diagnosis())));
        facts.addAll(List.of(more));
        return new Tile(Optional.of(picture), one.name(), right, verdict, facts);
    }

    private static Fact cosine(double value) {
        return new Fact("cosine", String.format(Locale.ROOT, "%.2f", value));
    }
}
