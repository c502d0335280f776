package org.panderm4j.data.shard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The members of one shard that have a key in common, by their ending. */
final class ShardSample {
    /** Up to the first dot of the file name is the key, what follows is the ending; a name that begins with a dot has no key. */
    private static final Pattern NAME = Pattern.compile("((?:.*/)?[^./][^./]*)\\.([^/]*)");

    /** In the order of preference, if there is more than one. */
    private static final List<String> PICTURES = List.of("jpg", "png", "jpeg", "webp");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String key;
    private final Map<String, TarMember> members = new LinkedHashMap<>();

    private ShardSample(String key) {
        this.key = key;
    }

    /**
     * Groups members by their key, in the order in which keys first appear. Names without a key or an ending belong to none.
     *
     * @throws IOException when a key has two members of one ending
     */
    static Iterable<ShardSample> group(List<TarMember> members) throws IOException {
        Map<String, ShardSample> samples = new LinkedHashMap<>();
        for (TarMember member : members) {
            Matcher name = NAME.matcher(member.name());
            if (name.matches()) {
                samples.computeIfAbsent(name.group(1), ShardSample::new).add(name.group(2), member);
            }
        }
        return samples.values();
    }

    private void add(String ending, TarMember member) throws IOException {
        TarMember other = members.putIfAbsent(ending.toLowerCase(Locale.ROOT), member);
        if (other != null) {
            throw new IOException(
                    member.origin() + ", byte " + member.offset() + ": expected every key and ending once,"
                            + " found the same at byte " + other.offset() + "; give each pair a key of its own");
        }
    }

    String key() {
        return key;
    }

    Optional<TarMember> picture() {
        return PICTURES.stream().filter(members::containsKey).map(members::get).findFirst();
    }

    /** The text member, else the field {@code caption} of the JSON member; never blank. */
    Optional<String> caption(FileChannel channel) throws IOException {
        TarMember text = members.get("txt");
        Optional<String> written = text == null ? field("caption", channel) : Optional.of(decode(text, channel));
        return written.filter(caption -> !caption.isBlank());
    }

    /** The field {@code source} of the JSON member. */
    Optional<String> source(FileChannel channel) throws IOException {
        return field("source", channel);
    }

    private Optional<String> field(String name, FileChannel channel) throws IOException {
        TarMember member = members.get("json");
        if (member == null) {
            return Optional.empty();
        }
        JsonNode value = parse(member, channel).path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new IOException(member.origin() + ": expected a text in field \"" + name + "\", found " + value);
        }
        return Optional.of(value.textValue());
    }

    private static JsonNode parse(TarMember member, FileChannel channel) throws IOException {
        try {
            return JSON.readTree(member.read(channel));
        } catch (JsonProcessingException e) {
            throw new IOException(
                    member.origin() + ": expected JSON, found something else (" + e.getOriginalMessage() + ")", e);
        }
    }

    private static String decode(TarMember member, FileChannel channel) throws IOException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(member.read(channel));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new IOException(member.origin() + ": expected UTF-8, found other bytes; write captions as UTF-8", e);
        }
    }
}
