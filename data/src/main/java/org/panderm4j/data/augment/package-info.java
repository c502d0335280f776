/**
 * Pictures to what a network sees while it is trained: a random part of the picture, and at wish other random changes.
 *
 * <p>In: a decoded picture, the model's {@link org.panderm4j.data.transform.PreprocessConfig}, an
 * {@link org.panderm4j.data.augment.Augmentation}, and draws. Out: pixels of the model's size and normalised float32 values
 * (3, height, width), a pure function of those. None of its business: where random numbers come from, threads. Sources: the crop and the
 * order of changes as torchvision and open_clip document them, colours as Pillow's
 * {@code ImageEnhance} and its HSV conversion; for multimodal fine-tuning (names that begin with {@code Finetune}, and test-time variants)
 * as albumentations and OpenCV compute.
 */
package org.panderm4j.data.augment;
