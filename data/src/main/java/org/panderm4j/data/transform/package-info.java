/**
 * Pictures to what a network sees.
 *
 * <p>In: a decoded picture and a {@link org.panderm4j.data.transform.PreprocessConfig}. Out: pixels of the model's size, and
 * normalised float32 values (3, height, width). None of its business: files of models; whoever reads those makes the config.
 * The zero-shot and probe transforms resize as Pillow does, the fine-tuning one as OpenCV does.
 */
package org.panderm4j.data.transform;
