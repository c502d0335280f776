package org.panderm4j.data.multimodal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.panderm4j.data.table.Split;

/**
 * A user's own data set, as a YAML file describes it. {@code examples/demo-world.yaml} shows all keys.
 *
 * @param name of the data set
 * @param tables files of cases, relative to the data set's folder: one of all splits under the key {@link Split#TRAIN}, or one a split
 * @param pictures folder that the pictures' relative paths begin in, relative to the data set's folder
 * @param columns what says what
 * @param label the column of the class
 * @param classNames in the order of the labels; empty: as they are found
 * @param splitting what rows are for
 * @param text of the sentences
 * @param criteria further labels by column, with their class names; an empty list: as they are found
 */
record PairDescription(
        String name,
        Map<Split, String> tables,
        String pictures,
        CaseColumns columns,
        String label,
        List<String> classNames,
        Splitting splitting,
        Optional<TextTemplate> text,
        Map<String, List<String>> criteria) {
    private static final List<String> KEYS = List.of(
            "name",
            "tables",
            "pictures",
            "clinical",
            "dermoscopic",
            "label",
            "split",
            "group",
            "metadata",
            "text",
            "criteria");

    /**
     * What the rows of one file are for; nothing of it where each split has a file.
     *
     * @param column that tells
     * @param shares of splits to be dealt
     * @param seed of the dealing
     */
    record Splitting(Optional<String> column, Optional<List<Double>> shares, OptionalLong seed) {}

    PairDescription {
        tables = Collections.unmodifiableMap(new EnumMap<>(tables));
        classNames = List.copyOf(classNames);
        criteria = Collections.unmodifiableMap(new LinkedHashMap<>(criteria));
    }

    /**
     * Reads a description.
     *
     * @throws IOException in one line that names file, key, what was expected and what was found
     */
    static PairDescription read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": expected a description in YAML, found a folder");
        }
        return of(file, Files.readString(file));
    }

    /** The same from the text of the file. */
    static PairDescription of(Path file, String text) throws IOException {
        DescriptionNode root = DescriptionNode.parse(file, text).withKeys(KEYS);
        DescriptionNode label = root.child("label").withKeys(List.of("column", "classes"));
        boolean isOneTable = !root.node().path("tables").isObject();
        CaseColumns columns = columns(root);
        Optional<TextTemplate> template = template(root);
        requireUnseen(root, label.requiredText("column"), columns, template);
        return new PairDescription(
                root.text("name").orElse(stem(file)),
                tables(root, isOneTable),
                root.text("pictures").orElse(""),
                columns,
                label.requiredText("column"),
                label.texts("classes"),
                splitting(root, isOneTable),
                template,
                criteria(root));
    }

    /** A network that sees the label has nothing to learn. */
    private static void requireUnseen(
            DescriptionNode root, String label, CaseColumns columns, Optional<TextTemplate> text) throws IOException {
        if (columns.fields().stream().anyMatch(field -> field.column().equals(label))) {
            throw root.bad(
                    "metadata",
                    "columns other than the label's, " + label,
                    root.node().get("metadata"));
        }
        if (text.map(template -> template.columns().contains(label)).orElse(false)) {
            throw root.bad(
                    "text",
                    "gaps other than the label's column, " + label,
                    root.node().get("text"));
        }
    }

    private static Splitting splitting(DescriptionNode root, boolean isOneTable) throws IOException {
        DescriptionNode split = root.child("split");
        if (root.has("split")) {
            split.withKeys(List.of("column", "shares", "seed"));
        }
        Splitting splitting = new Splitting(
                split.text("column"),
                shares(split),
                split.has("seed") ? OptionalLong.of(split.wholeNumber("seed")) : OptionalLong.empty());
        boolean isEither = splitting.column.isPresent() != splitting.shares.isPresent();
        if (isOneTable ? !isEither : root.has("split")) {
            throw root.bad(
                    "split",
                    isOneTable
                            ? "either column or shares, since tables is one file"
                            : "nothing, since tables has one file a split",
                    split.node());
        }
        return splitting;
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    }

    private static Map<Split, String> tables(DescriptionNode root, boolean isOne) throws IOException {
        Map<Split, String> tables = new EnumMap<>(Split.class);
        if (isOne) {
            tables.put(Split.TRAIN, root.requiredText("tables"));
            return tables;
        }
        DescriptionNode files = root.child("tables").withKeys(List.of("train", "val", "test"));
        for (Split split : Split.values()) {
            Optional<String> one = files.text(split.word());
            one.ifPresent(name -> tables.put(split, name));
        }
        if (tables.isEmpty()) {
            throw root.bad("tables", "a file, or files under train, val and test", files.node());
        }
        return tables;
    }

    private static Optional<List<Double>> shares(DescriptionNode split) throws IOException {
        if (!split.has("shares")) {
            return Optional.empty();
        }
        DescriptionNode shares = split.child("shares").withKeys(List.of("train", "val", "test"));
        List<Double> numbers = new ArrayList<>();
        for (Split one : Split.values()) {
            numbers.add(shares.has(one.word()) ? shares.number(one.word()) : 0);
        }
        try {
            new Reading(Optional.empty(), numbers, 0);
        } catch (IllegalArgumentException e) {
            throw new IOException(split.file() + ", key split.shares: " + e.getMessage(), e);
        }
        return Optional.of(numbers);
    }

    private static CaseColumns columns(DescriptionNode root) throws IOException {
        List<MetadataField> fields = List.of();
        if (root.has("metadata")) {
            DescriptionNode metadata = root.child("metadata").withKeys(List.of("numeric", "categorical"));
            fields = MetadataField.join(
                    MetadataField.all(MetadataField.Kind.NUMBER, metadata.texts("numeric")),
                    MetadataField.all(MetadataField.Kind.CATEGORY, metadata.texts("categorical")));
        }
        CaseColumns columns =
                new CaseColumns(root.text("clinical"), root.text("dermoscopic"), fields, root.text("group"));
        if (columns.clinical().isEmpty() && columns.dermoscopic().isEmpty() && fields.isEmpty()) {
            throw new IOException(root.file() + ": expected at least one of the keys clinical, dermoscopic and metadata"
                    + ", found none");
        }
        long different = fields.stream().map(MetadataField::column).distinct().count();
        if (different < fields.size()) {
            throw root.bad("metadata", "each column in one list", root.node().get("metadata"));
        }
        return columns;
    }

    private static Optional<TextTemplate> template(DescriptionNode root) throws IOException {
        Optional<String> text = root.text("text");
        try {
            return text.map(TextTemplate::of);
        } catch (IllegalArgumentException e) {
            throw new IOException(root.file() + ", key text: " + e.getMessage(), e);
        }
    }

    private static Map<String, List<String>> criteria(DescriptionNode root) throws IOException {
        Map<String, List<String>> criteria = new LinkedHashMap<>();
        if (root.has("criteria")) {
            DescriptionNode all = root.child("criteria");
            if (!all.node().isObject()) {
                throw root.bad("criteria", "columns and their classes", all.node());
            }
            for (Map.Entry<String, JsonNode> one : all.node().properties()) {
                boolean isOpen = one.getValue().isNull()
                        || (one.getValue().isArray() && one.getValue().isEmpty());
                criteria.put(one.getKey(), isOpen ? List.of() : all.texts(one.getKey()));
            }
        }
        return criteria;
    }
}
