package org.panderm4j.data.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a byte-pair vocabulary from symbols and merges. */
final class BytePairBuilder {
    private static final String START = "<start_of_text>";
    private static final String END = "<end_of_text>";
    private static final String HUB_START = "<|startoftext|>";
    private static final String HUB_END = "<|endoftext|>";
    /** The published list is longer than what the published vocabulary of 49408 uses. */
    private static final int MAX_MERGES = 49408 - 2 * 256 - 2;

    private BytePairBuilder() {}

    /** From a merge list alone: bytes, bytes at the end of a piece, merges in order, start, end. Line 1 is a header. */
    static BytePairVocabulary fromMergeList(List<String> lines, Path file) throws IOException {
        if (lines.size() < 2) {
            throw new IOException(file + ": expected a header line and merges, found " + lines.size() + " lines");
        }
        List<String> merges = lines.subList(1, Math.min(lines.size(), 1 + MAX_MERGES));
        Map<String, Integer> ids = new HashMap<>();
        for (int i = 0; i < 256; i++) {
            ids.put(ByteSymbols.inOrder(i), i);
            ids.put(ByteSymbols.inOrder(i) + ByteSymbols.END, 256 + i);
        }
        int next = 2 * 256;
        for (int i = 0; i < merges.size(); i++) {
            String[] pair = pair(merges.get(i), file, i + 2);
            ids.put(pair[0] + pair[1], next++);
        }
        Map<String, Integer> specials = Map.of(START, next, END, next + 1);
        return build(ids, merges, 2, file, specials, next, next + 1);
    }

    /**
     * From the files of the transformers library, where ids stand beside the symbols. Both spellings of the special tokens
     * count: the files know one, the texts of open_clip's evaluations the other.
     */
    static BytePairVocabulary fromHub(Map<String, Integer> ids, List<String> lines, Path file) throws IOException {
        boolean header = !lines.isEmpty() && lines.get(0).startsWith("#version");
        List<String> merges = header ? lines.subList(1, lines.size()) : lines;
        if (merges.isEmpty()) {
            throw new IOException(file + ": expected merges, found none");
        }
        String startName = ids.containsKey(HUB_START) ? HUB_START : START;
        String endName = ids.containsKey(HUB_END) ? HUB_END : END;
        int start = id(ids, startName, file, 0);
        int end = id(ids, endName, file, 0);
        Map<String, Integer> specials = new LinkedHashMap<>();
        specials.put(START, start);
        specials.put(END, end);
        specials.put(startName, start);
        specials.put(endName, end);
        return build(ids, merges, header ? 2 : 1, file, specials, start, end);
    }

    private static BytePairVocabulary build(
            Map<String, Integer> ids,
            List<String> lines,
            int firstLine,
            Path file,
            Map<String, Integer> specials,
            int start,
            int end)
            throws IOException {
        List<MergeTable.Merge> merges = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            String[] pair = pair(lines.get(i), file, firstLine + i);
            int left = id(ids, pair[0], file, firstLine + i);
            int right = id(ids, pair[1], file, firstLine + i);
            merges.add(new MergeTable.Merge(left, right, id(ids, pair[0] + pair[1], file, firstLine + i)));
        }
        ByteIds bytes = new ByteIds(symbol -> id(ids, symbol, file, 0));
        int largest = ids.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        int size = 1 + Math.max(largest, Math.max(start, end));
        return new BytePairVocabulary(bytes, new MergeTable(merges), specials, start, end, size);
    }

    private static String[] pair(String line, Path file, int number) throws IOException {
        String[] pair = line.split(" ", -1);
        if (pair.length != 2 || pair[0].isEmpty() || pair[1].isEmpty()) {
            throw new IOException(
                    file + ", merge on line " + number + ": expected two symbols, found \"" + line + "\"");
        }
        return pair;
    }

    private static int id(Map<String, Integer> ids, String symbol, Path file, int line) throws IOException {
        Integer id = ids.get(symbol);
        if (id == null) {
            throw new IOException(file + (line > 0 ? ", merge on line " + line : "") + ": expected the symbol \""
                    + symbol + "\" in the vocabulary, found none; do vocabulary and merges belong together?");
        }
        return id;
    }
}
