package org.panderm4j.report;

import java.util.Optional;

/**
 * One image-text pair and how well its halves found each other.
 *
 * @param picture empty where it could not be read again
 * @param file as the table names it
 * @param caption the text of the pair
 * @param textRank rank of the text among all texts for this image, from 1
 * @param imageRank rank of the image among all images for this text, from 1
 */
public record RetrievedPair(
        Optional<Thumbnail> picture, String file, String caption, double textRank, double imageRank) {}
