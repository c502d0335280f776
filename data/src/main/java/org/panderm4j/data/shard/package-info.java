/**
 * Tar shards as the WebDataset convention has them: the members {@code KEY.jpg}, {@code KEY.txt} and {@code KEY.json} are one pair.
 *
 * <p>In: names or patterns of tar files. Out: pairs by number, in the order of the shards and of the members in them. Headers and captions
 * are read once; pictures are read from where they stand in the tar file when they are asked for, so that any pair can be had at any time
 * and nothing is unpacked to disk. None of its business: compressed shards, shards behind a network address, decoding.
 */
package org.panderm4j.data.shard;
