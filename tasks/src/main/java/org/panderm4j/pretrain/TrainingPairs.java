package org.panderm4j.pretrain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.panderm4j.data.pair.OnMissing;
import org.panderm4j.data.pair.Pair;
import org.panderm4j.data.pair.PairCheck;
import org.panderm4j.data.pair.PairSource;
import org.panderm4j.data.pair.Skipped;
import org.panderm4j.data.pair.TablePairs;
import org.panderm4j.data.shard.ShardPairs;
import org.panderm4j.data.table.ImageSource;
import org.panderm4j.data.table.RetrievalTable;
import org.panderm4j.data.table.Table;
import org.panderm4j.run.Digests;
import org.panderm4j.run.Failure;

/** The pairs that are learned from, each with one caption or several. */
public final class TrainingPairs implements PairSource {
    private final List<Entry> entries;
    private final List<Failure> failures;
    private final List<String> identity;

    /**
     * A picture with all that is said about it.
     *
     * @param captions at least one
     */
    private record Entry(Pair pair, List<String> captions) {}

    /**
     * Columns of a table of pairs.
     *
     * @param images the picture
     * @param captions at least one; of a row, those that are not empty are its captions
     * @param source where a pair came from; empty: the column {@code source} if there is one
     */
    public record Columns(ImageSource images, List<String> captions, Optional<String> source) {}

    private TrainingPairs(List<Entry> entries, List<Failure> failures, List<String> identity) {
        this.entries = List.copyOf(entries);
        this.failures = List.copyOf(failures);
        this.identity = List.copyOf(identity);
    }

    /** Of a table's rows; those without any caption are left out. */
    public static TrainingPairs of(Table table, Columns columns) throws IOException {
        String first = columns.captions().get(0);
        RetrievalTable read = RetrievalTable.of(table, columns.images(), first);
        TablePairs pairs = TablePairs.of(read, first, new PairCheck(OnMissing.KEEP, OnMissing.KEEP));
        List<List<String>> captions = new ArrayList<>();
        for (String column : columns.captions()) {
            captions.add(RetrievalTable.captions(table, column));
        }
        Optional<List<String>> sources = columns.source().isPresent()
                ? Optional.of(table.values(columns.source().get()))
                : Optional.empty();
        List<Entry> entries = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.at(i);
            List<String> own = captions(captions, i);
            if (own.isEmpty()) {
                failures.add(new Failure(i, pair.origin(), noCaption(pair, columns)));
            } else {
                Optional<String> source =
                        sources.isPresent() ? Optional.of(sources.get().get(i)) : pair.source();
                entries.add(new Entry(new Pair(own.get(0), source, pair.origin(), pair.picture()), own));
            }
        }
        List<Path> pictures = read.rows().stream().map(RetrievalTable.Row::path).toList();
        List<String> identity = List.of(Digests.ofFile(table.file()), Digests.ofFileList(pictures));
        return new TrainingPairs(entries, failures, identity)
                .checked(table.file().toString());
    }

    private static List<String> captions(List<List<String>> columns, int row) {
        return columns.stream()
                .map(column -> column.get(row))
                .filter(caption -> !caption.isBlank() && !caption.equals(RetrievalTable.MISSING_CAPTION))
                .toList();
    }

    private static String noCaption(Pair pair, Columns columns) {
        return pair.origin() + ": expected a caption, found none in column " + String.join(", ", columns.captions());
    }

    /** Of tar shards; members without caption or without picture are left out. */
    public static TrainingPairs of(List<Path> shards) throws IOException {
        ShardPairs pairs = ShardPairs.of(shards, new PairCheck(OnMissing.SKIP, OnMissing.SKIP));
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            entries.add(new Entry(pairs.at(i), List.of(pairs.at(i).caption())));
        }
        List<Failure> failures = new ArrayList<>();
        for (Skipped.LeftOut pair : pairs.skipped().pairs()) {
            failures.add(new Failure(failures.size(), pair.origin(), pair.reason()));
        }
        return new TrainingPairs(entries, failures, List.of(Digests.ofFileList(shards)));
    }

    /** These, then others. */
    public TrainingPairs and(TrainingPairs others) {
        List<Entry> all = new ArrayList<>(entries);
        all.addAll(others.entries);
        List<Failure> skipped = new ArrayList<>(failures);
        skipped.addAll(others.failures);
        List<String> both = new ArrayList<>(identity);
        both.addAll(others.identity);
        return new TrainingPairs(all, skipped, both);
    }

    private TrainingPairs checked(String place) throws IOException {
        if (entries.isEmpty()) {
            throw new IOException(place + ": expected at least one row with a caption, found none of " + failures.size()
                    + "; " + failures.get(0).reason());
        }
        return this;
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public Pair at(int index) {
        return entries.get(index).pair();
    }

    /** All captions of a pair. */
    List<String> captions(int index) {
        return entries.get(index).captions();
    }

    /** All captions of all pairs, to make a vocabulary from. */
    public List<String> allCaptions() {
        return entries.stream().flatMap(entry -> entry.captions().stream()).toList();
    }

    /** What was left out, in full. */
    List<Failure> failures() {
        return failures;
    }

    /** What must be the same when a run goes on. */
    public List<String> identity() {
        return identity;
    }
}
