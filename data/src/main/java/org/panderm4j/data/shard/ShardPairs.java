package org.panderm4j.data.shard;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.panderm4j.data.image.DecodeBuffer;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.image.Picture;
import org.panderm4j.data.image.UnusablePictureException;
import org.panderm4j.data.pair.Pair;
import org.panderm4j.data.pair.PairCheck;
import org.panderm4j.data.pair.PairSource;
import org.panderm4j.data.pair.Skipped;
import org.panderm4j.data.pair.StoredPicture;
import org.panderm4j.data.table.RetrievalTable;

/** The pairs in some tar shards. Captions are kept in memory, of pictures only their places. */
public final class ShardPairs implements PairSource {
    private final List<Pair> pairs;
    private final Skipped skipped;

    private ShardPairs(List<Pair> pairs, Skipped skipped) {
        this.pairs = List.copyOf(pairs);
        this.skipped = skipped;
    }

    /**
     * Reads the headers and captions of all shards.
     *
     * @param shards in the order in which their pairs are numbered
     * @throws IOException when a shard is damaged, when {@code check} does not let a pair pass, or when no pair is left
     */
    public static ShardPairs of(List<Path> shards, PairCheck check) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (Path shard : shards) {
            try (FileChannel channel = FileChannel.open(shard)) {
                for (ShardSample sample : ShardSample.group(TarIndex.read(shard, channel))) {
                    pair(shard, sample, channel, check).ifPresent(pairs::add);
                }
            }
        }
        if (pairs.isEmpty()) {
            throw new IOException(shards + ": expected pairs such as 0001.jpg and 0001.txt, found none");
        }
        return new ShardPairs(pairs, check.skipped());
    }

    private static Optional<Pair> pair(Path shard, ShardSample sample, FileChannel channel, PairCheck check)
            throws IOException {
        Optional<TarMember> picture = sample.picture();
        Optional<String> caption = sample.caption(channel);
        String origin = picture.map(TarMember::origin).orElse(shard + ", key " + sample.key());
        boolean taken = check.takes(
                origin,
                none(caption, "no text in " + sample.key() + ".txt or .json"),
                none(picture, "no " + sample.key() + ".jpg, .png, .jpeg or .webp"));
        if (!taken) {
            return Optional.empty();
        }
        StoredPicture stored = picture.<StoredPicture>map(Stored::new).orElse(ShardPairs::absent);
        return Optional.of(
                new Pair(caption.orElse(RetrievalTable.MISSING_CAPTION), sample.source(channel), origin, stored));
    }

    private static Optional<String> none(Optional<?> wanted, String found) {
        return wanted.isPresent() ? Optional.empty() : Optional.of(found);
    }

    /** A member that is decoded from where it stands. */
    private record Stored(TarMember member) implements StoredPicture {
        @Override
        public Picture decode(DecodeBuffer buffer) throws IOException {
            return ImageDecoder.decode(member.read(), member.name(), buffer);
        }
    }

    /** What a pair has that was kept although its picture is missing. */
    private static Picture absent(DecodeBuffer unused) throws IOException {
        throw new UnusablePictureException("no picture with this key");
    }

    @Override
    public int size() {
        return pairs.size();
    }

    @Override
    public Pair at(int index) {
        return pairs.get(index);
    }

    /** What was left out because its caption or its picture was missing. */
    public Skipped skipped() {
        return skipped;
    }
}
