package org.panderm4j.report;

import java.util.List;

/**
 * Pictures that answer one question.
 *
 * @param title the question
 * @param note how good the answer is
 * @param tiles best first
 */
public record PictureRow(String title, String note, List<Tile> tiles) {}
